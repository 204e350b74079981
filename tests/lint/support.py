"""Lint for tests: texts in, findings out."""

from collections.abc import Mapping
from datetime import date

from relnotes.lint.check import check
from relnotes.model import Diagnostic
from tests.support import config

TODAY = date(2026, 11, 23)


def lint(notes: str | Mapping[str, str], toml: str = "") -> tuple[Diagnostic, ...]:
    """The findings in one person's note, or in several by path."""
    texts = {"People/Leila Hassan.md": notes} if isinstance(notes, str) else notes
    return check({path: text.encode() for path, text in texts.items()}, config(toml), TODAY)
