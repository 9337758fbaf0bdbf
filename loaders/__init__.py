"""What people sent, read as text, turned into offers and issues. Knows the domain, never a screen or the database."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loaders.reader import read_report
    from loaders.understood import as_data

__all__ = ["as_data", "read_report"]


def __getattr__(name: str) -> Any:
    """Imports a public name when it is first used: reading cells alone must not wait for pandas."""
    if name == "read_report":
        from loaders.reader import read_report

        return read_report
    if name == "as_data":
        from loaders.understood import as_data

        return as_data
    raise AttributeError(name)
