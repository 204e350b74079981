"""Any other table: its columns are properties by their names, or by the user's own mapping."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from relnotes.exchange.columns import header_of
from relnotes.exchange.days import read_birthday
from relnotes.exchange.draft import Draft, Foreign, Part, Reading, Skipped, Unusable
from relnotes.exchange.source import rows
from relnotes.model import Position, Yearly
from relnotes.parse.fields import FIELD_OF, TABLE
from relnotes.parse.values import listed, periods, tags, texts
from relnotes.parse.values import spelling as plain_spelling
from relnotes.parse.when import Unreadable, read_position

NAME = "csv"
TITLE = "a table with columns of your own"

# A longer table was collected: most of those in it are strangers.
_FEW = 10
# What programs call columns that notes call otherwise.
_OTHER = {
    "first name|given name|firstname|vorname|prenom|nombre": "first name",
    "middle name": "middle name",
    "last name|surname|family name|lastname|nachname|apellido|apellidos": "last name",
    "display name|contact|person|full name": "name",
    "e-mail address|e-mail|email 1|primary email|e-mail 2 address|e-mail 3 address|secondary email|email 2": "email",
    "mobile phone|business phone|home phone|phone number|mobile number|primary phone|work phone|other phone": "phone",
    "web page|linkedin|linkedin url|profile|profile url|personal web page": "url",
    "company name|firma|business": "company",
    "job title|position": "role",
    "text|note|notes|description|comment|comments": "text",
    "business city|home city|city": "location",
}
_OF_COLUMN = {plain_spelling(name): what for names, what in _OTHER.items() for name in names.split("|")}
LISTS = {name for name, convert, _ in TABLE if convert in {listed, texts, tags, periods}} | {"positions", "dates"}
_FIELDS = {"name", "id", "company", "role", "location", "met"}
PARTS = ("first name", "middle name", "last name")
TARGETS = (*PARTS, "text", "skip", *(name for name, _, _ in TABLE if name not in {"date", "people", "ignore", "type"}))


def property_of(column: str, mapping: Mapping[str, str]) -> str:
    """What a column holds: a property, a part of the name, ``text``; empty when it is of no kind that is known."""
    if column.casefold() in mapping:
        return mapping[column.casefold()]
    spelled = plain_spelling(column)
    known = _OF_COLUMN.get(spelled) or FIELD_OF.get(spelled, ("",))[0]
    return known if known in TARGETS else ""


def recognises(foreign: Foreign, heads: Mapping[str, str]) -> bool:
    def is_table(head: str) -> bool:
        for cells in (header_of([line], {}, ()) for line in head.splitlines()[:1]):
            found = {property_of(cell.strip(), foreign.mapping) for cell in cells}
            if found & {"name", "first name", "last name", "email"} and len(cells) > 1:
                return True
        return False

    return any(is_table(head) for head in heads.values())


def read(foreign: Foreign) -> Reading:
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    for part in foreign.parts.values():
        for draft in _people(part, foreign.mapping):
            if draft.name or draft.email:
                drafts.append(draft)
            else:
                skipped.append(Skipped(draft.place, draft.company, "the row has neither a name nor an address of mail"))
    return Reading(tuple(drafts), tuple(skipped), bulk=len(drafts) > _FEW, when=foreign.written, since=foreign.written)


def _people(part: Part, mapping: Mapping[str, str]) -> Iterator[Draft]:
    columns: list[tuple[str, str]] | None = None
    for line, cells in rows(part):
        if columns is not None:
            yield _person(list(zip(columns, cells, strict=False)), f"{part.name}:{line}")
            continue
        columns = [(name, property_of(name, mapping)) for name in (" ".join(cell.split())[:60] for cell in cells)]
        kinds = [kind for _, kind in columns]
        if kinds.count("role") > 1:
            # Outlook's “Title” beside “Job Title” is that of address.
            columns = [("Title", "") if cell.casefold() == "title" else (cell, kind) for cell, kind in columns]
        unknown = [column for column in mapping if column not in {cell.casefold() for cell, _ in columns}]
        if unknown:
            names = ", ".join(cell for cell, _ in columns if cell)
            raise Unusable(f"{part.name} has no column “{unknown[0]}”: it has {names}.")
        if not {"name", *PARTS, "email"} & {kind for _, kind in columns}:
            message = f"{part.name}:{line} names no column for a person's name"
            raise Unusable(f'{message}: say which is it, for example --map "{columns[0][0]}=name".')


def _person(cells: list[tuple[tuple[str, str], str]], place: str) -> Draft:
    values: dict[str, list[str]] = {}
    extra: list[tuple[str, str]] = []
    for (column, kind), cell in cells:
        value = _unguarded(cell.strip())
        if not value or kind == "skip":
            continue
        if kind:
            values.setdefault(kind, []).extend(_split(value) if kind in LISTS else [value])
        else:
            extra.append((column or "Field", value))
    positions, dates, birthday = _jobs(values, extra), _dates(values, extra), None
    for value in values.pop("birthday", []):
        birthday = birthday or read_birthday(value)
        extra += [("birthday", value)] if birthday is None else []
    single: dict[str, Any] = {}
    for name in _FIELDS & set(values):
        first, *others = dict.fromkeys(values.pop(name))
        single[name] = first
        extra += [(name, value) for value in others]
    parts = [word for part in PARTS for word in values.pop(part, [])]
    single.setdefault("name", " ".join(parts))
    lists: dict[str, Any] = {
        name: tuple(dict.fromkeys(values.pop(name, []))) for name in ("aliases", "email", "phone", "url", "tags")
    }
    return Draft(
        **single,
        **lists,
        positions=positions,
        dates=dates,
        birthday=birthday,
        text="\n\n".join(values.pop("text", [])),
        more=tuple((name, tuple(found)) for name, found in values.items()),
        extra=tuple(extra),
        place=place,
    )


def _jobs(values: dict[str, list[str]], extra: list[tuple[str, str]]) -> tuple[Position, ...]:
    found = []
    for value in values.pop("positions", []):
        try:
            found.append(read_position(value))
        except Unreadable:
            extra.append(("position", value))
    return tuple(found)


def _dates(values: dict[str, list[str]], extra: list[tuple[str, str]]) -> tuple[tuple[str, Yearly], ...]:
    found = []
    for value in values.pop("dates", []):
        label, _, text = value.partition(":")
        day = read_birthday(text)
        if day and label.strip():
            found.append((label.strip(), day))
        else:
            extra.append(("date", value))
    return tuple(found)


def _split(value: str) -> list[str]:
    """The values of a cell, between semicolons; one that belongs to a value is escaped."""
    parts = re.split(r"(?<!\\);", value)
    return [part.replace("\\;", ";").strip() for part in parts if part.strip()]


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return cell[1:].strip() if re.match(r"'+[=+\-@\t\r\n]", cell) else cell
