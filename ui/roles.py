"""Which role a login has: what the operator wrote under [roles], matched against what the provider says of somebody.

Nobody has a role who is not named there. Leaves out the login itself (ui.visitor).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from capacity.audiences import AUDIENCES, Audience

Claims = Mapping[str, Any]


class UnknownRoleError(Exception):
    """The section [roles] names something else than the audiences, or holds something else than a list of texts."""


def checked(roles: Mapping[str, Any]) -> dict[Audience, tuple[str, ...]]:
    """The section [roles] as given: audience → who has it. Raises UnknownRoleError."""
    if unknown := set(roles) - set(AUDIENCES):
        raise UnknownRoleError(", ".join(sorted(unknown)))
    found: dict[Audience, tuple[str, ...]] = {}
    for audience in AUDIENCES:
        named = roles.get(audience, ())
        if isinstance(named, str) or not all(isinstance(each, str) and each.strip() for each in named):
            raise UnknownRoleError(audience)
        found[audience] = tuple(each.strip().casefold() for each in named)
    return found


def role_of(claims: Claims, roles: Mapping[Audience, Iterable[str]]) -> Audience | None:
    """The role of somebody with these claims, None when nothing written matches.

    An address ("anna@example.org") goes before a claim ("groups=ppe-team"), a claim before a domain ("@example.org");
    within one kind the role that may see more. Addresses that the provider calls unverified prove nothing.
    """
    unverified = str(claims.get("email_verified", True)).strip().casefold() in ("false", "0")  # some say it as a text
    mail = "" if unverified else str(claims.get("email") or "").strip().casefold()
    kinds: tuple[Callable[[str], bool], ...] = (
        lambda each: each == mail and not each.startswith("@") and "=" not in each,
        lambda each: "=" in each and _claimed(claims, *each.split("=", 1)),
        lambda each: each.startswith("@") and mail.count("@") == 1 and mail.endswith(each) and mail != each,
    )
    return next((role for meets in kinds for role in AUDIENCES if any(map(meets, roles.get(role, ())))), None)


def _claimed(claims: Claims, name: str, value: str) -> bool:
    """Whether the claim `name`, one text or a list of them, holds `value`."""
    said = next((said for key, said in claims.items() if key.casefold() == name.strip()), None)
    held = said if isinstance(said, list | tuple) else [said]
    return value.strip() in [each.casefold() for each in held if isinstance(each, str)]
