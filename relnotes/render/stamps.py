"""When an event last changed, which is all that calendar clients look at: the stamps move exactly when it does."""

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Event

from relnotes.model import Published, PublishedEvent

_SEQUENCE_START = datetime(2020, 1, 1, tzinfo=UTC)


def stamped(event: Event, published: Published, today: date) -> bytes:
    """The event's bytes: the published ones when nothing but stamps would differ, else with stamps newer than those."""
    fresh: bytes = event.to_ical()
    old = published.events.get(str(event["UID"]))
    if old and old.content == fresh:
        return old.raw
    stamp = datetime.combine(today, time(), UTC)
    if old and (before := _read_stamp(old)):
        stamp = max(stamp, before + timedelta(seconds=1))
    event.add("DTSTAMP", stamp)
    event.add("LAST-MODIFIED", stamp)
    event.add("SEQUENCE", max(int((stamp - _SEQUENCE_START).total_seconds()), old.sequence + 1 if old else 0))
    data: bytes = event.to_ical()
    return data


def _read_stamp(old: PublishedEvent) -> datetime | None:
    try:
        return datetime.strptime(old.stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
