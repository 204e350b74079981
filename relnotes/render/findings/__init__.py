"""Findings of lint as text. A new format is a file beside this one, and its name here."""

import importlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from relnotes.model import Diagnostic

if TYPE_CHECKING:
    from relnotes.render.findings.shown import Shown

Render = Callable[[Sequence[Diagnostic], "Shown"], str]

FORMATS = ("full", "concise", "json", "github")


def renderer(form: str) -> Render:
    """The function of a format, imported when it is asked for: most runs find nothing."""
    render: Render = importlib.import_module(f"{__name__}.{form}").render
    return render
