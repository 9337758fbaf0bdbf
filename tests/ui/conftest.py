"""The registers of the tests of pages serve the pieces of pages, too."""

from tests.pages.conftest import busy, empty

__all__ = ["busy", "empty"]
