"""The front matter: its block, and its properties, read by `properties` where they are plain, else by `libyaml`."""

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from relnotes.parse.properties import Value as Value  # noqa: PLC0414 - the tree's noun, as the other floors know it
from relnotes.parse.properties import properties
from relnotes.parse.source import Source

if TYPE_CHECKING:
    import yaml

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


_OPENER = re.compile(r"\A---[ \t]*\r?$", re.MULTILINE)
_CLOSER = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


def split(text: str) -> tuple[str, str]:
    """The text between the fences and the text behind them; ValueError when the block is never closed.

    Front matter as Obsidian knows it: from the very first line, between two lines of three dashes.
    """
    opener = _OPENER.match(text)
    if opener is None:
        return "", text
    # It cannot stand before the first three dashes that begin a line.
    dashes = text.find("\n---", opener.end())
    closer = _CLOSER.search(text, dashes + 1) if dashes >= 0 else None
    if closer is None:
        raise ValueError("the front matter is never closed")
    return text[opener.end() : closer.start()], text[closer.end() :]


def parse_front_matter(source: Source) -> FrontMatter:
    """The front matter of a file; what is wrong with it is added to the source's problems."""
    text = source.text
    try:
        block, body = split(text)
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
        names = {key.text for key, _ in plain}
        found.pairs = plain if len(names) == len(plain) else _unique(source, plain)
        return found
    _read_yaml(source, found, block)
    return found


def _read_yaml(source: Source, found: FrontMatter, block: str) -> None:
    """The properties of a block that is more than plain lines."""
    import yaml

    from relnotes.parse.libyaml import NoteHandler, TooComplex

    start = found.start
    try:
        root = NoteHandler().load(_LONE_DASH.sub(r"\1 ", block))
    except TooComplex as error:
        span = source.span(start + error.start, start + error.end)
        source.problem(span, "too-complex", "error", str(error), error.hint)
    except yaml.YAMLError as error:
        _report(source, start, len(block), error)
    else:
        if root is None or root.empty:
            return
        if root.pairs is not None:
            _shift(root, start, source.text)
            found.pairs = _unique(source, root.pairs)
            return
        span = source.span(start + root.start, start + root.end)
        source.problem(
            span, "yaml-syntax", "error", "the front matter is not a list of properties", "write `key: value` lines"
        )
    found.readable = False
    found.pairs = _salvage(block, start)


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


def _report(source: Source, start: int, length: int, error: "yaml.YAMLError") -> None:
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
