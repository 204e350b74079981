"""Diagnostics as lines that editors can jump to: ``path:line:column: severity: message (hint)``."""

from collections.abc import Iterable, Iterator

from relnotes.model import Diagnostic
from relnotes.render.clean import shown


def problem_lines(problems: Iterable[Diagnostic]) -> Iterator[str]:
    for problem in problems:
        place = f"{_path(problem.path)}:{problem.span.line}:{problem.span.column}"
        hint = f" ({shown(problem.hint)})" if problem.hint else ""
        yield f"{place}: {problem.severity}: {shown(problem.message)}{hint} [{problem.rule}]"


def _path(path: str) -> str:
    """The path as it may begin a line: a CI log takes ``::word::`` there, even after spaces, for a command."""
    safe = shown(path)
    return f"./{safe}" if safe.lstrip().startswith("::") else safe
