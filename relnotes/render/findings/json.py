"""The findings for scripts, in a shape that is a promise: relnotes.lint/1."""

from collections.abc import Sequence

import msgspec

from relnotes.model import Diagnostic
from relnotes.render.clean import escaped, shown
from relnotes.render.findings.shown import Shown


def render(findings: Sequence[Diagnostic], context: Shown) -> str:
    found = [_finding(one, context) for one in findings]
    return escaped(msgspec.json.encode({"schema": "relnotes.lint/1", "findings": found}).decode()) + "\n"


def _finding(one: Diagnostic, context: Shown) -> dict[str, object]:
    return {
        "path": one.path.encode("utf-8", "replace").decode(),
        "line": one.span.line,
        "column": one.span.column,
        "end_line": one.span.end_line,
        "end_column": one.span.end_column,
        "rule": one.rule,
        "code": context.codes.get(one.rule),
        "severity": one.severity,
        "message": shown(one.message),
        "hint": shown(one.hint) or None,
        "fixable": one.fix is not None,
    }
