"""What an edit changes, as a unified diff that a terminal can show."""

import difflib
from collections.abc import Iterator

from relnotes.render.clean import shown


def diff_lines(name: str, before: bytes, after: bytes, renamed: str = "") -> Iterator[str]:
    """The lines of a diff from one text to another; `renamed` is the file's new name."""
    was, now = (data.decode("utf-8-sig", "replace").split("\n") for data in (before, after))
    old, new = shown(name), shown(renamed or name)
    for line in difflib.unified_diff(was, now, f"a/{old}", f"b/{new}", lineterm=""):
        yield _shown_line(line)


def _shown_line(line: str) -> str:
    """A line of a diff, its indentation kept."""
    text = line.rstrip("\r\n")
    indent = text[: len(text) - len(text.lstrip())]
    return text if text.isprintable() else indent + shown(text)
