"""One line a finding: ``path:line:column: severity: message (hint) [rule]``, which editors can jump to."""

from collections.abc import Sequence

from msgspec.structs import replace

from relnotes.model import Diagnostic
from relnotes.render.findings.shown import Shown
from relnotes.render.problems import problem_lines


def render(findings: Sequence[Diagnostic], context: Shown) -> str:
    placed = (replace(found, path=context.place(found.path)) for found in findings)
    return "".join(f"{line}\n" for line in problem_lines(placed))
