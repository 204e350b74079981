"""Findings of lint as text. A new format is a file beside this one and a line here."""

from collections.abc import Callable, Mapping, Sequence

from relnotes.model import Diagnostic
from relnotes.render.findings import concise, full, github, json
from relnotes.render.findings.shown import Shown

Render = Callable[[Sequence[Diagnostic], Shown], str]

FORMATS: Mapping[str, Render] = {
    "full": full.render,
    "concise": concise.render,
    "json": json.render,
    "github": github.render,
}

__all__ = ["FORMATS", "Render", "Shown"]
