"""What a note says, wherever it says it: by this an edit is proved to have changed only what it was for."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from relnotes.edit.refused import Refused
from relnotes.model import EMPTY, Entry, Fields, Link, Note, Task
from relnotes.parse.note import NO_FRONT_MATTER, Parsed, parse_whole
from relnotes.parse.words import Heads


class Content(Struct, frozen=True):
    """All that counts in a note, without the lines on which it stands."""

    fields: Fields
    marks: tuple[Any, ...]
    entries: Counter[Entry]
    tasks: Counter[Task]
    topics: Counter[str]
    mentions: Counter[Any]
    links: Counter[tuple[str, str]]


def read_editable(path: str, data: bytes, heads: Heads) -> Parsed:
    """A note that may be edited; `Refused` when it is not UTF-8, cut short, in conflict, or a template."""
    parsed = parse_whole(path, data, heads)
    if not parsed.source.valid:
        raise Refused(f"{path} is not UTF-8 text, or larger than a note, so it is left alone.")
    if not parsed.note.readable:
        line = min((one.span.line for one in parsed.note.diagnostics if one.severity == "error"), default=1)
        raise Refused(f"{path}:{line}: this note cannot be read as it is; mend it first (relnotes lint says how).")
    if parsed.front is NO_FRONT_MATTER:
        raise Refused(f"{path} is written by relnotes itself, so it is no place for notes.")
    return parsed


def content(note: Note) -> Content:
    """What a note says."""
    people = tuple(_unplaced(link) for link in note.fields.people)
    return Content(
        fields=replace(note.fields, lines=EMPTY, people=people),
        marks=(note.type, note.marked, note.readable, note.date, note.daily, note.name),
        entries=Counter(_entry(entry) for entry in note.entries),
        tasks=Counter(replace(task, line=0, people=_links(task.people)) for task in note.tasks),
        topics=Counter(topic.text for topic in note.topics),
        mentions=Counter(replace(one, line=0, people=_links(one.people)) for one in note.mentions),
        links=Counter((link.target, link.text) for link in note.links),
    )


def bare(entry: Entry) -> Entry:
    """An entry without its details and its place."""
    return replace(_entry(entry), details=())


def _entry(entry: Entry) -> Entry:
    details = tuple(replace(detail, line=0) for detail in entry.details)
    return replace(entry, line=0, order=0, people=_links(entry.people), details=details)


def _links(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(_unplaced(link) for link in links)


def _unplaced(link: Link) -> Link:
    return replace(link, line=0)
