"""Links between notes, as Obsidian writes them: ``[[Note#Heading|shown]]`` and ``[shown](Note%20x.md)``."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from msgspec import Struct

from relnotes.model import Link

LINK = re.compile(
    r"(?P<embed>!?)(?:\[\[(?P<wiki>[^\[\]|#^\n\\]*(?:\\(?!\|)[^\[\]|#^\n\\]*)*)(?:[#^][^\[\]|\n]*)?(?:\\?\|(?P<shown>[^\[\]\n]*))?\]\]"
    r"|\[(?P<text>[^\[\]\n]*)\]\((?:<(?P<angle>[^<>\n]+)>|(?P<url>[^()\s<>]+(?:\([^()\s]*\)[^()\s]*)*))\))"
)
_TICKS = re.compile("`+")
_EMPHASIS = re.compile(r"(\*\*|__|==|~~)(?=\S)((?:(?!\1).)+)(?<=\S)\1")
_BLOCK_ID = re.compile(r"(?:^|\s)\^[A-Za-z0-9-]+\s*$")
_TAG = re.compile(r"(?:^|(?<=\s))#([^\W\d][\w/-]*|\d[\w/-]*[^\W\d][\w/-]*)")


class FoundLink(Struct, frozen=True, gc=False):
    """A link in a line of text, with its place there."""

    link: Link
    start: int
    end: int
    embed: bool


def code_ends(text: str, *, one_line: bool = False) -> dict[int, int]:
    """Each run of backticks that can begin inline code -> where that ends: behind the next run of the same length.

    With `one_line`, that lies on the same line. One pass, from the end: a line may hold a hundred thousand backticks.
    """
    ends: dict[int, int] = {}
    nearest: dict[int, int] = {}
    after = len(text)
    for run in reversed(list(_TICKS.finditer(text))):
        if one_line and text.find("\n", run.end(), after) >= 0:
            nearest.clear()
        length = run.end() - run.start()
        if length in nearest:
            ends[run.start()] = nearest[length]
        nearest[length] = run.end()
        after = run.start()
    return ends


def blank_code(text: str) -> str:
    """The text with its inline code as spaces, every place unmoved."""
    if "`" not in text:
        return text
    parts: list[str] = []
    at = 0
    for start, end in reversed(code_ends(text).items()):
        if start >= at:
            parts += [text[at:start], " " * (end - start)]
            at = end
    return "".join(parts) + text[at:]


def find_links(text: str, line: int) -> list[FoundLink]:
    """The links of a text that begins on ``line``; addresses of the web are none."""
    if "](" not in text and "[[" not in text:
        return []
    found = []
    at = 0
    for match in _matches(blank_code(text)):
        target, shown = match["wiki"], match["shown"] or ""
        if target is None:
            url = unquote(match["angle"] or match["url"]).partition("#")[0]
            if not url.lower().endswith(".md") or "://" in url:
                continue
            target, shown = url[:-3].removeprefix("./"), match["text"]
        line += text.count("\n", at, match.start())
        at = match.start()
        target = target.strip()
        if target.lower().endswith(".md"):
            target = target[:-3]
        if target:
            found.append(FoundLink(Link(target, shown.strip(), line), match.start(), match.end(), bool(match["embed"])))
    return found


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What `LINK` finds in a text, tried alone where a link can begin: the text may be a whole front matter."""
    opener = "[" if "](" in text else "[["
    at = text.find(opener)
    while at >= 0:
        match = LINK.match(text, at - 1 if text[at - 1 : at] == "!" else at)
        if match:
            yield match
        at = text.find(opener, match.end() if match else at + 1)


def find_tags(text: str) -> tuple[str, ...]:
    """The ``#tags`` of a text, without their sign."""
    return tuple(_TAG.findall(blank_code(text))) if "#" in text else ()


def stem(path: str) -> str:
    """A note's path or name as links write it: without its ending."""
    return path[:-3] if path[-3:].lower() == ".md" else path


def tidy(text: str) -> str:
    """Text to show: links as what they show, no emphasis, no block id, on one line."""
    text = _without_brackets(text) if "[" in text else text
    if "*" in text or "_" in text or "=" in text or "~" in text:
        text = _EMPHASIS.sub(r"\2", text)
    return one_line(without_block_id(text) if "^" in text else text)


def one_line(text: str) -> str:
    """A text on one line, with one space between its words."""
    # All white space but the plain one cannot be printed.
    return text.strip() if "  " not in text and text.isprintable() else " ".join(text.split())


def _without_brackets(text: str) -> str:
    """A text with its links as what they show."""
    parts: list[str] = []
    at = 0
    for match in _matches(text):
        wiki = match["wiki"]
        shown = match["text"] if wiki is None else match["shown"] or wiki.rsplit("/", 1)[-1]
        parts += (text[at : match.start()], shown)
        at = match.end()
    return "".join(parts) + text[at:]


def without_block_id(text: str) -> str:
    """A text without the ``^id`` at its end, by which Obsidian links to a line."""
    return _BLOCK_ID.sub("", text)
