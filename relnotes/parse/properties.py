"""The same properties as `frontmatter` finds with libyaml, much faster, in blocks of plain lines: most of a vault.

Read are ``key: value`` lines and lists of ``- value`` lines; a value is plain text, quoted text without escapes, a list
of such in brackets, or nothing. Whatever could mean something else to YAML (tabs, anchors, a second colon, text over
several lines, nesting …) makes this give up, and libyaml decides. A property test compares the two.
"""

import re

from msgspec import Struct

# The beginning of a text that can be nothing else to YAML.
_PLAIN = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`]"""
_QUOTED = r""" "[^"\\\t\r\n]*" | '[^'\t\r\n]*' """
_LISTED = rf"""(?: {_PLAIN} [^:#,?\[\]{{}}\t\r\n]* | (?:{_QUOTED}) [ ]* )"""
_LINE = re.compile(
    rf"""
    (?:
        (?: (?P<key> \w [^:#\t\r\n]{{0,60}} (?<![ ]) | "[^"\\\t\r\n]{{0,60}}" ) : | (?P<dash> [ ]* - ) ) (?= [ \r\n])
        [ ]*
        (?:
            (?P<plain> (?: {_PLAIN} | -(?=\S) ) [^:#\t\r\n]* (?: (?: :(?=\S) | (?<![ ])\# ) [^:#\t\r\n]* )* )
            | (?P<quoted> {_QUOTED} )
            | (?P<listed> \[ [ ]* (?: {_LISTED} (?: , [ ]* {_LISTED} )* )? \] )
        )?
        [ ]*
        | [ ]* (?: \# [^\r\n]* )?
    )
    \r?\n
    """,
    re.VERBOSE,
)
_ITEM = re.compile(rf"{_QUOTED} | (?P<plain> {_PLAIN} [^,\]]* )", re.VERBOSE)
# No shorter block can hold more values than libyaml's events may bring.
_LONGEST = 4_000


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
        if self.items is None and self.pairs is None:
            return not self.text.strip() or (self.plain and self.text in {"~", "null", "Null", "NULL"})
        return not self.pairs and all(item.empty for item in self.items or [])


def properties(text: str, start: int, end: int) -> list[tuple[Value, Value]] | None:
    """The properties between two places of a file's text, in order; None when they are not plain enough to tell."""
    if end - start > _LONGEST:
        return None
    pairs: list[tuple[Value, Value]] = []
    width = -1
    """How far the dashes of the list that may go on reach; 0 where one may begin, -1 where none may."""
    while start < end:
        line = _LINE.match(text, start, end)
        if line is None:
            return None
        kind = line.lastgroup
        key, dash = line.group("key", "dash")
        if key:
            pairs.append((_quoted(key, start) if key[0] == '"' else _plain(key, start), _value(line, kind)))
            width = 0 if kind == "key" else -1
        elif dash:
            width = width or len(dash)
            if width != len(dash):
                return None
            holder, item = pairs[-1][1], _value(line, kind)
            if holder.items is None:
                holder.start, holder.items = line.end("dash") - 1, []
            holder.items.append(item)
            holder.end = item.end
        start = line.end()
    return pairs


def _value(line: re.Match[str], kind: str | None) -> Value:
    """What stands behind the colon or the dash of a line."""
    if kind == "plain":
        return _plain(line[kind], line.start(kind))
    if kind == "quoted":
        return _quoted(line[kind], line.start(kind))
    if kind == "listed":
        found = _ITEM.finditer(line.string, *line.span(kind))
        items = [(_plain if one.lastgroup else _quoted)(one[0], one.start()) for one in found]
        return Value(line.start(kind), line.end(kind), "", True, items)
    nothing = line.end("key") + 1 if kind == "key" else line.end("dash")
    return Value(nothing, nothing)


def _plain(text: str, at: int) -> Value:
    # To YAML a no-break space at the end belongs to the text, but no place ends with one.
    if not text[-1].isspace():
        return Value(at, at + len(text), text)
    return Value(at, at + len(text.rstrip()), text.rstrip(" "))


def _quoted(text: str, at: int) -> Value:
    return Value(at, at + len(text), text[1:-1], False)
