"""A table of people for spreadsheets, in which no cell is taken for a formula."""

import csv
import io
import re
from collections.abc import Iterable

from relnotes.exchange.compose import position_text
from relnotes.exchange.contact import MORE
from relnotes.exchange.days import written
from relnotes.exchange.draft import Draft
from relnotes.exchange.table import LISTS

_FIRST = (
    "name", "id", "aliases", "company", "role", "email", "phone", "url", "location", "birthday", "dates", "tags", "met",
    "positions",
)  # fmt: skip


def render(drafts: Iterable[Draft]) -> str:
    """One row a person, one column a property that somebody has; several values between semicolons."""
    people = [(_row(draft), dict(_joined(draft.extra))) for draft in drafts]
    known = [name for name in (*_FIRST, *MORE, "text") if name == "name" or any(row.get(name) for row, _ in people)]
    extra = sorted({label for _, more in people for label in more} - set(known))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_guarded(cell) for cell in (*known, *extra)])
    for row, more in people:
        cells = [row.get(name, "") for name in known] + [more.get(label, "") for label in extra]
        writer.writerow([_guarded(cell) for cell in cells])
    return out.getvalue()


def _row(draft: Draft) -> dict[str, str]:
    row = {
        "name": draft.name,
        "id": draft.id,
        "aliases": _list(draft.aliases),
        "company": draft.company,
        "role": draft.role,
        "email": _list(draft.email),
        "phone": _list(draft.phone),
        "url": _list(draft.url),
        "location": draft.location,
        "birthday": written(draft.birthday) if draft.birthday else "",
        "dates": _list(f"{label}: {written(day)}" for label, day in draft.dates),
        "tags": _list(draft.tags),
        "met": draft.met,
        "positions": _list(position_text(job) for job in draft.positions),
        "text": draft.text,
    }
    return row | {name: _list(values) if name in LISTS else ", ".join(values) for name, values in draft.more}


def _joined(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    found: dict[str, list[str]] = {}
    for label, value in pairs:
        found.setdefault(label, []).append(value)
    return ((label, "\n".join(values)) for label, values in found.items())


def _list(values: Iterable[str]) -> str:
    return "; ".join(value.replace(";", "\\;") for value in values)


def _guarded(cell: str) -> str:
    """A cell that begins as formulas do gets an apostrophe, by which spreadsheets know it for text."""
    return f"'{cell}" if re.match(r"'*[=+\-@\t\r\n]", cell) else cell
