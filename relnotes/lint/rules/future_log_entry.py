"""A log entry dated more than a year ahead, which is probably a slip in the year.

An entry in the future is a plan, and nobody is asked to write to that person before it: with 2062 for 2026 they would
not come up again. Mend the date.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from relnotes.lint.gist import Gist
from relnotes.lint.rule import Found
from relnotes.model import Severity
from relnotes.parse.note import Parsed
from relnotes.parse.when import DATE, latin_digits

CODE = "RN110"
SEVERITY: Severity = "warning"
GOOD = ("---\ntype: person\n---\n- 2027-01-08 lunch: at the new place\n",)
BAD = ("---\ntype: person\n---\n- ‹2062-11-02› coffee: her move to infra\n",)

_A_YEAR = timedelta(days=366)


def concerns(gist: Gist, today: date) -> bool:
    return gist.latest is not None and gist.latest - today > _A_YEAR


def check_on(parsed: Parsed, today: date) -> Iterator[Found]:
    source = parsed.source
    for entry in parsed.note.entries if parsed.note.marked else ():
        if entry.date - today > _A_YEAR:
            written = re.search(DATE, latin_digits(source.whole_line(entry.line)))
            start = source.offset(entry.line) + (written.start() if written else 0)
            span = source.span(start, start + (len(written[0]) if written else 1))
            yield Found(span, f"this entry lies in the future, in {entry.date.year}", "check the year")
