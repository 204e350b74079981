"""The front matter: split by python-frontmatter's own extension point, read by a loop over libyaml's events.

Why not ``yaml.load``: YAML 1.1 guesses turn ``12:30`` into 750 and ``no`` into False, ``2026-02-30`` raises a bare
ValueError, duplicate keys vanish silently, and 25,000 nested brackets crash the process. The loop keeps every scalar
as typed, knows each place, stops at a depth, and never recurses.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler
from msgspec import Struct

from relnotes.parse.properties import Value as Value  # noqa: PLC0414 - the tree's noun, as the other floors know it
from relnotes.parse.properties import properties
from relnotes.parse.source import Source

MAX_DEPTH = 32
MAX_EVENTS = 5_000

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Obsidian's YAML 1.2 reads `phone: -` as an empty value; libyaml refuses the whole note.
_LONE_DASH = re.compile(r"^([^\s#:][^:\n]*:[ \t]+)-(?=[ \t]*\r?$)", re.MULTILINE)
_TOP_KEY = re.compile(r"^([^\s#:'\"-][^:\n]*):(?:[ \t]+([^\r\n]*))?\r?$", re.MULTILINE)
_INDENTED = re.compile(r"[ \t]+([^\s:'\"-][^:]*):(?:[ \t][^:]*)?")
_TAG_IN_LIST = re.compile(r"^[^\s#][^:\n]*:[ \t]+\[(?:[^\]\n]*,)?[ \t]*(#[^\s,\]]*)", re.MULTILINE)
_LIST = re.compile(r"(?:\r?\n[ \t]*-[ \t]+[^\r\n]*)+")


class FrontMatter(Struct):
    """The properties in their order, and where the block's text lies: ``start`` to ``end``, the body from ``body``."""

    start: int
    end: int
    body: int
    pairs: list[tuple[Value, Value]]
    readable: bool = True


class NoteHandler(YAMLHandler):
    """Front matter as Obsidian knows it: from the very first line, between two lines of three dashes."""

    FM_BOUNDARY = re.compile(r"\A---[ \t]*\r?$", re.MULTILINE)
    CLOSER = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)

    def split(self, text: str) -> tuple[str, str]:
        """The text between the fences and the text behind them; ValueError when the block is never closed."""
        opener = self.FM_BOUNDARY.match(text)
        if opener is None:
            return "", text
        # It cannot stand before the first three dashes that begin a line.
        dashes = text.find("\n---", opener.end())
        closer = self.CLOSER.search(text, dashes + 1) if dashes >= 0 else None
        if closer is None:
            raise ValueError("the front matter is never closed")
        return text[opener.end() : closer.start()], text[closer.end() :]

    def load(self, fm: str, **_: object) -> Any:
        """The root value of the block, or None when it is empty; YAML's own errors pass through."""
        try:
            return build(yaml.parse(fm, Loader=Loader))
        except yaml.MarkedYAMLError as error:
            # libyaml from 0.2.6 on looks ahead and may meet its own limit, a thousand levels, before ours.
            if error.problem_mark is None or "nesting depth" not in str(error.problem):
                raise
            at = _index(error.problem_mark)
            raise TooComplex(_DEEP, at, at + 1) from error


_HANDLER = NoteHandler()


class TooComplex(Exception):
    """The YAML uses more than notes need: nesting, size, aliases."""

    def __init__(self, message: str, start: int, end: int, hint: str = "write the values out, flat") -> None:
        super().__init__(message)
        self.start = start
        self.end = end
        self.hint = hint


_DEEP = f"the front matter is nested deeper than {MAX_DEPTH} levels"


def _index(mark: Any) -> int:
    return int(mark.index)


def build(events: Iterator[yaml.Event]) -> Value | None:
    """The tree of one YAML document, without recursion."""
    root: Value | None = None
    stack: list[tuple[Value, list[Value]]] = []
    for count, event in enumerate(events):
        if count > MAX_EVENTS:
            at = _index(event.start_mark)
            raise TooComplex("the front matter has too many values", at, at + 1, "move what is no property to the text")
        if isinstance(event, yaml.AliasEvent):
            message = "a value that begins with * is an alias to YAML, which notes cannot use"
            raise TooComplex(
                message, _index(event.start_mark), _index(event.end_mark), 'put the whole value into "quotes"'
            )
        if isinstance(event, yaml.CollectionEndEvent):
            value, children = stack.pop()
            # Where no bracket closes it, libyaml's mark is the next token, comments and empty lines later.
            closed = _index(event.end_mark) > _index(event.start_mark)
            value.end = _index(event.end_mark) if closed or not children else children[-1].end
            if value.pairs is not None:
                value.pairs.extend(zip(children[::2], children[1::2], strict=True))
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        value = Value(_index(event.start_mark), _index(event.end_mark))
        if isinstance(event, yaml.ScalarEvent):
            value.text, value.plain = event.value, not event.style
        elif isinstance(event, yaml.SequenceStartEvent):
            value.items = []
        else:
            value.pairs = []
        if stack:
            stack[-1][1].append(value)
        else:
            root = value
        if not value.scalar:
            if len(stack) >= MAX_DEPTH:
                raise TooComplex(_DEEP, _index(event.start_mark), _index(event.start_mark) + 1)
            stack.append((value, value.items if value.items is not None else []))
    return root


