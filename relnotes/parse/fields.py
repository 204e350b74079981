"""The properties that relnotes knows: their spellings, and a converter each. One line makes a new one."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from relnotes.model import Diagnostic, Fields, Link, Period, Position, Yearly
from relnotes.parse.frontmatter import FrontMatter, Value
from relnotes.parse.links import find_links
from relnotes.parse.source import Source
from relnotes.parse.when import (
    Unreadable,
    read_cadence,
    read_date,
    read_met,
    read_period,
    read_position,
    read_yearly,
    unlink,
)

_SEPARATORS = re.compile(r"[-_ ]|\[[^\]]*\]")
_TRUE = {"true", "yes", "on", "1", "نعم"}
_FALSE = {"false", "no", "off", "0", "لا"}


def spelling(key: str) -> str:
    """A property's name without case, dashes, underscores, spaces and vCard types: ``EMAIL[HOME]`` is ``email``."""
    return _SEPARATORS.sub("", key).casefold()


# --- converters: Value -> typed value; `Unreadable` when it cannot be -----------------------------------------------


def scalars(value: Value) -> Iterator[Value]:
    """The scalars of a value, of a mapping its values; an unquoted ``[[link]]``, to YAML a list in a list, is one."""
    if value.pairs is not None:
        parts = [found for _, found in value.pairs]
    else:
        parts = [value] if value.items is None else value.items
    for item in parts:
        if (link := unquoted_link(item)) is not None:
            yield link
        elif item.items and all(part.scalar for part in item.items):
            yield from (part for part in item.items if not part.empty)
        elif not item.scalar:
            raise Unreadable("this value is nested too deep", "write a text or a list of texts", "wrong-type")
        elif not item.empty:
            yield item


def unquoted_link(value: Value) -> Value | None:
    """``company: [[Acme]]``: the one-item list in a one-item list that YAML makes of it, as the link that was meant."""
    if value.items is None or len(value.items) != 1:
        return None
    inner = value.items[0]
    inner = inner.items[0] if inner.items and len(inner.items) == 1 else inner
    if value.end - value.start < 4 or inner is value.items[0] or not inner.scalar:
        return None
    return Value(value.start, value.end, f"[[{inner.text}]]", plain=False)


def text(value: Value) -> str:
    if (link := unquoted_link(value)) is not None:
        return unlink(link.text)
    return ", ".join(unlink(part.text) for part in scalars(value)).strip()


def texts(value: Value) -> tuple[str, ...]:
    if (link := unquoted_link(value)) is not None:
        return (unlink(link.text),)
    return tuple(found for part in scalars(value) if (found := unlink(part.text)))


def listed(value: Value) -> tuple[str, ...]:
    """Like texts, and a single text may list several with commas."""
    if value.scalar:
        return tuple(part for piece in value.text.split(",") if (part := unlink(piece)))
    return texts(value)


def tags(value: Value) -> tuple[str, ...]:
    parts = value.text.replace(",", " ").split() if value.scalar else texts(value)
    return tuple(tag for part in parts if (tag := part.strip().lstrip("#")))


def one(value: Value) -> str:
    found = list(scalars(value)) if value.pairs is None else []
    if len(found) != 1:
        raise Unreadable(
            "this value is a list or a mapping where one value is expected", "write one value", "wrong-type"
        )
    return found[0].text


def day(value: Value) -> Any:
    return read_date(one(value))


def cadence(value: Value) -> Any:
    return read_cadence(one(value))


def flag(value: Value) -> bool:
    word = one(value).strip().casefold()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    raise Unreadable(f"“{word}” is neither true nor false", "write true or false", "wrong-type")


def flag_or_day(value: Value) -> Any:
    word = one(value)
    return read_date(word) if re.match(r"\s*[\d٠-٩۰-۹[]", word) and len(word) > 1 else flag(value)


def yearly(value: Value) -> Yearly:
    return read_yearly(one(value))


def periods(value: Value) -> tuple[Period, ...]:
    return tuple(read_period(part.text) for part in scalars(value))


