"""What can go wrong with the register, as a code and a sentence for people.

Leaves out how one database names its failures (register.sqlite, register.postgres).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from traceback import walk_tb

from sqlalchemy.exc import SQLAlchemyError

from capacity.texts import say
from register import postgres, sqlite


class RegisterError(Exception):
    """The register could not do it. `code` names why; `message` says it without a word of anybody's data."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def message(self, language: str) -> str:
        """One or two sentences, in "de" or "en": what happened and what to do."""
        return say(f"register.{self.code}", language, **self.values)

    def __str__(self) -> str:
        return self.message("en")


@contextmanager
def told(place: str) -> Iterator[None]:
    """Raises RegisterError, naming the database `place`, for whatever the database refuses inside the block."""
    try:
        yield
    except (SQLAlchemyError, sqlite.DriverError) as error:
        found = getattr(error, "orig", None) or error
        if isinstance(found, sqlite.DriverError | SQLAlchemyError):
            raise RegisterError(sqlite.reason(found), place=place) from None  # it quotes text it cannot decode
        raise RegisterError(postgres.reason(found), place=place) from None  # a server quotes the row it refuses
    except ValueError as error:
        if not _of_what_is_stored(error):
            raise
        raise RegisterError("damaged", place=place) from None  # the error quotes what it could not read


def _of_what_is_stored(error: ValueError) -> bool:
    """Whether the database holds what it never took: bytes that are no text, or no date or JSON where one stands."""
    places = [str(frame.f_globals.get("__name__")) for frame, _ in walk_tb(error.__traceback__)]
    return isinstance(error, UnicodeDecodeError) or any(place.startswith("sqlalchemy.") for place in places)
