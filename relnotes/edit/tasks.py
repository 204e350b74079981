"""Tick, cancel or put off what is open in a note: a task line, or a promise in the log."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from relnotes.edit.content import Content, content, read_editable
from relnotes.edit.refused import Refused
from relnotes.model import Entry, Note, Splice
from relnotes.parse.note import Parsed, parse_note
from relnotes.parse.source import Source
from relnotes.parse.splice import apply
from relnotes.parse.tasks import strip_task_fields
from relnotes.parse.when import DATE
from relnotes.parse.words import HEADS, Heads

_ITEM = re.compile(r"(?P<marker>[\s>]*(?:[-*+]|\d{1,9}[.)])[ \t]+)(?:\[(?P<status>.)\](?=\s|$))?")
_TAIL = re.compile(r"(?:[ \t]+\^[A-Za-z0-9-]+)?[ \t]*$")
_DUE = re.compile(rf"(?P<sign>[📅📆🗓]\ufe0f?\s*|\bdue::\s*(?:\[\[)?)(?P<date>{DATE})")
_RECURS = re.compile(r"🔁|\brepeat::")
# What stands in the box, then the field with its day: as the Tasks plugin writes it, and as Dataview does.
_DONE = ("x", "✅", "completion")
_CANCELLED = ("-", "❌", "cancelled")
_PROMISES = {"promised", "they promised"}


class Open(Struct, frozen=True):
    """Something open in a note: a task's words or a promise's, as they are read, and the line where it last stood."""

    text: str
    line: int = 0


def tick(path: str, data: bytes, wanted: Open, day: date, heads: Heads = HEADS) -> bytes:
    """The note with a task or promise done on a day; `Refused` when it is not open, or when more would change."""
    return _change(path, data, wanted, heads, lambda line, dated: _closed(line, _DONE, day, dated=dated), done=True)


def cancel(path: str, data: bytes, wanted: Open, day: date, heads: Heads = HEADS) -> bytes:
    """The note with a task or promise that will not be kept."""
    return _change(
        path, data, wanted, heads, lambda line, dated: _closed(line, _CANCELLED, day, dated=dated), done=True
    )


def put_off(path: str, data: bytes, wanted: Open, until: date, heads: Heads = HEADS) -> bytes:
    """The note with a task or promise due on another day."""
    return _change(path, data, wanted, heads, lambda line, _: _due(line, until), done=False)


def still_open(note: Note, text: str) -> list[int]:
    """The lines on which these words are open, as a task or as a promise in the log."""
    found = [task.line for task in note.tasks if task.open and task.text == text]
    details = (detail for entry in note.entries for detail in entry.details)
    promised = (one for one in details if one.head in _PROMISES and not one.done and one.text == text)
    return found + [one.line for one in promised]


def _change(
    path: str, data: bytes, wanted: Open, heads: Heads, edit: Callable[[str, bool], str], *, done: bool
) -> bytes:
    parsed = read_editable(path, data, heads)
    line = _find(path, parsed, wanted)
    source = parsed.source
    old = source.whole_line(line, raw=True)
    if done and _RECURS.search(old):
        raise Refused(f"{path}:{line}: this comes again and again; tick it where its next one is made, in Obsidian.")
    for with_day in (True, False):
        try:
            # Behind words that go on in the next line, or that are a whole entry, a day would become one of them.
            new = edit(old, with_day)
        except Refused as error:
            raise Refused(f"{path}:{line}: {error}") from None
        changed = apply(data, (_splice(source, line, old, new),))
        if _only(parsed.note, parse_note(path, changed, heads), wanted, done=done):
            return changed
    raise Refused(f"{path}:{line}: changing this line would change more than that, so nothing was written.")


def _find(path: str, parsed: Parsed, wanted: Open) -> int:
    found = still_open(parsed.note, wanted.text)
    found = [line for line in found if line == wanted.line] or found
    if not found:
        raise Refused(f"{path}: “{wanted.text}” is not open there any more.")
    if len(found) > 1:
        lines = ", ".join(str(line) for line in found)
        raise Refused(f"{path}: “{wanted.text}” stands there several times (lines {lines}); change it by hand.")
    return found[0]


def _splice(source: Source, line: int, old: str, new: str) -> Splice:
    start = source.offset(line)
    return source.splice(start, start + len(old), new)


def _closed(line: str, signs: tuple[str, str, str], day: date, *, dated: bool) -> str:
    """A line with its box closed, and with the day behind its words, where fields of that kind stand."""
    status, sign, name = signs
    match = _ITEM.match(line)
    if match is None:
        raise Refused("this stands in a heading or a sentence, which cannot be ticked: change it by hand.")
    start = f"{match['marker']}[{status}]"
    rest = line[match.end() :] if match["status"] else " " + line[match.end() :]
    tail = _TAIL.search(rest)
    at = tail.start() if tail else len(rest)
    if not dated:
        return start + rest
    field = f"[{name}:: {day.isoformat()}]" if "::" in rest else f"{sign} {day.isoformat()}"
    return f"{start}{rest[:at]} {field}{rest[at:]}"


def _due(line: str, until: date) -> str:
    match = _DUE.search(line)
    if match:
        return line[: match.start("date")] + until.isoformat() + line[match.end("date") :]
    tail = _TAIL.search(line)
    at = tail.start() if tail else len(line)
    field = f"[due:: {until.isoformat()}]" if "::" in line else f"📅 {until.isoformat()}"
    return f"{line[:at]} {field}{line[at:]}"


def _only(before: Note, after: Note, wanted: Open, *, done: bool) -> bool:
    """Whether just this one thing is closed, or due on another day, and all else reads as it did."""
    old, new = _without(before, wanted), _without(after, wanted)
    left = len(still_open(after, wanted.text))
    return old == new and left == len(still_open(before, wanted.text)) - done


def _without(note: Note, wanted: Open) -> Content:
    """What a note says but for the state and the days of what is wanted."""
    said = content(note)
    tasks = Counter(
        replace(one, open=True, due=None, done=None, dropped=False) if _words(one.text) == wanted.text else one
        for one in said.tasks.elements()
    )
    entries = Counter(_entry_without(entry, wanted) for entry in said.entries.elements())
    mentions = said.mentions if not any(one.text.startswith(wanted.text) for one in said.mentions) else Counter()
    return replace(said, tasks=tasks, entries=entries, mentions=mentions)


def _entry_without(entry: Entry, wanted: Open) -> Entry:
    details = tuple(
        replace(one, due=None, done=False, dropped=False, closed=None)
        if one.head in _PROMISES and one.text == wanted.text
        else one
        for one in entry.details
    )
    return replace(entry, text=_words(entry.text) if entry.head in _PROMISES else entry.text, details=details)


def _words(text: str) -> str:
    return strip_task_fields(text)[0]
