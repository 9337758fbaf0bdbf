"""A Report as data for scripts (--json), as CSV lines (--offers), and in words for people.

Leaves out reading (loaders.reader) and the command line (loaders.__main__).
"""

import csv
import io
from collections import Counter
from typing import Any

import pandas as pd

from capacity.formats import number
from capacity.message import Message
from capacity.reports import Column, Report, Table
from capacity.schema import CAPABILITY_FIELDS, OFFER_FIELDS, field
from capacity.texts import say
from loaders.issues import advice, sentence, what_was_done

SHOWN_ISSUES = 10


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain data: what the file is, its tables with their columns, its issues; counted from 1."""
    return {
        "file": report.file,
        "sha256": report.sha256,
        "format": report.format,
        "encoding": report.encoding,
        "delimiter": report.delimiter,
        "quote": report.quote,
        "escape": report.escape,
        "error": report.error,
        "tables": [_table(table) for table in report.tables],
        "issues": [_issue(row) for row in report.issues.to_dict("records")],
    } | ({"message": _message(report.message)} if report.message else {})


def _message(message: Message) -> dict[str, Any]:
    """A mail as understood, without its text."""
    return {
        "kind": message.kind,
        "confidence": message.confidence,
        "topic": message.topic,
        "language": message.language,
        "from_organisation": message.from_organisation,
        "writer": {"name": message.writer.name, "email": message.writer.email},
        "forwarded_by": message.forwarded_by,
        "sender": {"name": message.sender.name, "email": message.sender.email},
        "subject": message.subject,
        "sent_at": message.sent_at.isoformat() if message.sent_at else None,
        "key": message.key,
        "answers": list(message.answers),
        "attachments": [
            {"name": each.name, "media_type": each.media_type, "size": each.size, "sha256": each.sha256}
            for each in message.attachments
        ],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "header_rows": list(table.header_rows) if table.header_rows else None,
        "first_data_row": table.first_data_row,
        "last_data_row": table.last_data_row,
        "total_rows": list(table.total_rows),
        "columns": [_column(each) for each in table.columns],
        "rows": table.rows,
        "offers": table.offers,
        "needs": table.needs,
    }  # fmt: skip


def _column(column: Column) -> dict[str, Any]:
    """A column of a matrix names its product beside the field of what its cells say (a quantity, or just yes)."""
    told = {
        "index": column.index, "source": column.source, "field": column.field, "confidence": column.confidence,
    }  # fmt: skip
    kind, _, code = column.role.partition(":")
    return told | ({kind: code} if code else {})


def _issue(row: dict[str, Any]) -> dict[str, Any]:
    """One issue with its sentences in English: codes and data speak English."""
    words = {key: _text(row[key]) for key in ("read", "done", "sheet")}
    return {
        "code": row["code"],
        "sheet": words["sheet"],
        "row": None if pd.isna(row["row"]) else int(row["row"]),
        "column": None if pd.isna(row["column"]) else int(row["column"]),
        "read": words["read"],
        "done": what_was_done(row["code"], "en", **words),
        "suggestion": _text(row["suggestion"]) or advice(row["code"], "en"),
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def as_lines(report: Report) -> str:
    """The capabilities as CSV, one line each with the fields of its offer; an offer without any still has its line."""
    offers = report.offers.drop(columns="original", errors="ignore")
    lines = offers.merge(report.capabilities, on="row_id", how="left") if len(offers) else offers
    columns = ["source_sheet", "source_row", *OFFER_FIELDS, *CAPABILITY_FIELDS]
    text = io.StringIO()
    lines.reindex(columns=columns).to_csv(
        text, index=False, lineterminator="\n", date_format="%Y-%m-%d", quoting=csv.QUOTE_MINIMAL
    )
    return text.getvalue()


def in_words(report: Report, language: str) -> str:
    """What the file would give, in sentences of `language` ("de" or "en")."""
    lines = [_headline(report, language)]
    lines += [line for table in report.tables for line in _about_table(table, language)]
    lines += _about_issues(report.issues, language)
    return "\n".join(lines)


def _headline(report: Report, language: str) -> str:
    if report.error:
        return say("understood_unreadable", language, file=report.file, why=sentence(report.error, language))
    offers, needs = sum(each.offers for each in report.tables), sum(each.needs for each in report.tables)
    figures = {"offers": number(offers, language), "needs": number(needs, language)}
    return say("understood_file" if offers + needs else "understood_none", language, file=report.file, **figures)


def _about_table(table: Table, language: str) -> list[str]:
    where = say("understood_sheet", language, sheet=table.sheet) if table.sheet else say("understood_table", language)
    counts = {"rows": table.rows, "offers": table.offers, "needs": table.needs}
    first = say(
        "understood_counts", language, where=where, **{key: number(count, language) for key, count in counts.items()}
    )
    if not table.offers + table.needs:
        return [f"  {first}"]
    mapped = [
        f"{each.source or each.index} → {field(each.field).label(language)}" for each in table.columns if each.field
    ]
    rest = [each.source or str(each.index) for each in table.columns if not each.field]
    lines = [f"  {first}", "    " + say("understood_columns", language, columns=", ".join(mapped))]
    return lines + (["    " + say("understood_unmapped", language, columns=", ".join(rest))] if rest else [])


def _about_issues(issues: pd.DataFrame, language: str) -> list[str]:
    """Each issue code once: how often, and the sentence of the first."""
    counted = Counter(issues["code"])
    lines = [say("understood_issues", language, count=number(len(issues), language))] if counted else []
    for code, times in counted.most_common(SHOWN_ISSUES):
        first = issues[issues["code"] == code].iloc[0]
        words = {key: _text(first[key]) for key in ("read", "done", "sheet")}
        told = f"{sentence(code, language, **words)} {what_was_done(code, language, **words)}"
        lines.append(f"  {number(times, language)} × {code}: {told}")
    return lines
