"""The properties that relnotes knows: their spellings, and a converter each. One line makes a new one."""

from collections.abc import Callable, Iterator
from typing import Any

from relnotes.model import Diagnostic, Fields
from relnotes.parse.frontmatter import FrontMatter, Value
from relnotes.parse.source import Source
from relnotes.parse.values import (
    cadence,
    dated,
    day,
    flag,
    flag_or_day,
    listed,
    one,
    people,
    periods,
    positions,
    read_one,
    spelling,
    tags,
    text,
    texts,
    unquoted_link,
    yearly,
)
from relnotes.parse.when import Unreadable, read_met

Converter = Callable[[Value], Any]

TABLE: tuple[tuple[str, Converter, str], ...] = (
    ("id", one, "uid"),
    ("name", text, "fn fullname"),
    ("aliases", listed, "alias nickname nicknames"),
    ("tags", tags, "tag"),
    ("type", text, "notetype"),
    ("categories", texts, "category"),
    ("circle", text, "relationship relationshiptype tier prmtier prmrelationship"),
    (
        "cadence",
        cadence,
        (
            "contactfrequency frequency followupcadence customfrequencydays "
            "followupdays keepintouch prmcadence cadencedays"
        ),
    ),
    (
        "last_contact",
        day,
        "lastcontacted datelastcontacted lastchat lastmet prmlastcontacted prmlastcontact",
    ),
    ("next_contact", day, "nextfollowup followupdate nextcontactdue nextactiondate"),
    ("snooze_until", day, "snooze prmsnoozeuntil"),
    ("quiet", periods, "away"),
    ("paused", flag_or_day, "prmpaused archived"),
    ("focus", flag, ""),
    ("birthday", yearly, "birth bday born dateofbirth dob prmbirthday"),
    ("dates", dated, ""),
    ("positions", positions, ""),
    ("met", lambda value: read_one(read_met, value), "firstmet metdate datemet"),
    ("email", listed, "emails emailaddress mail"),
    ("phone", texts, "phones mobile tel telephone cell"),
    ("url", texts, "urls website"),
    ("interests", listed, "interest"),
    ("goals", listed, "goal"),
    ("struggles", listed, "struggle"),
    ("can_help_with", listed, ""),
    ("channel", text, ""),
    ("booking", text, "bookinglink"),
    ("timezone", text, "tz"),
    ("language", text, "lang"),
    ("boundaries", text, "boundary"),
    ("location", text, "city basedin adr.locality"),
    ("company", text, "org organization organizations organisation organisations employer"),
    ("role", text, "title jobtitle position"),
    ("date", day, "datetime"),
    ("people", people, "attendees participants"),
    ("ignore", listed, "relnotesignore"),
)

FIELD_OF: dict[str, tuple[str, Converter]] = {
    spelled: (name, convert) for name, convert, other in TABLE for spelled in (spelling(name), *other.split())
}
_OWN = {spelling(name) for name, _, _ in TABLE}
# A name in two parts: spelling -> which part.
_NAME_PARTS = {"firstname": 0, "n.gn": 0, "name.first": 0, "lastname": 1, "n.fn": 1, "name.last": 1}
_ANNIVERSARY = {"anniversary", "xanniversary"}


def read_fields(source: Source, front: FrontMatter) -> Fields:
    """The known properties of a note. A value that cannot be read is a problem with its place; the rest counts."""
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    name_parts = ["", ""]
    of_date: list[Diagnostic] = []
    line, counted = 1, 0
    for key, value in _flat(front.pairs):
        spelled = spelling(key.text)
        if value.items and [item for item in value.items if item.items]:
            _mind_quotes(source, [value, *value.items])
        if known := FIELD_OF.get(spelled):
            name, convert = known
            own = spelled in _OWN
            if _convert(source, name, convert, value, values, own=own):
                line += source.text.count("\n", counted, key.start)
                counted = key.start
                lines[name] = line if own else lines.get(name, line)
            elif name == "date":
                of_date.append(source.problems[-1])
        elif spelled in _NAME_PARTS and value.scalar:
            name_parts[_NAME_PARTS[spelled]] = value.text.strip()
        elif spelled == "status" and value.scalar and value.text.strip().casefold() in {"archived", "paused"}:
            values.setdefault("paused", True)
        elif spelled in _ANNIVERSARY:
            _convert(source, "dates", lambda found: (("anniversary", yearly(found)),), value, values)
    if any(name_parts):
        values.setdefault("name", " ".join(part for part in name_parts if part))
    if "cadence" in values and values["cadence"] is None:
        values["no_cadence"] = True
    if of_date and values.get("type", "").casefold() != "event":
        # The day of an event matters; in other notes `date` is the user's own and may say anything.
        source.problems[:] = [problem for problem in source.problems if problem not in of_date]
    return Fields(**values, lines=lines)


def _flat(pairs: list[tuple[Value, Value]]) -> Iterator[tuple[Value, Value]]:
    """The properties that say something, with ``name: {first, last}`` as two of them."""
    for key, value in pairs:
        if value.pairs is not None and spelling(key.text) == "name":
            for part, found in value.pairs:
                if not found.empty:
                    yield Value(key.start, key.end, f"name.{part.text}"), found
        elif not value.empty:
            yield key, value


def _mind_quotes(source: Source, values: list[Value]) -> None:
    """A link without quotes is read as it was meant, but Obsidian shows a list in a list."""
    for part in values:
        if link := unquoted_link(part):
            span = source.span(part.start, part.end)
            message = f"the link {link.text} stands without quotes, which YAML reads as a list in a list"
            raw = source.text[part.start : part.end]
            fix = None if set(raw) & set('"\\\r\n') else source.splice(part.start, part.end, f'"{raw}"')
            source.problem(span, "unquoted-link", "warning", message, f'write "{link.text}"', fix)


def _convert(
    source: Source, name: str, convert: Converter, value: Value, values: dict[str, Any], *, own: bool = False
) -> bool:
    """Read a value into its field. Lists of several spellings add up; of texts the property's own name wins."""
    try:
        found = convert(value)
    except Unreadable as error:
        part = error.part if isinstance(error.part, Value) else value
        source.problem(source.span(part.start, part.end), error.rule, "error", str(error), error.hint)
        return False
    if name not in values:
        values[name] = found
    elif isinstance(found, tuple):
        values[name] += found
    elif own:
        values[name] = found
    return True
