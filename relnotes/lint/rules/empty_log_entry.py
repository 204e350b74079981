"""A log entry that is only a date.

It counts as contact. But when you write to them next, there will be nothing to pick up from: a word on what you talked
about is worth the ten seconds.
"""

from collections.abc import Iterator

from relnotes.lint.rule import Found
from relnotes.model import Config, Severity
from relnotes.parse.note import Parsed

CODE = "RN112"
SEVERITY: Severity = "info"
GOOD = ("---\ntype: person\n---\n- 2026-11-02 coffee\n",)
BAD = ("---\ntype: person\n---\n‹- 2026-11-02›\n",)


def check(parsed: Parsed, config: Config) -> Iterator[Found]:  # noqa: ARG001 - the signature of all
    for entry in parsed.note.entries if parsed.note.marked else ():
        if not (entry.text or entry.head or entry.people or entry.details or entry.tags):
            yield Found(parsed.source.find("", entry.line), "this entry says only when", "add a word on what it was")
