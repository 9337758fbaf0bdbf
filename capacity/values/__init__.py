"""Values in people's words: dates, phones, mails, websites, yes or no, nothing said, kinds of organisation, standards.

Each function reads one cell, never raises for what people write, and gives an empty value where nothing is certain.
Leaves out quantities, products and places, which have rooms of their own.
"""

from capacity.values.answers import is_nothing, read_yes_no
from capacity.values.contacts import Phone, read_emails, read_phone, read_website
from capacity.values.dates import Dated, day_first, read_date
from capacity.values.kinds import (
    read_conformity,
    read_organisation_type,
    read_sector,
    read_size,
    read_standards,
    read_urgency,
)
from capacity.values.writing import clean_text

__all__ = [
    "Dated",
    "Phone",
    "clean_text",
    "day_first",
    "is_nothing",
    "read_conformity",
    "read_date",
    "read_emails",
    "read_organisation_type",
    "read_phone",
    "read_sector",
    "read_size",
    "read_standards",
    "read_urgency",
    "read_website",
    "read_yes_no",
]
