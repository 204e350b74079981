"""Log lines into a note: each at its day's place in the log that is there, whichever way that runs."""

import re

from relnotes.edit.refused import Refused
from relnotes.model import Entry, Splice
from relnotes.parse.note import parse_note
from relnotes.parse.source import Source
from relnotes.parse.splice import apply, byte_offset, line_end
from relnotes.parse.words import fold

_ITEM = re.compile(r"([ \t]*)([-*+])[ \t]+")


def add_log_lines(path: str, data: bytes, lines: list[str], heading: str) -> bytes:
    """The note with log lines, each written as ``- DATE …``; under `heading` where the note has no log yet.

    Raises `Refused` when the note would then not have just these entries more.
    """
    before = parse_note(path, data)
    eol = line_end(data)
    for line in lines:
        splice = _place(path, data, line, heading)
        data = apply(data, (Splice(splice.start, splice.end, splice.text.replace(b"\n", eol)),))
    after = parse_note(path, data)
    same = before.fields == after.fields and len(before.tasks) == len(after.tasks) and after.readable
    if not same or len(after.entries) != len(before.entries) + len(lines):
        raise Refused(f"{path}: log lines cannot be added here without changing more, so nothing was written.")
    return data


def _place(path: str, data: bytes, line: str, heading: str) -> Splice:
    source = Source(path, data)
    note = parse_note(path, data)
    (new,) = parse_note("x.md", f"{line}\n".encode()).entries
    found = [(entry, match) for entry in note.entries if (match := _ITEM.match(source.whole_line(entry.line)))]
    found = [(entry, match) for entry, match in found if not match[1]]
    if not found:
        return _under_heading(data, source, line, heading)
    text = f"{found[0][1][2]}{line[1:]}\n"
    newest_first = len(found) < 2 or found[0][0].date >= found[-1][0].date
    for entry, _ in found if newest_first else []:
        if entry.date <= new.date:
            return _at(data, source.offset(entry.line), text)
    last: Entry | None = None
    for entry, _ in found:
        if newest_first or entry.date <= new.date:
            last = entry
    if last is None:
        return _at(data, source.offset(found[0][0].line), text)
    return _behind(data, source, last.line, text)


def _behind(data: bytes, source: Source, line: int, text: str) -> Splice:
    """Behind an entry and all that is nested in it."""
    total = source.raw.count("\n") + 1
    end = line + 1
    while end <= total and re.match(r"[ \t]+\S", source.whole_line(end)):
        end += 1
    if end > total:
        last = len(source.raw)
        gap = "" if source.raw.endswith("\n") else "\n"
        return _at(data, last, gap + text)
    return _at(data, source.offset(end), text)


def _under_heading(data: bytes, source: Source, line: str, heading: str) -> Splice:
    """Right below the heading of the log, which is made at the end when there is none."""
    for number in range(1, source.raw.count("\n") + 2):
        row = source.whole_line(number)
        if row.startswith("#") and fold(row.strip("# \t")) in {fold(heading), "log"}:
            if number > source.raw.count("\n"):
                return _at(data, len(source.raw), f"\n{line}")
            return _at(data, source.offset(number + 1), f"{line}\n")
    gap = "" if not source.raw else "\n" if source.raw.endswith("\n") else "\n\n"
    return _at(data, len(source.raw), f"{gap}## {heading}\n{line}\n")


def _at(data: bytes, offset: int, text: str) -> Splice:
    at = byte_offset(data, offset)
    return Splice(at, at, text.encode())
