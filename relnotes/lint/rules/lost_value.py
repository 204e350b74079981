"""A value that begins with # and is therefore a comment to YAML.

`tags: #person` says nothing at all: everything from the # on is a comment. Write `tags: [person]`, without the sign, or
put the value into quotes.
"""

import re
from collections.abc import Iterator

from relnotes.lint.rule import Found
from relnotes.model import Config, Severity
from relnotes.parse.fields import FIELD_OF
from relnotes.parse.note import Parsed
from relnotes.parse.values import spelling

CODE = "RN107"
SEVERITY: Severity = "warning"
GOOD = ("---\ntags: [person]\ncompany: # not known yet\n---\n",)
BAD = ("---\ntype: person\ntags: ‹#mentor›\n---\n",)

# A comment that is meant as one has a space behind its sign.
_LOST = re.compile(r"[ \t]*:[ \t]+(#[^\s#][^\r\n]*)")


def check(parsed: Parsed, config: Config) -> Iterator[Found]:  # noqa: ARG001 - the signature of all
    source, front = parsed.source, parsed.front
    if source.text.find("#", front.start, front.end) < 0:
        return
    for key, value in front.pairs if front.readable else []:
        known = FIELD_OF.get(spelling(key.text))
        lost = _LOST.match(source.text, key.end)
        if known and lost and value.empty:
            hint = "write tags: [person], without the sign" if known[0] == "tags" else 'put the value into "quotes"'
            span = source.span(lost.start(1), lost.start(1) + len(lost[1].rstrip()))
            yield Found(span, f"YAML takes this for a comment, so “{key.text}” has no value", hint)
