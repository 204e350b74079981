"""The previous feed -> Published: which day each event had, its stamps, how often a check-in was missed.

A line scan of our own: a calendar library would take seconds for the feed of 10,000 people, at every start.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from relnotes.model import Published, PublishedEvent
from relnotes.parse.when import Unreadable, read_date

MEMBER = b"X-RELNOTES-MEMBER"
STAMPS = (b"DTSTAMP", b"LAST-MODIFIED", b"SEQUENCE")
_BEGIN = re.compile(rb"^BEGIN:VEVENT\r\n", re.MULTILINE)
_BEGINNING = b"BEGIN:VEVENT\r\n"
_END = b"\r\nEND:VEVENT\r\n"
_EOL = re.compile(rb"\r?\n")
# Of ten lines that an event has, these are worth a look.
_LINE = re.compile(rb"\n(UID|DTSTAMP|SEQUENCE|DTSTART|X-RELNOTES-[A-Z]+)(?:;[^:\r\n]*)?:([^\r\n]*)")


def parse_published(data: bytes | None, before: Published | None = None) -> Published:
    """What a feed says (None: there is none yet). Lines that make no sense are passed over.

    Events that `before` has byte for byte are taken from there: from one feed to the next few change.
    """
    known = {event.raw: event for event in before.events.values()} if before else {}
    events: dict[str, PublishedEvent] = {}
    planned: dict[str, PublishedEvent] = {}
    members: dict[str, PublishedEvent] = {}
    for block in _events(_with_returns(data or b"")):
        event = known.get(block) or _event(block)
        if event is None:
            continue
        events[event.uid] = event
        planned.update(event.planned)
        members.update((member.uid, member) for member in event.members)
    return Published(events, planned, members)


def _with_returns(data: bytes) -> bytes:
    """A feed that travelled by Git may have lost its carriage returns."""
    return data if data.count(b"\n") == data.count(b"\r\n") else _EOL.sub(b"\r\n", data)


def _event(block: bytes) -> PublishedEvent | None:
    found = _LINE.findall(block.replace(b"\r\n ", b"").replace(b"\r\n\t", b""))
    lines = dict(reversed(found))
    uid = lines.get(b"UID", b"").decode("utf-8", "replace")
    if not uid:
        return None
    return PublishedEvent(
        uid=uid,
        ref=lines.get(b"X-RELNOTES-REF", b"").decode("utf-8", "replace"),
        stamp=lines.get(b"DTSTAMP", b"").decode("ascii", "replace"),
        sequence=_number(lines.get(b"SEQUENCE")),
        start=_day(lines.get(b"DTSTART")),
        due=_day(lines.get(b"X-RELNOTES-DUE")),
        missed=_number(lines.get(b"X-RELNOTES-MISSED")),
        raw=block,
        takes_a_place=b"X-RELNOTES-DUE" in lines,
        members=tuple(member for name, value in found if name == MEMBER for member in _member(value)),
    )


def _member(value: bytes) -> Iterator[PublishedEvent]:
    """UID/REF/day/due day/misses: what an event of its own would say of something in the event of a week."""
    parts = value.split(b"/")
    if len(parts) == 5:
        uid, ref = (part.decode("ascii", "replace") for part in parts[:2])
        yield PublishedEvent(uid, ref, "", 0, _day(parts[2]), _day(parts[3]), _number(parts[4]))


def _events(data: bytes) -> Iterator[bytes]:
    *parts, last = data.split(_END)
    if last.endswith(_END.rstrip()):
        parts.append(last.removesuffix(_END.rstrip()))
    for part in parts:
        begin = 0 if part.startswith(_BEGINNING) else _begin(part)
        if begin >= 0:
            yield part[begin:] + _END


def _begin(part: bytes) -> int:
    found = _BEGIN.search(part)
    return found.start() if found else -1


def content(event: bytes) -> bytes:
    """The bytes of an event without its stamps: what has to differ before the stamps may move."""
    kept = [line for line in event.splitlines(keepends=True) if not line.startswith(STAMPS)]
    return b"".join(kept)


def _number(text: bytes | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 12 else 0


@lru_cache(maxsize=8192)
def _day(text: bytes | None) -> date | None:
    if not text or not re.match(rb"\d{8}", text):
        return None
    digits = text.decode("ascii", "replace")
    try:
        return read_date(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}")
    except Unreadable:
        return None