def parse_front_matter(source: Source) -> FrontMatter:
    """The front matter of a file; what is wrong with it is added to the source's problems."""
    text = source.text
    try:
        block, body = _HANDLER.split(text)
    except ValueError:
        span = source.span(0, 3)
        hint = "add a line --- below the last property"
        source.problem(span, "unclosed-front-matter", "error", "the front matter is never closed", hint)
        block = re.split(r"\n[ \t]*\r?\n|\n#", text[3:], maxsplit=1)[0]
        return FrontMatter(3, len(text), len(text), _salvage(block, 3), readable=False)
    body_at = len(text) - len(body)
    start = text.find("\n") + 1 if block else 0
    block = block[1:] if block.startswith("\n") else block.removeprefix("\r\n")
    found = FrontMatter(start, start + len(block), body_at, [])
    plain = properties(text, found.start, found.end)
    if plain is not None:
        found.pairs = _unique(source, plain)
        return found
    try:
        root = _HANDLER.load(_LONE_DASH.sub(r"\1 ", block))
    except TooComplex as error:
        span = source.span(start + error.start, start + error.end)
        source.problem(span, "too-complex", "error", str(error), error.hint)
    except yaml.YAMLError as error:
        _report(source, start, len(block), error)
    else:
        if root is None or root.empty:
            return found
        if root.pairs is not None:
            _shift(root, start, text)
            found.pairs = _unique(source, root.pairs)
            return found
        span = source.span(start + root.start, start + root.end)
        source.problem(
            span, "yaml-syntax", "error", "the front matter is not a list of properties", "write `key: value` lines"
        )
    found.readable = False
    found.pairs = _salvage(block, start)
    return found


def _unique(source: Source, pairs: list[tuple[Value, Value]]) -> list[tuple[Value, Value]]:
    seen: dict[str, int] = {}
    unique = []
    for key, value in pairs:
        if not key.scalar:
            span = source.span(key.start, key.end)
            source.problem(
                span, "wrong-type", "error", "a property's name is a list or a mapping", "write a plain name"
            )
        elif key.text in seen:
            line = source.line(seen[key.text])
            source.problem(
                source.span(key.start, key.end),
                "duplicate-key",
                "error",
                f"“{key.text}” stands here a second time (first on line {line}, which counts)",
                "keep one of the two",
            )
        else:
            seen[key.text] = key.start
            unique.append((key, value))
    return unique


def _shift(value: Value, by: int, text: str) -> None:
    """Move a value from its place in the block to its place in the file, without the line breaks behind it."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        item.start += by
        item.end = item.start + len(text[item.start : item.end + by].rstrip())
        waiting += item.items or []
        for pair in item.pairs or []:
            waiting += pair


_PLAIN_WORDS = (
    ("mapping values are not allowed", "a second colon in an unquoted value", 'put the value into "quotes"'),
    ("found character", "a value cannot begin with this character", 'put the value into "quotes"'),
    ("quoted scalar", "a quote is opened and never closed", "close it"),
    ("flow sequence", "a [ is opened and never closed", "close it with ]"),
    ("flow mapping", "a { is opened and never closed", "close it with }"),
    ("flow node", "this list cannot be read", 'put values such as "#tag" or "[[link]]" into quotes'),
    (
        "block mapping",
        "this line does not fit the properties around it",
        'check its indentation, and quote "[[links]]"',
    ),
    ("simple key", "this line is no `key: value`", "add the colon and a space"),
    ("document start", "a second document begins here", "delete the line ..."),
    ("alphabetic or numeric", "a value cannot begin with * or &", 'put the whole value into "quotes"'),
    ("undefined alias", "a value cannot begin with *", 'put the value into "quotes"'),
)


def _report(source: Source, start: int, length: int, error: yaml.YAMLError) -> None:
    problem = " ".join(str(getattr(error, part, None) or "") for part in ("context", "problem"))
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    # Of what is never closed, libyaml's own mark is the end of the file: the opening place helps more.
    from_start = any(word in problem for word in ("quoted", "flow", "alphabetic"))
    if context is not None and (mark is None or mark.index >= length - 1 or from_start):
        mark = context
    at = start + (mark.index if mark is not None else getattr(error, "position", 0))
    if at >= start + length:
        at = start + len(source.text[start : start + length].rstrip()) - 1
    message, hint = next(
        ((text, hint) for words, text, hint in _PLAIN_WORDS if words in problem),
        ("the YAML of the front matter cannot be read", "compare it with a note that works"),
    )
    if source.text[at] == "\t":
        message, hint = "a tab cannot indent YAML", "use spaces"
    elif source.text[at] == ":" and (indented := _INDENTED.fullmatch(source.whole_line(source.line(at)))):
        at = source.offset(source.line(at)) + indented.start(1)
        message, hint = "this line is indented, so YAML adds it to the value above", "begin it where the others begin"
    elif "flow" in problem and (tag := _TAG_IN_LIST.search(source.text, start, start + length)):
        at = tag.start(1)
        message, hint = (
            "a # begins a comment here: the rest of the line is lost",
            f'write the tag in quotes: "{tag[1]}"',
        )
    source.problem(source.span(at, min(at + 1, len(source.text))), "yaml-syntax", "error", message, hint)


def _salvage(block: str, start: int) -> list[tuple[Value, Value]]:
    """What plain ``key: value`` lines of a broken block still say: enough to know whose note it is."""
    pairs = []
    for match in _TOP_KEY.finditer(block[: 1 << 16]):
        text = (match[2] or "").strip().strip("\"'")
        if not text and (items := _LIST.match(block, match.end())):
            text = ", ".join(item.strip(" \t\"'") for item in re.findall(r"-[ \t]+([^\r\n]*)", items[0]))
        if text.startswith("[") and text.endswith("]") and not text.startswith("[["):
            text = text.strip("[] ")
        at = start + (match.start(2) if match[2] else match.end(1))
        key = Value(start + match.start(1), start + match.end(1), match[1].strip())
        pairs.append((key, Value(at, at + len(match[2] or ""), text)))
    return pairs
