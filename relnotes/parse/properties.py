"""The same properties as `frontmatter` finds with libyaml, much faster, in blocks of plain lines: most of a vault.

Read are ``key: value`` lines and lists of ``- value`` lines; a value is plain text, quoted text without escapes, a list
of such in brackets, or nothing. Whatever could mean something else to YAML (tabs, anchors, a second colon, text over
several lines, nesting …) makes this give up, and libyaml decides. A property test compares the two.
"""

import re
from operator import attrgetter

from msgspec import Struct

# The beginning of a text that can be nothing else to YAML.
_PLAIN = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`]"""
_QUOTED = r""" "[^"\\\t\r\n]*" | '[^'\t\r\n]*' """
# To YAML a no-break space at the end belongs to the text, but no place ends with one: libyaml may decide that.
_LISTED = rf"""(?: {_PLAIN} (?: [^:#,?\[\]{{}}\t\r\n]* [^:#,?\[\]{{}}\s] )? | {_QUOTED} )[ ]*"""
_LINE = re.compile(
    rf"""
    (?:
        (?: ( \w [^:#\t\r\n]{{0,60}} (?<!\s) | "[^"\\\t\r\n]{{0,60}}" ) : | ( [ ]* - ) ) (?= [ \r\n])
        [ ]*
        (?:
            ( (?: {_PLAIN} | -(?=\S) ) [^:#\t\r\n]* (?: (?: :(?=\S) | (?<![ ])\# ) [^:#\t\r\n]* )* (?<!\s) )
            | ( {_QUOTED} )
            | ( \[ [ ]* (?: {_LISTED} (?: , [ ]* {_LISTED} )* )? \] )
        )?
        [ ]*
        | [ ]* (?: \# [^\r\n]* )?
    )
    \r?\n
    """,
    re.VERBOSE,
)
# The groups of such a line, as far as it has them.
_KEY, _DASH, _TEXT, _QUOTES, _LIST = 1, 2, 3, 4, 5
_ITEM = re.compile(rf"({_QUOTED}) | {_PLAIN} (?: [^,\]]* [^,\]\s] )?", re.VERBOSE)
# No shorter block can hold more values than libyaml's events may bring.
_LONGEST = 4_000


# What YAML reads as no value.
_NOTHING = frozenset({"~", "null", "Null", "NULL"})


class Value(Struct, gc=False):
    """A value with its place, as offsets in the text: a scalar as typed, a list, or a mapping."""

    start: int
    end: int
    text: str = ""
    plain: bool = True
    """A scalar without quotes, which YAML may read as something else than text."""
    items: list["Value"] | None = None
    pairs: list[tuple["Value", "Value"]] | None = None

    @property
    def scalar(self) -> bool:
        return self.items is None and self.pairs is None

    @property
    def empty(self) -> bool:
        if self.pairs:
            return False
        if self.items is None:
            text = self.text
            return self.pairs is not None or not text or text.isspace() or (text in _NOTHING and self.plain)
        return all(map(_empty, self.items))


_empty = attrgetter("empty")


def properties(text: str, start: int, end: int) -> list[tuple[Value, Value]] | None:
    """The properties between two places of a file's text, in order; None when they are not plain enough to tell."""
    if end - start > _LONGEST:
        return None
    pairs: list[tuple[Value, Value]] = []
    width = -1
    """How far the dashes of the list that may go on reach; 0 where one may begin, -1 where none may."""
    for line in _LINE.finditer(text, start, end):
        begin, end_of_line = line.span()
        if begin != start:
            return None
        key, dash, plain, quotes, listed = line.groups()
        if plain:
            at = line.start(_TEXT)
            value = Value(at, at + len(plain), plain)
        elif key or dash:
            value = _value(line, quotes, listed)
        if key:
            name = Value(start, start + len(key), key)
            if key[0] == '"':
                name.text, name.plain = key[1:-1], False
            pairs.append((name, value))
            width = -1 if plain or quotes or listed else 0
        elif dash:
            width = width or len(dash)
            if width != len(dash):
                return None
            holder = pairs[-1][1]
            if holder.items is None:
                holder.start, holder.items = line.end(_DASH) - 1, []
            holder.items.append(value)
            holder.end = value.end
        start = end_of_line
    return pairs if start >= end else None


def _value(line: re.Match[str], quotes: str | None, listed: str | None) -> Value:
    """What stands behind the colon or the dash of a line: text in quotes, a list in brackets, or nothing."""
    if quotes:
        return Value(line.start(_QUOTES), line.end(_QUOTES), quotes[1:-1], False)
    if listed:
        start, end = line.span(_LIST)
        items = [
            Value(one.start(), one.end(), one[0][1:-1], False) if one[1] else Value(one.start(), one.end(), one[0])
            for one in _ITEM.finditer(line.string, start, end)
        ]
        return Value(start, end, "", True, items)
    nothing = line.end(_DASH) if line.end(_KEY) < 0 else line.end(_KEY) + 1
    return Value(nothing, nothing)
