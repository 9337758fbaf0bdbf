"""The name in a mail address of one's own: "muster" in info@post.muster.co.uk; none where anybody can have an address.

Leaves out what organisation has that name (capacity.messages.writers, capacity.messages.contacts).
"""

from functools import cache

from capacity.vocabulary.words_matcher import rows

SECOND_LEVEL = ("co", "com", "org", "ac", "gov", "edu", "net", "or", "gob", "gouv")
RESERVED = "example"  # RFC 2606: example.org and its like belong to nobody, names may stand below them


def own_label(mail: str) -> str:
    """The part of an address's domain that its owner chose; "" for shared hosts and reserved names."""
    domain = mail.rpartition("@")[2].lower()
    if not domain or domain in _free():
        return ""
    parts = domain.split(".")[:-1]
    if domain.endswith(f".{RESERVED}") and ".".join(parts) in _labels():
        return ""
    while len(parts) > 1 and parts[-1] in (*SECOND_LEVEL, RESERVED):
        parts.pop()
    return parts[-1] if parts and parts[-1] != RESERVED else ""


@cache
def _free() -> frozenset[str]:
    return frozenset(host for row in rows("shared_host") if row["kind"] == "mail" for host in row["hosts"].split("|"))


@cache
def _labels() -> frozenset[str]:
    """What stands before the country in the shared hosts' names: "gmx" of gmx.de."""
    return frozenset(host.rpartition(".")[0] for host in _free())
