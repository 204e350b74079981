"""The same block structure as `body` finds, thirty times faster, for bodies of plain lines: most of a vault.

Headings, bullet lists and paragraphs are told apart line by line. Whatever could mean something else to Markdown (code,
HTML, quotes, numbered lists, tabs, underlined headings, odd indents) makes this give up, and markdown-it-py decides. A
property test compares the two.
"""

import re

from msgspec import Struct

from relnotes.model import Link

# An item whose text begins with no sign that Markdown knows: a word, a bracket or a date.
_PLAIN_ITEM = re.compile(r"( *)[-*+] {1,4}(?=[^\W\d_]|\[|\d{4}-)")
# A heading that ends with none of its own signs, nor is empty.
_PLAIN_HEADING = re.compile(r"(#{1,6}) +([^\s#][^#]*)$")
# A line that only Markdown's full rules can judge, wherever it stands and whatever it continues.
_HARD = re.compile(r" *(?:>|<|`{3}|~{3}|\d{1,9}[.)](?: |$)|(?:[-_*=+] *)+$|[-*+] {5}|#{1,6}(?: .*#)?\s*$)| +#{1,6} ")
_ITEM = re.compile(r"( *)[-*+]( {1,4})(?=[^ ])")
_HEADING = re.compile(r"(#{1,6}) +(.*)")
_BLOCK = re.compile(r"#{1,6}(?: |$)|[-*+](?: |$)|>|<|`{3}|~{3}|\d{1,9}[.)](?: |$)|(?:[-_*] *){3,}$")
# White space that is none to Markdown, or more than one column of it.
_ODD_SPACE = "\t\r\f\v\x1c\x1d\x1e\x1f"
# markdown-it gives up on deeper ones.
_DEEPEST = 8


class Line(Struct, frozen=True, gc=False):
    """A line taken apart: its head, who is linked before the text, the text itself."""

    head: str
    people: tuple[Link, ...]
    text: str
    headed: bool
    """The head is followed by a colon, a bar, a dash, people or nothing: it is meant as one."""


class Block(Struct, gc=False):
    """A heading (`level` 1 to 6), a list item (0) or another paragraph (-1), and its text, perhaps of several lines.

    Headings and items lie in one list, where `parent` is the index of the item that holds this one, and `section` that
    of its heading; or -1. What stands between the brackets of a task line is its `status`.
    """

    line: int
    text: str
    level: int = 0
    parent: int = -1
    section: int = -1
    status: str = ""
    quoted: bool = False
    said: Line | None = None
    """Its text taken apart, once somebody has asked."""


class Outline(Struct, gc=False):
    """The headings and list items of a body, and its other paragraphs, by their lines from 0."""

    blocks: list[Block]
    paragraphs: list[Block]


def outline(text: str) -> Outline | None:
    """What a body is made of, without sections and statuses; None when it is not plain enough to tell."""
    text = text.replace("\r\n", "\n") if "\r" in text else text
    if any(map(text.__contains__, _ODD_SPACE)):
        return None
    blocks: list[Block] = []
    paragraphs: list[Block] = []
    items: list[tuple[int, int]] = []
    """The open list items: how far their text is indented, and which blocks they are."""
    last: Block | None = None
    """What the next line may go on with, and its text with the spaces around it."""
    said = ""
    for number, line in enumerate(text.split("\n")):
        item = _PLAIN_ITEM.match(line)
        if item:
            indent = item.end(1)
        elif not line:
            last = None
            continue
        else:
            indent = len(line) - len(line.lstrip(" "))
            if indent == len(line):
                last = None
                continue
            signs = _signs(line, indent)
            if signs is None:
                return None
            heading, item = signs
            if heading:
                items.clear()
                blocks.append(Block(number, heading[2].strip(), len(heading[1])))
                last = None
                continue
            if last and not item:
                # However little it is indented.
                said += "\n" + line[min(indent, items[-1][0] if items else 0) :]
                last.text = said.strip()
                continue
        while items and items[-1][0] > indent:
            items.pop()
        base, holder = items[-1] if items else (0, -1)
        if indent - base > 3 or len(items) > _DEEPEST:
            return None
        if item:
            start = item.end()
            items.append((start, len(blocks)))
            said = line[start:]
            last = Block(number, said.strip(), 0, holder)
            blocks.append(last)
        else:
            said = line[indent:]
            last = Block(number, said.strip(), -1, holder)
            paragraphs.append(last)
    return Outline(blocks, paragraphs)


def _signs(line: str, indent: int) -> tuple[re.Match[str] | None, re.Match[str] | None] | None:
    """The heading that a line is, or the item that it begins; None when it is not plain enough to tell."""
    if heading := _PLAIN_HEADING.match(line):
        return heading, None
    item = _ITEM.match(line)
    if _HARD.match(line) or (item and _BLOCK.match(line, item.end())):
        return None
    return None if item or indent else _HEADING.match(line), item
