"""Diagnostics as lines that editors can jump to: ``path:line:column: severity: message (hint)``."""

from collections.abc import Iterable, Iterator

from relnotes.model import Diagnostic
from relnotes.render.clean import shown


def problem_lines(problems: Iterable[Diagnostic]) -> Iterator[str]:
    for problem in problems:
        place = f"{shown(problem.path)}:{problem.span.line}:{problem.span.column}"
        hint = f" ({shown(problem.hint)})" if problem.hint else ""
        yield f"{place}: {problem.severity}: {shown(problem.message)}{hint} [{problem.rule}]"
