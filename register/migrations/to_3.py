"""Version 3: decisions, duplicates, forwardings and erasures; who looks after an offer; the words of a consent."""

import sqlalchemy as sa
from alembic.operations import Operations

COUNTERS = (
    "decision_id",
    "change_id",
    "document_id",
    "batch_id",
    "erasure_id",
    "place_correction_id",
)


def upgrade(op: Operations) -> None:
    """Columns of offers and originals, and the tables of what people decide."""
    _journal_and_erasures(op)
    for name, kind in {"consent_words": sa.Text, "consent_at": sa.DateTime, "assignee": sa.Text}.items():
        op.add_column("offers", sa.Column(name, kind))
    op.add_column("offers", _of("erasures.erasure_id", "erasure_id", nullable=True), inline_references=True)
    op.add_column("originals", sa.Column("erased_at", sa.DateTime))
    _decisions(op)
    _forwardings(op)
    _place_corrections(op)
    counters = sa.table("state", sa.column("key", sa.Text), sa.column("value", sa.BigInteger))
    op.bulk_insert(counters, [{"key": name, "value": 0} for name in COUNTERS])


def _key(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


def _of(key: str, name: str, *, nullable: bool = False, primary_key: bool = False) -> sa.Column:
    kind = sa.Text if name == "sha256" else sa.Integer
    return sa.Column(name, kind, sa.ForeignKey(key), nullable=nullable, primary_key=primary_key)


def _text(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime, nullable=nullable)


def _json(name: str) -> sa.Column:
    return sa.Column(name, sa.JSON, nullable=False)


def _index(op: Operations, table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _journal_and_erasures(op: Operations) -> None:
    version = sa.Column("version", sa.BigInteger, primary_key=True, autoincrement=False)
    op.create_table("journal", version, _text("what"), sa.Column("number", sa.Integer))
    op.create_table(
        "erasures",
        _key("erasure_id"),
        _moment("at"),
        _text("by"),
        _text("kind"),
        sa.Column("offers", sa.Integer, nullable=False),
        _text("reason", nullable=True),
        _json("marks"),
    )


def _decisions(op: Operations) -> None:
    undone = (_moment("undone_at", nullable=True), _text("undone_by", nullable=True))
    op.create_table(
        "decisions",
        _key("decision_id"),
        _moment("at"),
        _text("by"),
        _text("kind"),
        _text("why", nullable=True),
        *undone,
    )
    decision, offer = "decisions.decision_id", "offers.offer_id"
    op.create_table(
        "changes",
        _key("change_id"),
        _of(decision, "decision_id"),
        _of(offer, "offer_id"),
        _of("capabilities.capability_id", "capability_id", nullable=True),
        _text("field"),
        _json("before"),
        _json("after"),
    )
    _index(op, "changes", "decision_id", "offer_id")
    op.create_table(
        "verdicts",
        _of(decision, "decision_id", primary_key=True),
        _of(offer, "left_offer_id", primary_key=True),
        _of(offer, "right_offer_id", primary_key=True),
        _text("verdict"),
        sa.Column("weight", sa.Double),
        sa.Column("automatic", sa.Boolean, nullable=False),
    )
    _index(op, "verdicts", "left_offer_id", "right_offer_id")
    op.create_table(
        "documents",
        _key("document_id"),
        _of(decision, "decision_id"),
        _of(offer, "offer_id"),
        _of("originals.sha256", "sha256"),
        _text("name"),
    )
    _index(op, "documents", "decision_id", "offer_id")


def _forwardings(op: Operations) -> None:
    texts = (_text(name) for name in ("by", "week", "recipient", "language"))
    op.create_table(
        "batches", _key("batch_id"), _moment("at"), *texts, _of("originals.sha256", "sha256"), _json("counts")
    )
    op.create_table(
        "forwardings",
        _of("batches.batch_id", "batch_id", primary_key=True),
        _of("offers.offer_id", "offer_id", primary_key=True),
        _text("what"),
        _text("consent", nullable=True),
        _json("body"),
    )
    _index(op, "forwardings", "offer_id")


def _place_corrections(op: Operations) -> None:
    op.create_table(
        "place_corrections",
        _key("place_correction_id"),
        _text("words"),
        _text("country"),
        _json("body"),
        _moment("at"),
        _text("by"),
        _moment("ended_at", nullable=True),
        _text("ended_by", nullable=True),
    )
    held = sa.text("ended_at IS NULL")
    columns = ["words", "country"]
    op.create_index(
        "one_held_place", "place_corrections", columns, unique=True, sqlite_where=held, postgresql_where=held
    )
