"""Version 4: the inbox with its mails and drafts, requests for help, initiatives, commitments; how urgent a need is."""

import sqlalchemy as sa
from alembic.operations import Operations

COUNTERS = (
    "request_id",
    "initiative_id",
    "event_id",
    "message_id",
    "step_id",
    "draft_id",
    "commitment_id",
    "commitment_step_id",
)


def upgrade(op: Operations) -> None:
    """The tables, and what offers and imports say of them."""
    _requests(op)
    op.add_column("offers", _text("urgency", nullable=True))
    for name, key in {"request_id": "requests.request_id", "initiative_id": "initiatives.initiative_id"}.items():
        op.add_column("imports", _of(key, name, nullable=True), inline_references=True)
    _messages(op)
    _beside_messages(op)
    _commitments(op)
    counters = sa.table("state", sa.column("key", sa.Text), sa.column("value", sa.BigInteger))
    op.bulk_insert(counters, [{"key": name, "value": 0} for name in COUNTERS])


def _key(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


def _of(key: str, name: str, *, nullable: bool = False, primary_key: bool = False) -> sa.Column:
    kind = sa.Text if key == "originals.sha256" else sa.Integer
    return sa.Column(name, kind, sa.ForeignKey(key), nullable=nullable, primary_key=primary_key)


def _text(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=nullable)


def _texts(*names: str) -> list[sa.Column]:
    return [_text(name) for name in names]


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime, nullable=nullable)


def _json(name: str) -> sa.Column:
    return sa.Column(name, sa.JSON, nullable=False)


def _number(name: str, kind: type = sa.Double, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, kind, nullable=nullable)


def _signed(prefix: str = "") -> list[sa.Column]:
    """By whom and when; with a prefix as what may still come."""
    nullable = bool(prefix)
    return [_moment(f"{prefix}at", nullable=nullable), _text(f"{prefix}by", nullable=nullable)]


def _index(op: Operations, table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _requests(op: Operations) -> None:
    op.create_table(
        "requests",
        _key("request_id"),
        *_texts("title", "text_de", "text_en"),
        _moment("asked_on"),
        _moment("closes_on", nullable=True),
        _json("products"),
        _of("originals.sha256", "template", nullable=True),
        *_signed(),
        *_signed("ended_"),
    )
    op.create_table(
        "initiatives",
        _key("initiative_id"),
        _text("name"),
        _json("regions"),
        *(_text(name, nullable=True) for name in ("link", "contact")),
        _json("takes"),
        *(_text(name, nullable=True) for name in ("languages", "note")),
        _moment("checked_on", nullable=True),
        *_signed(),
        *_signed("ended_"),
    )
    op.create_table(
        "events",
        _key("event_id"),
        _moment("day"),
        *_texts("label_de", "label_en"),
        *_signed(),
        *_signed("ended_"),
    )


def _messages(op: Operations) -> None:
    op.create_table(
        "messages",
        _key("message_id"),
        _of("originals.sha256", "sha256"),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        _text("thread"),
        _of("imports.import_id", "import_id", nullable=True),
        _moment("received_at"),
        *_texts("sender_name", "sender_email", "writer_name", "writer_email", "from_organisation", "forwarded_by"),
        *_texts("subject", "body", "kind"),
        _number("confidence"),
        _text("topic", nullable=True),
        _text("language"),
        _of("requests.request_id", "request_id", nullable=True),
        *_signed(),
        _moment("erased_at", nullable=True),
    )
    _index(op, "messages", "sha256", "sender_email", "thread")


def _beside_messages(op: Operations) -> None:
    op.create_table(
        "attachments",
        _of("messages.message_id", "message_id", primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        *_texts("name", "media_type"),
        _number("size", sa.BigInteger),
        _text("sha256", nullable=True),
        _of("imports.import_id", "import_id", nullable=True),
    )
    op.create_table(
        "message_steps",
        _key("step_id"),
        _of("messages.message_id", "message_id"),
        *_signed(),
        _text("what"),
        _json("value"),
        *_signed("undone_"),
    )
    _index(op, "message_steps", "message_id")
    op.create_table("claims", _of("messages.message_id", "message_id", primary_key=True), *_signed())
    op.create_table(
        "mailboxes",
        sa.Column("mailbox", sa.Text, primary_key=True),
        *(_number(name, sa.BigInteger) for name in ("validity", "uid")),
        _moment("at"),
    )
    op.create_table("drafts", _key("draft_id"), *_signed(), _text("what"), _json("body"))


def _commitments(op: Operations) -> None:
    op.create_table(
        "commitments",
        _key("commitment_id"),
        _of("offers.offer_id", "need_offer_id"),
        _of("capabilities.capability_id", "need_capability_id", nullable=True),
        _of("offers.offer_id", "offer_id"),
        _of("capabilities.capability_id", "capability_id", nullable=True),
        _text("product"),
        _number("quantity"),
        *(_text(name, nullable=True) for name in ("unit", "note")),
        *_signed(),
    )
    _index(op, "commitments", "need_offer_id", "offer_id")
    op.create_table(
        "commitment_steps",
        _key("commitment_step_id"),
        _of("commitments.commitment_id", "commitment_id"),
        *_signed(),
        _text("state"),
        _number("quantity", nullable=True),
        *_signed("undone_"),
    )
    _index(op, "commitment_steps", "commitment_id")
