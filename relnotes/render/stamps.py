"""When an event last changed, which is all that calendar clients look at: the stamps move exactly when it does."""

from datetime import UTC, date, datetime, time, timedelta

from relnotes.model import Published, PublishedEvent
from relnotes.parse.published import content

_FORM = "%Y%m%dT%H%M%SZ"
_BEGIN = b"BEGIN:VEVENT\r\n"
_SEQUENCE_START = datetime(2020, 1, 1, tzinfo=UTC)


def stamped(uid: str, fresh: bytes, published: Published, today: date) -> bytes:
    """An event's bytes: the published ones when nothing but stamps would differ, else with stamps newer than those."""
    old = published.events.get(uid)
    if old and content(old.raw) == fresh:
        return old.raw
    stamp = datetime.combine(today, time(), UTC)
    if old and (before := _read_stamp(old)):
        stamp = max(stamp, before + timedelta(seconds=1))
    sequence = max(int((stamp - _SEQUENCE_START).total_seconds()), old.sequence + 1 if old else 0)
    lines = f"DTSTAMP:{stamp:{_FORM}}\r\nLAST-MODIFIED:{stamp:{_FORM}}\r\nSEQUENCE:{sequence}\r\n"
    return fresh.replace(_BEGIN, _BEGIN + lines.encode(), 1)


def _read_stamp(old: PublishedEvent) -> datetime | None:
    try:
        return datetime.strptime(old.stamp, _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None
