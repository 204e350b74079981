"""The same block structure as `body` finds, thirty times faster, for bodies of plain lines: most of a vault.

Headings, bullet lists and paragraphs are told apart line by line. Whatever could mean something else to Markdown (code,
HTML, quotes, numbered lists, tabs, underlined headings, odd indents) makes this give up, and markdown-it-py decides. A
property test compares the two.
"""

import re

from msgspec import Struct

# An item whose text begins with no sign that Markdown knows: a word, a bracket or a date.
_PLAIN_ITEM = re.compile(r"( *)[-*+] {1,4}(?=[^\W\d_]|\[|\d{4}-)")
# A line that only Markdown's full rules can judge, wherever it stands and whatever it continues.
_HARD = re.compile(r" *(?:>|<|`{3}|~{3}|\d{1,9}[.)](?: |$)|(?:[-_*=+] *)+$|[-*+] {5}|#{1,6}(?: .*#)?\s*$)| +#{1,6} ")
_ITEM = re.compile(r"( *)[-*+]( {1,4})(?=[^ ])")
_HEADING = re.compile(r"(#{1,6}) +(.*)")
_BLOCK = re.compile(r"#{1,6}(?: |$)|[-*+](?: |$)|>|<|`{3}|~{3}|\d{1,9}[.)](?: |$)|(?:[-_*] *){3,}$")
# White space that is none to Markdown, or more than one column of it.
_ODD_SPACE = "\t\r\f\v\x1c\x1d\x1e\x1f"
# markdown-it gives up on deeper ones.
_DEEPEST = 8


class Part(Struct, gc=False):
    """A heading (`level` 1 to 6), the first text of a list item (0), or another paragraph (-1), on a line from 0.

    `item` is the part that is the list item which holds this one, or -1.
    """

    line: int
    text: str
    level: int = -1
    item: int = -1
    quoted: bool = False


def outline(text: str) -> list[Part] | None:
    """The parts of a body in their order; None when it is not plain enough to tell."""
    text = text.replace("\r\n", "\n")
    if any(space in text for space in _ODD_SPACE):
        return None
    parts: list[Part] = []
    items: list[tuple[int, int]] = []
    """The open list items: how far their text is indented, and which parts they are."""
    going_on = False
    for number, line in enumerate(text.split("\n")):
        heading = None
        item = _PLAIN_ITEM.match(line)
        if item:
            indent = item.end(1)
        else:
            indent = len(line) - len(line.lstrip(" "))
            if indent == len(line):
                going_on = False
                continue
            item = _ITEM.match(line)
            if _HARD.match(line) or (item and _BLOCK.match(line, item.end())):
                return None
            heading = None if item or indent else _HEADING.match(line)
        if heading:
            items.clear()
            parts.append(Part(number, heading[2].strip(), len(heading[1])))
            going_on = False
            continue
        if going_on and not item:
            # However little it is indented.
            parts[-1].text += "\n" + line[min(indent, items[-1][0] if items else 0) :]
            continue
        while items and items[-1][0] > indent:
            items.pop()
        base, holder = items[-1] if items else (0, -1)
        if indent - base > 3 or len(items) > _DEEPEST:
            return None
        start = item.end() if item else indent
        if item:
            items.append((start, len(parts)))
        parts.append(Part(number, line[start:], 0 if item else -1, holder))
        going_on = True
    for part in parts:
        part.text = part.text.strip()
    return parts
