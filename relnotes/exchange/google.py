"""Google Contacts as CSV: the columns of today (“E-mail 1 - Label”, “Labels”) and the former ones (“- Type”)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from relnotes.exchange.columns import Columns, header_of
from relnotes.exchange.days import read_birthday
from relnotes.exchange.draft import Draft, Foreign, Part, Reading, Skipped, Unusable
from relnotes.exchange.source import rows
from relnotes.model import Yearly

NAME = "google"
TITLE = "Google Contacts"

_NAMES = {
    "name": "name",
    "first": "first name|given name",
    "middle": "middle name|additional name",
    "last": "last name|family name",
    "prefix": "name prefix",
    "suffix": "name suffix",
    "nickname": "nickname",
    "company": "organization name",
    "role": "organization title",
    "birthday": "birthday",
    "notes": "notes",
    "groups": "labels|group membership",
    "language": "language",
}
_NUMBERED = re.compile(r"([A-Z][\w -]*?) (\d+) - (.+)")
_BETWEEN = " ::: "
# Google's own groups, which say nothing.
_ALL = {"mycontacts", "my contacts", "other contacts"}
_LISTS = {"E-mail": "email", "Phone": "phone", "Website": "url"}


def recognises(foreign: Foreign, heads: Mapping[str, str]) -> bool:  # noqa: ARG001 - the signature of all
    return any(_is_header(header_of(head.splitlines()[:1], _NAMES, {"first", "last"})) for head in heads.values())


def _is_header(cells: list[str]) -> bool:
    return any(_NUMBERED.fullmatch(cell) for cell in cells) or {"Group Membership", "Labels"} & set(cells) != set()


def read(foreign: Foreign) -> Reading:
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    for part in foreign.parts.values():
        for draft in _people(part):
            if draft.name or draft.email:
                drafts.append(draft)
            else:
                name = draft.company or next(iter(draft.phone), "")
                skipped.append(Skipped(draft.place, name, "the row has neither a name nor an address of mail"))
    if not drafts and not skipped:
        raise Unusable(f"{foreign.name} holds no contacts of Google: its first row names no columns of theirs.")
    return Reading(tuple(drafts), tuple(skipped), bulk=True, complete=True, when=foreign.written, since=foreign.written)


def _people(part: Part) -> Iterator[Draft]:
    source = rows(part)
    columns = None
    for line, cells in source:
        if columns is None:
            columns = Columns(cells, _NAMES)
        else:
            yield _person(columns.read(cells), f"{part.name}:{line}")


def _person(row: dict[str, str], place: str) -> Draft:
    plain = {label: value for label, value in row.items() if not _NUMBERED.fullmatch(label)}
    groups: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for label, value in row.items():
        if match := _NUMBERED.fullmatch(label):
            groups[match[1], match[2]][match[3]] = value
    name = " ".join(row[part] for part in ("prefix", "first", "middle", "last", "suffix") if row[part]) or row["name"]
    birthday = read_birthday(row["birthday"])
    lists: dict[str, list[str]] = {"email": [], "phone": [], "url": []}
    dates: list[tuple[str, Yearly]] = []
    facts = {"company": row["company"], "role": row["role"], "location": ""}
    extra = [(label, value) for label, value in plain.items() if label not in _NAMES and value]
    if row["birthday"] and birthday is None:
        extra.append(("Birthday", row["birthday"]))
    for (kind, _), cells in groups.items():
        label = (cells.pop("Label", "") or cells.pop("Type", "")).removeprefix("*").strip()
        if kind == "Organization":
            _take_job(cells, facts, extra)
        elif kind in _LISTS and cells.get("Value"):
            values = [value.strip() for value in cells["Value"].split(_BETWEEN.strip())]
            lists[_LISTS[kind]] += [value for value in values if value not in lists[_LISTS[kind]]]
            extra += [(f"{kind} ({label})", value) for value in values if label and label.casefold() != "other"]
        elif kind == "Event" and (day := read_birthday(cells.get("Value", ""))):
            dates.append((label.lower() or "date", day))
        else:
            if kind == "Address":
                facts["location"] = facts["location"] or cells.get("City", "")
            value = cells.get("Formatted") or ", ".join(filter(None, cells.values()))
            extra += [(f"{kind} ({label})" if label else kind, value)] * bool(value)
    return Draft(
        name=name,
        aliases=tuple(alias.strip() for alias in row["nickname"].split(_BETWEEN.strip()) if alias.strip()),
        tags=tuple(_tags(row["groups"])),
        email=tuple(lists["email"]),
        phone=tuple(lists["phone"]),
        url=tuple(lists["url"]),
        birthday=birthday,
        dates=tuple(dates),
        more=(("language", (row["language"],)),) if row["language"] else (),
        text=row["notes"],
        extra=tuple(extra),
        place=place,
        company=facts["company"],
        role=facts["role"],
        location=facts["location"],
    )


def _take_job(cells: dict[str, str], facts: dict[str, str], extra: list[tuple[str, str]]) -> None:
    """The first job is theirs now; its department, and further jobs, have no property."""
    if not facts["company"] and not facts["role"]:
        facts["company"], facts["role"] = cells.pop("Name", ""), cells.pop("Title", "")
    extra += [(f"Organization {label.lower()}", value) for label, value in cells.items() if value]


def _tags(groups: str) -> Iterator[str]:
    for group in groups.split(_BETWEEN.strip()):
        name = group.strip().removeprefix("*").strip()
        if name and name.casefold() not in _ALL:
            yield re.sub(r"[^\w/-]+", "-", name).strip("-/") or "group"
