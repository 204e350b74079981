"""A promise of yours that does not say by when.

It stays open until you tick it, and comes up a fortnight after it was made. With `by Friday`, `by 2026-12-01` or
`next week` it comes up in time.
"""

from collections.abc import Iterator

from relnotes.lint.rule import Found
from relnotes.model import Config, Severity
from relnotes.parse.note import Parsed

CODE = "RN111"
SEVERITY: Severity = "info"
GOOD = ("---\ntype: person\n---\n- 2026-11-02 coffee\n  - promised: the slides by Friday\n",)
BAD = ("---\ntype: person\n---\n- 2026-11-02 coffee\n  ‹- promised: the slides›\n",)


def check(parsed: Parsed, config: Config) -> Iterator[Found]:  # noqa: ARG001 - the signature of all
    note = parsed.note
    if not note.marked:
        return
    details = [detail for entry in note.entries if entry.details for detail in entry.details]
    lines = [one.line for one in details if one.head == "promised" and one.text and not (one.done or one.due)]
    lines += [task.line for task in note.tasks if task.promised and task.mine and task.open and not task.due]
    for line in sorted(set(lines)):
        yield Found(parsed.source.find("", line), "this promise has no date", "add “by Friday” or “by YYYY-MM-DD”")
