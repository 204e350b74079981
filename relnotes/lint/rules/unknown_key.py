"""A property whose name is nearly one that relnotes knows.

Your own properties are yours and never a finding. But `cadance: 6 weeks` says nothing to relnotes, and the person would
silently never come up. Rename the property, or, if it is one of your own, list the rule in `relnotes-ignore`.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from relnotes.lint.rule import Found
from relnotes.model import Config, Severity
from relnotes.parse.fields import FIELD_OF, TABLE
from relnotes.parse.note import Parsed
from relnotes.parse.values import spelling

CODE = "RN104"
SEVERITY: Severity = "warning"
GOOD = ("---\ntype: person\ncadence: 6 weeks\nfavourite_tea: mint\nphone2: '555'\nlanguages: [ar]\n---\n",)
BAD = ("---\ntype: person\n‹cadance›: 6 weeks\n---\n",)

# Shorter names are too near to too many words.
_SHORTEST = 5
_LIKENESS = 0.84
_KNOWN = {spelling(name): name for name, _, _ in TABLE if len(name) >= _SHORTEST} | {
    "relnotesignore": "relnotes-ignore"
}


def check(parsed: Parsed, config: Config) -> Iterator[Found]:  # noqa: ARG001 - the signature of all
    for key, value in parsed.front.pairs:
        spelled = spelling(key.text)
        if spelled in FIELD_OF or len(spelled) < _SHORTEST or value.empty or not key.scalar:
            continue
        near = [known for known in get_close_matches(spelled, _KNOWN, 3, _LIKENESS) if _is_slip(spelled, known)]
        if near:
            message = f"“{key.text}” is no property that relnotes knows"
            yield Found(parsed.source.span(key.start, key.end), message, f"did you mean “{_KNOWN[near[0]]}”?")


def _is_slip(spelled: str, known: str) -> bool:
    """`languages` and `phone2` are names that people choose, and nobody mistypes the first letter."""
    return spelled[0] == known[0] and spelled.rstrip("0123456789") != known and spelled != f"{known}s"
