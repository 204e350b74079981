"""The block structure of a body: its headings and list items, without what is no content.

markdown-it-py decides what is a list item, a heading, code or HTML; only its block rules run. Comments (``%%…%%``,
``<!--…-->``) are blanked before, since it does not know the first and leaves the second inside of items.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from relnotes.parse.links import code_ends
from relnotes.parse.outline import Block, Outline, outline
from relnotes.parse.source import Source

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARK = re.compile("%%|<!--|`+")
_CLOSER = {"%%": "%%", "<!--": "-->"}
_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_TASK = re.compile(r"\[(.)\](?:\s+|$)")
_TAG_LINE = re.compile(r"#[^\s#]")


class Body(Struct):
    """The blocks of a body in their order, and the texts of its other paragraphs with their lines."""

    blocks: list[Block]
    paragraphs: list[tuple[int, str]]
    open_fence: int = 0
    """The line of a code fence that is never closed."""
    tag_lines: list[str] = []
    """The paragraphs of its own, not quoted, that begin with a tag: where people mark a whole note in its text."""
    prose: list[tuple[int, str]] = []
    """The other paragraphs of its own, with their lines."""


@cache
def markdown() -> "MarkdownIt":
    """The parser of Markdown, imported when a body needs it."""
    from markdown_it import MarkdownIt

    found = MarkdownIt("commonmark")
    found.core.ruler.enableOnly(["normalize", "block"])
    found.block.ruler.disable("reference")
    return found


def parse_body(source: Source, start: int) -> Body:
    """The structure of a file's text from offset ``start`` on."""
    text = blank_comments(source.text[start:])
    first_line = source.line(start)
    plain = outline(text)
    if plain is not None:
        return _as_body(plain, first_line)
    tokens = markdown().parse(text)
    return _as_body(outline_of(tokens), first_line, _open_fence(tokens, text, first_line))


def outline_of(tokens: "list[Token]") -> Outline:
    """The same as `outline` finds, among the tokens of a body."""
    found = Outline([], [])
    items: list[int] = []
    quotes = 0
    level = -1
    for token in tokens:
        if token.type == "list_item_open":
            items.append(-1)
        elif token.type == "list_item_close":
            items.pop()
        elif token.type in {"blockquote_open", "blockquote_close"}:
            quotes += token.nesting
        elif token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "inline" and token.map:
            holders = [] if level > 0 else items
            if level < 0 and items and items[-1] < 0:
                items[-1], level, holders = len(found.blocks), 0, items[:-1]
            holder = next((at for at in reversed(holders) if at >= 0), -1)
            block = Block(token.map[0], token.content, level, holder, quoted=quotes > 0)
            (found.paragraphs if level < 0 else found.blocks).append(block)
            level = -1
    return found


def _as_body(found: Outline, first_line: int, open_fence: int = 0) -> Body:
    """The body of an outline: its blocks get their lines in the file, sections and statuses."""
    body = Body(found.blocks, [], open_fence)
    sections: list[tuple[int, int]] = []
    section = -1
    for at, block in enumerate(found.blocks):
        block.line += first_line
        if level := block.level:
            while sections and sections[-1][0] >= level:
                sections.pop()
            block.section = sections[-1][1] if sections else -1
            sections.append((level, at))
            section = at
            continue
        block.section = section
        text = block.text
        if text.startswith("[") and (task := _TASK.match(text)):
            block.status, block.text = task[1], text[task.end() :]
    for block in found.paragraphs:
        line, text = block.line + first_line, block.text
        body.paragraphs.append((line, text))
        if block.parent < 0 and not block.quoted:
            if _TAG_LINE.match(text):
                body.tag_lines.append(text)
            else:
                body.prose.append((line, text))
    return body


def item_ends(source: Source, start: int) -> dict[int, int]:
    """The first line of each list item -> the line behind it, with all that is nested in it and blank lines after."""
    first_line = source.line(start)
    tokens = markdown().parse(blank_comments(source.text[start:]))
    spans = [token.map for token in tokens if token.type == "list_item_open" and token.map]
    return {first_line + begin: first_line + end for begin, end in spans}


def _open_fence(tokens: "list[Token]", text: str, first_line: int) -> int:
    """The line of the last fence when nothing closes it."""
    fences = [token for token in tokens if token.type == "fence" and token.map]
    if not fences or not fences[-1].map or fences[-1].level:
        return 0
    begin, end = fences[-1].map
    lines = text.split("\n")
    if any(line.strip() for line in lines[end:]):
        return 0
    closed = end - begin > 1 and re.fullmatch(rf"[ >]*{re.escape(fences[-1].markup)}[`~]*\s*", lines[end - 1])
    return 0 if closed else first_line + begin


def blank_comments(text: str) -> str:
    """The text with its comments as spaces, line breaks kept; what looks like one inside code stays."""
    # One sign is found much faster than two.
    if not (("%" in text and "%%" in text) or ("<" in text and "<!--" in text)):
        return text
    code: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(text):
        if opened is None:
            # A fence of backticks cannot have one in what follows it.
            if "`" not in match[2] or match[1][0] == "~":
                opened = match
        elif match[1].startswith(opened[1]) and not match[2].strip():
            code.append((opened.start(), match.end()))
            opened = None
    if opened is not None:
        code.append((opened.start(), len(text)))
    code.reverse()
    inline = code_ends(text, one_line=True)
    last = {opener: text.rfind(closer) for opener, closer in _CLOSER.items()}
    parts: list[str] = []
    done = at = 0
    while mark := _MARK.search(text, at):
        while code and code[-1][1] <= mark.start():
            code.pop()
        at = mark.end()
        if code and code[-1][0] <= mark.start():
            at = code[-1][1]
        elif mark[0] not in _CLOSER:
            at = inline.get(mark.start(), at)
        elif last[mark[0]] >= at:
            begin, closer = mark.start(), _CLOSER[mark[0]]
            at = text.index(closer, at) + len(closer)
            parts += [text[done:begin], re.sub(r"[^\n]", " ", text[begin:at])]
            done = at
    return "".join(parts) + text[done:]
