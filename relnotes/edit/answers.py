"""An answer of Due.md -> the edit of a note that it means, so that it counts exactly once.

A tick becomes a log line that ends in the mark of its list line, and in a check of its words: ``^due-4f2a91-b3c``.
A note that has the mark has the answer, whoever brought it: another machine, an older copy, a pass that was killed.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from relnotes.edit.content import read_editable
from relnotes.edit.log import Draft, add_entry
from relnotes.edit.refused import Refused
from relnotes.edit.thanks import with_thanks
from relnotes.model import Contact, Item, Note
from relnotes.parse.answers import Answer
from relnotes.parse.line import split_dated
from relnotes.parse.said import read_said_day
from relnotes.parse.splice import apply
from relnotes.parse.tasks import strip_task_fields
from relnotes.parse.words import Heads, fold
from relnotes.schedule.identity import short

_MARKER = re.compile(r"^[\s>]*(?:[-*+]|\d+[.)]|#+)\s+")
_NEAR = {fold(word) for word in ("today", "yesterday", "اليوم", "أمس", "امبارح")}
PUT_OFF = timedelta(days=7)
"""For how long `[>]` puts off when no day is named."""


class Other(Refused):
    """The note has this answer already, and in other words."""


class Said(Struct, frozen=True):
    """What a ticked person's line says: the day, and the words for the log."""

    day: date
    words: str


def said_in(answer: Answer, on: date) -> Said:
    """The words of an answer without what task plugins put behind them, and its day: named there, else `on`."""
    words, dates = strip_task_fields(answer.words)
    day, rest = split_dated(words)
    if day is not None:
        return Said(day, rest.strip())
    first, _, rest = words.partition(" ")
    if fold(first.rstrip(",:،")) in _NEAR:
        return Said(read_said_day(first.rstrip(",:،"), on), rest.strip())
    return Said(min(dates.get("done", on), on), words)


def until_in(answer: Answer, on: date) -> date:
    """Until when an answer puts off; `Unreadable` when its words are no day."""
    words = strip_task_fields(answer.words)[0]
    return read_said_day(words, on, ahead=True) if words else on + PUT_OFF


def log_answer(
    data: bytes, person: Contact, answer: Answer, on: date, heading: str, heads: Heads, items: Sequence[Item] = ()
) -> bytes:
    """The contact's note with the answer in its log, once; `Other` when it is there and was written differently.

    `items` are what the list says of them: for what they are to be thanked, they are.
    """
    path = person.path
    said = said_in(answer, on)
    mark = answer.mark or f"due-{short('typed', person.id, said.day.isoformat(), said.words)}"
    parsed = read_editable(path, data, heads)
    there = re.search(rf"\^{mark}-(?P<check>[0-9a-f]{{3}})(?![\w-])", parsed.source.text)
    if there is None:
        draft = Draft(said.day, said.words, mark=f"{mark}-{_check(said.words)}")
        draft = with_thanks(draft, parsed.note, items, heads)
        if not draft.text and not draft.nested and _in_touch(parsed.note, said.day):
            return data
        return add_entry(path, data, draft, heading, heads)
    if there["check"] == _check(said.words):
        return data
    line = parsed.source.line(there.start())
    start = parsed.source.offset(line)
    before = parsed.source.text[start : there.start()].rstrip()
    written = split_dated(_MARKER.sub("", before))[1].strip()
    if there["check"] != _check(written):
        raise Other(f"{path}:{line}: this answer is in the log already, and was changed there.")
    if written.startswith(said.words):
        return data
    if not said.words.startswith(written):
        raise Other(f"{path}:{line}: this answer is in the log already, in other words.")
    # It was taken while its writer was still typing.
    end = start + len(before)
    more = said.words[len(written) :] if written else f" {said.words}"
    splices = (
        parsed.source.splice(end, end, more),
        parsed.source.splice(there.start("check"), there.end("check"), _check(said.words)),
    )
    return apply(data, splices)


def _check(words: str) -> str:
    return short("words", words)[:3]


def _in_touch(note: Note, day: date) -> bool:
    """Whether the log speaks of contact on a day already, so that a bare tick says nothing new."""
    return any(entry.date == day and entry.head not in {"note", "next", "outcome"} for entry in note.entries)
