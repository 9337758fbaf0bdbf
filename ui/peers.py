"""Where a request comes from: the address of the other side, and whether that is this machine.

A proxy's word counts only where FORWARDED_ALLOW_IPS names the proxies that are believed. Leaves out who it is (login).
"""

import os
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

TRUSTED = "FORWARDED_ALLOW_IPS"
FORWARDING = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
UNKNOWN = "unknown"


def behind_proxy() -> bool:
    """Whether the configuration names proxies."""
    return bool(os.environ.get(TRUSTED))


def address_of(scope: Scope) -> str:
    """The address of the other side; "unknown" where a proxy says one that nobody has configured."""
    client = scope.get("client")
    if client is None or (client[1] == 0 and not behind_proxy()):  # the server puts 0 where it took a header's word
        return UNKNOWN
    return str(client[0])


def is_local(scope: Scope) -> bool:
    """Whether a request was made on this machine, to this machine by name, and passed on by nobody."""
    headers = Headers(scope=scope)
    host = headers.get("host", "").rsplit(":", 1)[0].strip("[]")
    forwarded = any(name in headers for name in FORWARDING)
    return not forwarded and is_loopback(address_of(scope)) and (host == "localhost" or is_loopback(host))


def is_loopback(address: str) -> bool:
    """Whether an address is one by which a machine reaches itself."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
