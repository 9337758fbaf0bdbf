"""The tables of what people decided: laid over what was read (register.tables), never written into it.

Decisions, what was forwarded and corrections stay when they are taken back or end: who and when is noted beside them.
Leaves out every statement.
"""

from sqlalchemy import JSON, Boolean, Column, Double, ForeignKey, Index, Table, Text

from register.tables import Moment, key, metadata, offers, originals

decisions = Table(
    "decisions",
    metadata,
    key("decision_id"),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("why", Text),
    Column("undone_at", Moment),
    Column("undone_by", Text),
)

STANDING = decisions.c.undone_at.is_(None)

changes = Table(
    "changes",
    metadata,
    key("change_id"),
    Column("decision_id", ForeignKey(decisions.c.decision_id), nullable=False, index=True),
    Column("offer_id", ForeignKey(offers.c.offer_id), nullable=False, index=True),
    Column("capability_id", ForeignKey("capabilities.capability_id")),
    Column("field", Text, nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("decision_id", ForeignKey(decisions.c.decision_id), primary_key=True),
    Column("left_offer_id", ForeignKey(offers.c.offer_id), primary_key=True, index=True),
    Column("right_offer_id", ForeignKey(offers.c.offer_id), primary_key=True, index=True),
    Column("verdict", Text, nullable=False),
    Column("weight", Double),
    Column("automatic", Boolean, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    key("document_id"),
    Column("decision_id", ForeignKey(decisions.c.decision_id), nullable=False, index=True),
    Column("offer_id", ForeignKey(offers.c.offer_id), nullable=False, index=True),
    Column("sha256", ForeignKey(originals.c.sha256), nullable=False),
    Column("name", Text, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    key("batch_id"),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("week", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("sha256", ForeignKey(originals.c.sha256), nullable=False),
    Column("counts", JSON, nullable=False),
)

forwardings = Table(
    "forwardings",
    metadata,
    Column("batch_id", ForeignKey(batches.c.batch_id), primary_key=True),
    Column("offer_id", ForeignKey(offers.c.offer_id), primary_key=True, index=True),
    Column("what", Text, nullable=False),
    Column("consent", Text),
    Column("body", JSON, nullable=False),
)

place_corrections = Table(
    "place_corrections",
    metadata,
    key("place_correction_id"),
    Column("words", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("ended_at", Moment),
    Column("ended_by", Text),
)

HELD_PLACE = place_corrections.c.ended_at.is_(None)
Index(
    "one_held_place",
    place_corrections.c.words,
    place_corrections.c.country,
    unique=True,
    sqlite_where=HELD_PLACE,
    postgresql_where=HELD_PLACE,
)

corrections = Table(
    "corrections",
    metadata,
    key("correction_id"),
    Column("fingerprint", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("ended_at", Moment),
    Column("ended_by", Text),
)

HELD = corrections.c.ended_at.is_(None)
Index("one_held_correction", corrections.c.fingerprint, unique=True, sqlite_where=HELD, postgresql_where=HELD)
