"""By what a person is recognised: mail, telephone, else name and place; and the same as salted hashes.

Hashes outlive an erasure, so that it can be applied again to a restored backup without keeping who it was. Whoever has
the register and guesses an address can check the guess: a hash is a pseudonym, not anonymous. Leaves out the search.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable

import pandas as pd

from capacity.folding import fold

DIGITS = 8  # the last ones of a telephone number say whose it is, however it was written
RECOGNISED_BY = ("email", "phone", "contact_name", "organisation", "postcode", "town")


def new_salt() -> str:
    """A salt for a register that erases for the first time."""
    return secrets.token_hex(16)


def marked(keys: Iterable[str], salt: str) -> list[str]:
    """The salted hash of each key, without telling their order."""
    secret = bytes.fromhex(salt)
    return sorted(hmac.new(secret, key.encode(), hashlib.sha256).hexdigest() for key in set(keys))


def keys_of(offers: pd.DataFrame) -> pd.Series:
    """Per offer the keys its person is recognised by; offers hold RECOGNISED_BY.

    Mail and telephone; only where there is neither, the name with its postcode or town.
    """
    told = zip(*(offers[name].to_numpy(dtype=object, na_value=None) for name in ("email", "phone")), strict=True)
    names = _folded(offers["contact_name"].fillna(offers["organisation"]))
    places = _folded(offers["postcode"].fillna(offers["town"]))
    keys = [_keys(*row) for row in zip(told, names, places, strict=True)]
    return pd.Series(keys, index=offers.index, dtype=object)


def mail_key(text: str) -> str:
    """The key of one mail address."""
    return f"mail:{text.strip().casefold()}"


def phone_key(text: str) -> str | None:
    """The key of one telephone number, however it is written; None for too few digits."""
    digits = re.sub(r"\D", "", text)
    return f"phone:{digits[-DIGITS:]}" if len(digits) >= DIGITS - 2 else None


def folded(text: str) -> str:
    """A name as it is compared."""
    return _folded(pd.Series([text], dtype="str"))[0] or ""


def _folded(texts: pd.Series) -> list[str | None]:
    return [each and each.strip() for each in fold(texts).to_pylist()]


def _keys(told: tuple[str | None, str | None], name: str | None, place: str | None) -> frozenset[str]:
    email, phone = told
    mails = {mail_key(each) for each in (email or "").split(";") if each.strip()}
    phones = {key for each in (phone or "").split(";") if (key := phone_key(each))}
    if mails or phones:
        return frozenset(mails | phones)
    return frozenset({f"name:{name}|{place}"} if name and place else ())
