"""The previous feed, read back: stamps, days, and what makes no sense."""

from datetime import date

import pytest

from relnotes.model import Published
from relnotes.parse.published import content, parse_published

EVENT = """\
BEGIN:VEVENT
UID:checkin-k7@relnotes
DTSTAMP:20261102T080000Z
LAST-MODIFIED:20261102T080000Z
SEQUENCE:3
DTSTART;VALUE=DATE:20261105
SUMMARY:Write to Zoë, who has a long na
 me\\, and a folded li
\tne
X-RELNOTES-REF:k7/check-in
X-RELNOTES-DUE:20261101
X-RELNOTES-MISSED:2
BEGIN:VALARM
TRIGGER:-PT15H
END:VALARM
END:VEVENT
"""
BIRTHDAY = (
    "BEGIN:VEVENT\nUID:birthday-k7@relnotes\nDTSTART;VALUE=DATE:20260203\nX-RELNOTES-REF:k7/birthday\nEND:VEVENT\n"
)


def feed(*events: str) -> str:
    return "BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(events) + "END:VCALENDAR\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_event_has_its_stamps_and_days(end: str) -> None:
    """A feed is read alike with LF, as Git may leave it, and with CRLF."""
    found = parse_published(feed(EVENT, BIRTHDAY).replace("\n", end).encode())
    assert list(found.events) == ["checkin-k7@relnotes", "birthday-k7@relnotes"]
    event = found.events["checkin-k7@relnotes"]
    assert (event.stamp, event.sequence, event.missed) == ("20261102T080000Z", 3, 2)
    assert (event.start, event.due) == (date(2026, 11, 5), date(2026, 11, 1))
    assert found.planned == {"k7/check-in": event}
    assert event.raw == EVENT.replace("\n", "\r\n").encode()


def test_the_content_is_all_but_the_stamps() -> None:
    """Stamps alone are no change of an event."""
    stamped = EVENT.replace("20261102T080000Z", "20270101T000000Z").replace("SEQUENCE:3", "SEQUENCE:4")
    assert content(stamped.encode()) == content(EVENT.encode())
    assert content(EVENT.replace("Zoë", "Zoe").encode()) != content(EVENT.encode())
    assert b"DTSTAMP" not in content(parse_published(feed(EVENT).encode()).events["checkin-k7@relnotes"].raw)


@pytest.mark.parametrize(
    "data",
    [None, b"", b"garbage", b"\xff\xfe\x00", b"BEGIN:VEVENT\n", b"BEGIN:VEVENT\nUID:x\n", b"END:VEVENT\nBEGIN:VEVENT\n",
     b"BEGIN:VEVENT\nEND:VEVENT\n", b"BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n", b" BEGIN:VEVENT\nUID:x\nEND:VEVENT\n",
     b"BEGIN:VEVENT\nUID:\nEND:VEVENT\n", b"<<<<<<< HEAD\nBEGIN:VEVENT\n"],
)  # fmt: skip
def test_garbage_is_no_event(data: bytes | None) -> None:
    """Nothing, or what is no whole event with a UID, is passed over."""
    assert parse_published(data) == Published()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("DTSTART;VALUE=DATE:20261399", "start"),
        ("DTSTART:soon", "start"),
        ("DTSTART:", "start"),
        ("X-RELNOTES-DUE:2026", "due"),
        ("X-RELNOTES-MISSED:many", "missed"),
        ("X-RELNOTES-MISSED:-1", "missed"),
        ("SEQUENCE:99999999999999", "sequence"),
        ("SEQUENCE:²", "sequence"),
    ],
)
def test_a_line_that_makes_no_sense_is_passed_over(line: str, name: str) -> None:
    """An impossible day or number counts as none; the event stays."""
    found = parse_published(feed(f"BEGIN:VEVENT\nUID:x\n{line}\nEND:VEVENT\n").encode())
    assert not getattr(found.events["x"], name)


def test_a_broken_event_hides_no_other() -> None:
    """Of an event that is cut off, the rest of the feed is still read."""
    found = parse_published(feed("BEGIN:VEVENT\nSUMMARY:cut\n", BIRTHDAY, EVENT).encode())
    assert "checkin-k7@relnotes" in found.events


def test_a_time_behind_the_start_does_not_matter() -> None:
    """A start with a time is on its day."""
    found = parse_published(feed("BEGIN:VEVENT\nUID:x\nDTSTART:20261105T090000Z\nEND:VEVENT\n").encode())
    assert found.events["x"].start == date(2026, 11, 5)
