"""A login as secrets.toml configures it, and people who have come through it. Leaves out a provider."""

import time

ROLES = {"staff": ["staff@team.example.org"], "liaison": ["groups=liaisons"], "viewer": ["@public.example.org"]}
ORIGIN = "http://localhost:8501"
AUTH = {
    "redirect_uri": f"{ORIGIN}/oauth2callback", "cookie_secret": "0123456789abcdef0123456789abcdef", "client_id": "x",
    "client_secret": "x", "server_metadata_url": "http://localhost:1/.well-known/openid-configuration",
}  # fmt: skip
SECRETS = {"auth": AUTH, "roles": ROLES}
MAILS = {"staff": "staff@team.example.org", "liaison": "l@eu.example.org", "viewer": "v@public.example.org"}


def claims(audience: str, seconds: float = 3600, **more: object) -> dict[str, object]:
    """What the provider says of somebody who has the role `audience`, or, called "stranger", none."""
    mail = MAILS.get(audience, "stranger@elsewhere.example.org")
    groups = ["liaisons"] if audience == "liaison" else []
    said = {"email": mail, "name": f"Name of {audience}", "groups": groups, "exp": int(time.time() + seconds)}
    return {"is_logged_in": True, "sub": audience, **said, **more}
