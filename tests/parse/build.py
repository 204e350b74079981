"""Builders: one note from its text, its fields, and its problems as short words."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from relnotes.model import Diagnostic, Fields, Note
from relnotes.parse.note import parse_note

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "vault-example"
SHARED = ROOT.parent / "shared" / "data"


def note(text: str | bytes, path: str = "People/Zoe.md") -> Note:
    """The note in a text."""
    return parse_note(path, text.encode() if isinstance(text, str) else text)


def front(*lines: str) -> Note:
    """The note of a person with some lines of front matter, the first on line 3."""
    return note("---\ntype: person\n" + "".join(f"{line}\n" for line in lines) + "---\n")


def fields(*lines: str) -> Fields:
    """What those lines say, where nothing is wrong with them but a link without quotes."""
    found = front(*lines)
    assert not [one for one in found.diagnostics if one.rule != "unquoted-link"], found.diagnostics
    return found.fields


def log(*lines: str) -> Note:
    """The note of a person with a body; its first line is line 4."""
    return note("---\ntype: person\n---\n" + "".join(f"{line}\n" for line in lines))


def problems(diagnostics: Note | Iterable[Diagnostic]) -> list[str]:
    """Each problem as ``line:column-line:column rule``."""
    found = diagnostics.diagnostics if isinstance(diagnostics, Note) else diagnostics
    return [f"{one.span.line}:{one.span.column}-{one.span.end_line}:{one.span.end_column} {one.rule}" for one in found]


def files_of(folder: Path, pattern: str = "**/*.md") -> dict[str, bytes]:
    """The files of a folder that may be absent, by their paths in it."""
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.glob(pattern))}
