"""Roles from configuration: whoever is not named has none."""

import pytest

from ui.roles import UnknownRoleError, checked, role_of

ROLES = checked({
    "staff": ["Anna@Team.example.org", "groups=ppe-team"],
    "liaison": ["@eu.example.org", "groups=liaisons"],
    "viewer": ["@team.example.org", "bea@eu.example.org"],
})  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"email": "anna@team.EXAMPLE.org"}, "staff"),
        ({"email": "ben@team.example.org"}, "viewer"),
        ({"email": "bea@eu.example.org"}, "viewer"),  # an address goes before its domain
        ({"email": "cem@eu.example.org"}, "liaison"),
        ({"email": "cem@eu.example.org", "groups": ["other", "PPE-Team"]}, "staff"),
        ({"groups": "liaisons"}, "liaison"),
        ({"groups": ["liaisons", "ppe-team"]}, "staff"),
        ({"email": "anna@team.example.org", "email_verified": False}, None),
        ({"email": "anna@team.example.org", "email_verified": "false"}, None),
        ({"email": "anna@team.example.org", "email_verified": "true"}, "staff"),
        ({"email": "cem@eu.example.org.evil.example"}, None),
        ({"email": "cem@sub.eu.example.org"}, None),
        ({"email": "x@y@eu.example.org"}, None),
        ({"email": "@eu.example.org"}, None),
        ({"groups": "liaisons ppe-team"}, None),
        ({"groups": [["ppe-team"]], "email": None}, None),
        ({"email": "groups=ppe-team"}, None),
        ({}, None),
    ],
)
def test_who_has_which_role(claims: dict, role: str | None) -> None:
    assert role_of(claims, ROLES) == role


def test_nobody_has_a_role_where_none_is_configured() -> None:
    assert role_of({"email": "anna@team.example.org", "": ""}, checked({})) is None


@pytest.mark.parametrize("wrong", [{"admin": ["a@example.org"]}, {"staff": "a@example.org"}, {"staff": [7]},
                                   {"viewer": [" "]}])  # fmt: skip
def test_what_cannot_be_understood_is_refused(wrong: dict) -> None:
    with pytest.raises(UnknownRoleError):
        checked(wrong)
