"""Version 2: versions of one list are compared, and people's corrections are remembered."""

import sqlalchemy as sa
from alembic.operations import Operations

COUNTED = ("new", "changed", "unchanged", "missing", "withdrawn")


def upgrade(op: Operations) -> None:
    """Columns of imports that say what was compared; updates; corrections."""
    op.add_column("imports", sa.Column("compared_with", sa.Integer))
    for name in COUNTED:
        op.add_column("imports", sa.Column(name, sa.Integer))
    op.create_table(
        "updates",
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.import_id"), primary_key=True),
        sa.Column("offer_id", sa.Integer, sa.ForeignKey("offers.offer_id"), primary_key=True),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("new_offer_id", sa.Integer, sa.ForeignKey("offers.offer_id")),
    )
    op.create_index("ix_updates_offer_id", "updates", ["offer_id"])
    op.create_table(
        "corrections",
        sa.Column("correction_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("ended_by", sa.Text),
    )
    held = sa.text("ended_at IS NULL")
    op.create_index(
        "one_held_correction", "corrections", ["fingerprint"], unique=True, sqlite_where=held, postgresql_where=held
    )
    counters = sa.table("state", sa.column("key", sa.Text), sa.column("value", sa.BigInteger))
    op.execute(counters.insert().values(key="correction_id", value=0))
