"""What must last: original files, offers, issues and imports in one database. Knows no screen and no file format."""

from register.errors import RegisterError
from register.frames import Contents, Original, Source
from register.location import Location, active, begin_own
from register.opening import open_register
from register.store import Earlier, Imported, Register, Undone

__all__ = [
    "Contents",
    "Earlier",
    "Imported",
    "Location",
    "Original",
    "Register",
    "RegisterError",
    "Source",
    "Undone",
    "active",
    "begin_own",
    "open_register",
]
