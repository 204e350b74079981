"""The value of a property, as YAML gives it, to what it means; `Unreadable` when it cannot be."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from relnotes.model import Link, Period, Position, Yearly
from relnotes.parse.frontmatter import Value
from relnotes.parse.links import find_links
from relnotes.parse.when import (
    T,
    Unreadable,
    of_part,
    quoted,
    read_cadence,
    read_date,
    read_period,
    read_position,
    read_yearly,
    unlink,
)

_SEPARATORS = re.compile(r"[-_ ]|\[[^\]]*\]")
_TRUE = {"true", "yes", "on", "1", "نعم"}
_FALSE = {"false", "no", "off", "0", "لا"}


@lru_cache(maxsize=1024)
def spelling(key: str) -> str:
    """A property's name without case, dashes, underscores, spaces and vCard types: ``EMAIL[HOME]`` is ``email``."""
    return _SEPARATORS.sub("", key).casefold()


def scalars(value: Value) -> Iterator[Value]:
    """The scalars of a value, of a mapping its values; an unquoted ``[[link]]``, to YAML a list in a list, is one."""
    if value.pairs is not None:
        parts = [found for _, found in value.pairs]
    else:
        parts = [value] if value.items is None else value.items
    for item in parts:
        if item.items is None and item.pairs is None:
            if not item.empty:
                yield item
        elif (link := unquoted_link(item)) is not None:
            yield link
        elif item.items and all(part.scalar for part in item.items):
            yield from (part for part in item.items if not part.empty)
        else:
            error = Unreadable("this value is nested too deep", "write a text or a list of texts", "wrong-type")
            error.part = item
            raise error


def unquoted_link(value: Value) -> Value | None:
    """``company: [[Acme]]``: the one-item list in a one-item list that YAML makes of it, as the link that was meant."""
    if value.items is None or len(value.items) != 1 or value.items[0].items is None:
        return None
    inner = value.items[0]
    inner = inner.items[0] if inner.items and len(inner.items) == 1 else inner
    if value.end - value.start < 4 or inner is value.items[0] or not inner.scalar:
        return None
    return Value(value.start, value.end, f"[[{inner.text}]]", plain=False)


def text(value: Value) -> str:
    if value.scalar and not value.empty:
        return unlink(value.text)
    if (link := unquoted_link(value)) is not None:
        return unlink(link.text)
    return ", ".join(unlink(part.text) for part in scalars(value)).strip()


def texts(value: Value) -> tuple[str, ...]:
    if (link := unquoted_link(value)) is not None:
        return (unlink(link.text),)
    return tuple([found for part in scalars(value) if (found := unlink(part.text))])


def listed(value: Value) -> tuple[str, ...]:
    """Like texts, and a single text may list several with commas."""
    if value.scalar:
        return tuple([part for piece in value.text.split(",") if (part := unlink(piece))])
    return texts(value)


def tags(value: Value) -> tuple[str, ...]:
    parts = value.text.replace(",", " ").split() if value.scalar else texts(value)
    return tuple([tag for part in parts if (tag := part.strip().lstrip("#"))])


def one(value: Value) -> str:
    return _one(value).text


def _one(value: Value) -> Value:
    if value.scalar and not value.empty:
        return value
    found = list(scalars(value)) if value.pairs is None else []
    if len(found) != 1:
        raise Unreadable(
            "this value is a list or a mapping where one value is expected", "write one value", "wrong-type"
        )
    return found[0]


def read_one(read: Callable[[str], T], value: Value) -> T:
    """The one value, read; one that stands in a list alone is wrong at its own place."""
    found = _one(value)
    return of_part(found, read, found.text)


def day(value: Value) -> Any:
    return read_one(read_date, value)


def cadence(value: Value) -> Any:
    return read_one(read_cadence, value)


def flag(value: Value) -> bool:
    return read_one(_flag, value)


def _flag(text: str) -> bool:
    word = text.strip().casefold()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    raise Unreadable(f"{quoted(text)} is neither true nor false", "write true or false", "wrong-type")


def flag_or_day(value: Value) -> Any:
    word = one(value)
    return day(value) if re.match(r"\s*[\d٠-٩۰-۹[]", word) and len(word) > 1 else flag(value)


def yearly(value: Value) -> Yearly:
    return read_one(read_yearly, value)


def periods(value: Value) -> tuple[Period, ...]:
    return tuple(of_part(part, read_period, part.text) for part in scalars(value))


def dated(value: Value) -> tuple[tuple[str, Yearly], ...]:
    """A mapping of label to day, or a list of ``label: day``."""
    pairs = list(value.pairs or [])
    for item in value.items or []:
        pairs += item.pairs or []
    if not pairs:
        raise Unreadable("these are no dates with labels", "write label: YYYY-MM-DD lines", "wrong-type")
    return tuple((key.text.strip(), yearly(found)) for key, found in pairs if not (key.empty or found.empty))


def positions(value: Value) -> tuple[Position, ...]:
    return tuple([_position(item) for item in ([value] if value.items is None else value.items)])


def _position(item: Value) -> Position:
    if item.pairs is None:
        return read_one(read_position, item)
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
    return of_part(item, read_position, f"{words.get('company', '')}, {words.get('role', '')}{span}")


def people(value: Value) -> tuple[Link, ...]:
    """Links, or bare names, to people."""
    found: list[Link] = []
    for part in [unquoted_link(value) or value] if value.scalar or unquoted_link(value) else scalars(value):
        links = find_links(part.text, 1)
        found += [item.link for item in links]
        if not links:
            found += [Link(name, "", 1) for piece in part.text.split(",") if (name := piece.strip())]
    return tuple(found)
