"""The tables of what comes in by and by and what is made of it: mails and what was done about them, drafts, requests
for help and what they set off.

As everywhere nothing is overwritten: steps are added, what was taken back or ended says when and by whom. Leaves out
every statement.
"""

from sqlalchemy import JSON, BigInteger, Column, DateTime, Double, ForeignKey, Integer, Table, Text

from register.tables import Moment, capabilities, imports, key, metadata, offers, originals

requests = Table(
    "requests",
    metadata,
    key("request_id"),
    Column("title", Text, nullable=False),
    Column("text_de", Text, nullable=False),
    Column("text_en", Text, nullable=False),
    Column("asked_on", DateTime, nullable=False),
    Column("closes_on", DateTime),
    Column("products", JSON, nullable=False),
    Column("template", ForeignKey(originals.c.sha256)),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("ended_at", Moment),
    Column("ended_by", Text),
)

initiatives = Table(
    "initiatives",
    metadata,
    key("initiative_id"),
    Column("name", Text, nullable=False),
    Column("regions", JSON, nullable=False),
    Column("link", Text),
    Column("contact", Text),
    Column("takes", JSON, nullable=False),
    Column("languages", Text),
    Column("note", Text),
    Column("checked_on", DateTime),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("ended_at", Moment),
    Column("ended_by", Text),
)

events = Table(
    "events",
    metadata,
    key("event_id"),
    Column("day", DateTime, nullable=False),
    Column("label_de", Text, nullable=False),
    Column("label_en", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("ended_at", Moment),
    Column("ended_by", Text),
)

messages = Table(
    "messages",
    metadata,
    key("message_id"),
    Column("sha256", ForeignKey(originals.c.sha256), nullable=False, index=True),
    Column("key", Text, nullable=False, unique=True),
    Column("thread", Text, nullable=False, index=True),
    Column("import_id", ForeignKey(imports.c.import_id)),
    Column("received_at", Moment, nullable=False),
    Column("sender_name", Text, nullable=False),
    Column("sender_email", Text, nullable=False, index=True),
    Column("writer_name", Text, nullable=False),
    Column("writer_email", Text, nullable=False),
    Column("from_organisation", Text, nullable=False),
    Column("forwarded_by", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("topic", Text),
    Column("language", Text, nullable=False),
    Column("request_id", ForeignKey(requests.c.request_id)),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("erased_at", Moment),
)

attachments = Table(
    "attachments",
    metadata,
    Column("message_id", ForeignKey(messages.c.message_id), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", Text),  # of its content, which is kept in the mail
    Column("import_id", ForeignKey(imports.c.import_id)),
)

message_steps = Table(
    "message_steps",
    metadata,
    key("step_id"),
    Column("message_id", ForeignKey(messages.c.message_id), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("value", JSON, nullable=False),
    Column("undone_at", Moment),
    Column("undone_by", Text),
)

claims = Table(
    "claims",
    metadata,
    Column("message_id", ForeignKey(messages.c.message_id), primary_key=True),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

mailboxes = Table(
    "mailboxes",
    metadata,
    Column("mailbox", Text, primary_key=True),
    Column("validity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    key("draft_id"),
    Column("by", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

commitments = Table(
    "commitments",
    metadata,
    key("commitment_id"),
    Column("need_offer_id", ForeignKey(offers.c.offer_id), nullable=False, index=True),
    Column("need_capability_id", ForeignKey(capabilities.c.capability_id)),
    Column("offer_id", ForeignKey(offers.c.offer_id), nullable=False, index=True),
    Column("capability_id", ForeignKey(capabilities.c.capability_id)),
    Column("product", Text, nullable=False),
    Column("quantity", Double, nullable=False),
    Column("unit", Text),
    Column("note", Text),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
)

commitment_steps = Table(
    "commitment_steps",
    metadata,
    key("commitment_step_id"),
    Column("commitment_id", ForeignKey(commitments.c.commitment_id), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("quantity", Double),
    Column("undone_at", Moment),
    Column("undone_by", Text),
)
