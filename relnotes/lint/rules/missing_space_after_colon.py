"""A property without a space behind its colon, which makes the whole front matter unreadable.

To YAML `cadence:6 weeks` is no property but a piece of text, and the note cannot be read. Add the space;
`relnotes lint --fix` does. Reported only when the spaces mend the front matter.
"""

import re
from collections.abc import Iterator

from relnotes.lint.rule import Found
from relnotes.model import Config, Severity
from relnotes.parse.fields import FIELD_OF
from relnotes.parse.frontmatter import parse_front_matter
from relnotes.parse.note import Parsed
from relnotes.parse.source import Source
from relnotes.parse.values import spelling

CODE = "RN108"
SEVERITY: Severity = "error"
GOOD = ("---\ntype: person\ncadence: 6 weeks\n---\n", "---\ntype: person\nurl: https://example.org\n---\n")
BAD = ("---\ntype: person\n‹cadence:›6 weeks\n---\n",)

_GLUED = re.compile(r"^([^\s#:'\"\[{-][^\s:]*):(?=[^\s:/])", re.MULTILINE)


def check(parsed: Parsed, config: Config) -> Iterator[Found]:  # noqa: ARG001 - the signature of all
    source, front = parsed.source, parsed.front
    if front.readable or not any(problem.rule == "yaml-syntax" for problem in source.problems):
        return
    glued = [match for match in _GLUED.finditer(source.text, front.start, front.end) if _known(match)]
    mended = _GLUED.sub(lambda match: f"{match[0]} " if _known(match) else match[0], source.text[: front.end])
    if glued and parse_front_matter(Source(source.path, (mended + source.text[front.end :]).encode())).readable:
        for match in glued:
            fix = source.splice(match.end(), match.end(), " ")
            message = f"“{match[0]}” has no space behind its colon, so the front matter cannot be read"
            yield Found(source.span(match.start(), match.end()), message, "add a space", fix)


def _known(match: re.Match[str]) -> bool:
    return spelling(match[1]) in FIELD_OF
