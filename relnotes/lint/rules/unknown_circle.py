"""A circle that the config does not define.

Only when `relnotes.toml` defines circles of yours: then another word is probably a slip, and the person would have no
interval. The built-in circles inner, close and network are always known.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from relnotes.lint.rule import Found
from relnotes.model import Config, Severity
from relnotes.parse.config import CIRCLES
from relnotes.parse.note import Parsed
from relnotes.parse.values import spelling

CODE = "RN109"
SEVERITY: Severity = "warning"
_CONFIG = '[circles.mentees]\ncadence = "3 weeks"\n'
GOOD = (
    {"relnotes.toml": _CONFIG, "People/Leila Hassan.md": "---\ntype: person\ncircle: Mentees\n---\n"},
    "---\ntype: person\ncircle: anything\n---\n",
)
BAD = ({"relnotes.toml": _CONFIG, "People/Leila Hassan.md": "---\ntype: person\ncircle: ‹mentes›\n---\n"},)


def check(parsed: Parsed, config: Config) -> Iterator[Found]:
    if config.circles == CIRCLES:
        return
    known = [circle.name for circle in config.circles]
    circle = parsed.note.fields.circle
    for key, value in parsed.front.pairs if circle.casefold() not in known else []:
        if spelling(key.text) == "circle" and value.scalar and not value.empty:
            near = get_close_matches(circle.casefold(), known, 1)
            hint = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}"
            yield Found(parsed.source.span(value.start, value.end), f"“{circle}” is none of your circles", hint)
