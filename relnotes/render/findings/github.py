"""Workflow commands that GitHub shows as annotations beside the lines of a pull request."""

from collections.abc import Sequence

from relnotes.model import Diagnostic
from relnotes.render.clean import shown
from relnotes.render.findings.shown import Shown

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(findings: Sequence[Diagnostic], context: Shown) -> str:
    return "".join(_command(one, context) for one in findings)


def _command(one: Diagnostic, context: Shown) -> str:
    place = {"file": context.place(one.path), "line": one.span.line, "endLine": one.span.end_line}
    if one.span.line == one.span.end_line:
        # GitHub takes columns only of a single line.
        place |= {"col": one.span.column, "endColumn": one.span.end_column}
    facts = place | {"title": f"relnotes {one.rule}"}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in facts.items())
    hint = f" ({one.hint})" if one.hint else ""
    return f"::{_LEVELS[one.severity]} {properties}::{_data(one.message + hint)}\n"


def _data(text: str) -> str:
    """A line break in a message would begin a command of its own."""
    return shown(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