def dated(value: Value) -> tuple[tuple[str, Yearly], ...]:
    """A mapping of label to day, or a list of ``label: day``."""
    pairs = list(value.pairs or [])
    for item in value.items or []:
        pairs += item.pairs or []
    if not pairs:
        raise Unreadable("these are no dates with labels", "write label: YYYY-MM-DD lines", "wrong-type")
    return tuple((key.text.strip(), yearly(found)) for key, found in pairs if not (key.empty or found.empty))


def positions(value: Value) -> tuple[Position, ...]:
    return tuple(_position(item) for item in ([value] if value.items is None else value.items))


def _position(item: Value) -> Position:
    if item.pairs is None:
        return read_position(one(item))
    parts = {spelling(key.text): part for key, part in item.pairs}
    words = {
        name: text(parts[spelled])
        for name, spellings in (
            ("company", "company org organization organisation employer"),
            ("role", "role title position"),
            ("from", "from start since"),
            ("to", "to end until"),
        )
        for spelled in spellings.split()
        if spelled in parts
    }
    span = f", {words['from']} to {words.get('to', 'now')}" if words.get("from") else ""
    return read_position(f"{words.get('company', '')}, {words.get('role', '')}{span}")


def people(value: Value) -> tuple[Link, ...]:
    """Links, or bare names, to people."""
    found: list[Link] = []
    for part in [unquoted_link(value) or value] if value.scalar or unquoted_link(value) else scalars(value):
        links = find_links(part.text, 1)
        found += [item.link for item in links]
        if not links:
            found += [Link(name, "", 1) for piece in part.text.split(",") if (name := piece.strip())]
    return tuple(found)


# --- the table: field, converter, other spellings -------------------------------------------------------------------

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
    ("met", lambda value: read_met(one(value)), "firstmet metdate datemet"),
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
    for key, value in _flat(front.pairs):
        spelled = spelling(key.text)
        if value.empty:
            continue
        _mind_quotes(source, value)
        if spelled in _NAME_PARTS and value.scalar:
            name_parts[_NAME_PARTS[spelled]] = value.text.strip()
        elif spelled == "status" and value.scalar and value.text.strip().casefold() in {"archived", "paused"}:
            values.setdefault("paused", True)
        elif spelled in _ANNIVERSARY:
            _convert(source, "dates", lambda found: (("anniversary", yearly(found)),), value, values)
        elif known := FIELD_OF.get(spelled):
            name, convert = known
            line = source.line(key.start)
            if _convert(source, name, convert, value, values, own=spelled in _OWN):
                lines[name] = line if spelled in _OWN else lines.get(name, line)
            elif name == "date":
                of_date.append(source.problems[-1])
    if any(name_parts):
        values.setdefault("name", " ".join(part for part in name_parts if part))
    if "cadence" in values and values["cadence"] is None:
        values["no_cadence"] = True
    if values.get("type", "").casefold() != "event":
        # The day of an event matters; in other notes `date` is the user's own and may say anything.
        source.problems[:] = [problem for problem in source.problems if problem not in of_date]
    return Fields(**values, lines=lines)


def _flat(pairs: list[tuple[Value, Value]]) -> Iterator[tuple[Value, Value]]:
    """The properties, with ``name: {first, last}`` as two of them."""
    for key, value in pairs:
        if value.pairs is not None and spelling(key.text) == "name":
            for part, found in value.pairs:
                yield Value(key.start, key.end, f"name.{part.text}"), found
        else:
            yield key, value


def _mind_quotes(source: Source, value: Value) -> None:
    """A link without quotes is read as it was meant, but Obsidian shows a list in a list."""
    for part in [value, *(value.items or [])]:
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
        source.problem(source.span(value.start, value.end), error.rule, "error", str(error), error.hint)
        return False
    if isinstance(found, tuple):
        values[name] = values.get(name, ()) + found
    elif own or name not in values:
        values[name] = found
    return True
