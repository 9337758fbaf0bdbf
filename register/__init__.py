"""What must last: original files, offers, issues and imports in one database. Knows no screen and no file format."""

from register.errors import RegisterError
from register.frames import Contents, Original, Source
from register.location import Location, active, begin_own
from register.opening import open_register
from register.remembered import Remembered
from register.store import Register, Undone
from register.storing import Earlier, Imported

__all__ = [
    "Contents",
    "Earlier",
    "Imported",
    "Location",
    "Original",
    "Register",
    "RegisterError",
    "Remembered",
    "Source",
    "Undone",
    "active",
    "begin_own",
    "open_register",
]
