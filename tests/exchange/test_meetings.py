"""A calendar of past meetings becomes log lines of those who took part."""

from datetime import date
from zlib import crc32
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from relnotes.exchange.draft import Reading, Unusable
from relnotes.exchange.meetings import read as read_meetings
from tests.exchange.support import after, foreign, plan
from tests.support import person


def event(*lines: str, start: str = "DTSTART:20261102T100000Z") -> str:
    return "\r\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:{crc32(repr(lines).encode())}",
            "DTSTAMP:20260101T000000Z",
            start,
            *lines,
            "END:VEVENT",
            "",
        ]
    )


def calendar(*events: str) -> str:
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def meetings(*events: str, zone: str = "") -> Reading:
    file = foreign({"c.ics": calendar(*events)}, mine=("nadia@example.org",))
    return read_meetings(replace(file, zone=ZoneInfo(zone) if zone else None))


SARA = 'ATTENDEE;CN="Sara Nabil";PARTSTAT=ACCEPTED:mailto:Sara@example.org'
ME = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:nadia@example.org"


def test_a_meeting() -> None:
    """Each other person who took part, with what it was about; the kind by the words of its title."""
    found = meetings(
        event("SUMMARY:Coffee with Sara\\, at last", SARA, ME, "ORGANIZER;CN=Omar:mailto:omar@example.org")
    )
    assert [(draft.name, draft.email, draft.known_only) for draft in found.drafts] == [
        ("Omar", ("omar@example.org",), True), ("Sara Nabil", ("sara@example.org",), True),
    ]  # fmt: skip
    (line,) = found.drafts[1].log
    assert (line.date, line.head, line.text) == (date(2026, 11, 2), "coffee", "Coffee with Sara, at last")


@pytest.mark.parametrize(
    ("lines", "start", "reason"),
    [
        ((SARA, "STATUS:CANCELLED"), "DTSTART:20261102", "it was cancelled"),
        ((SARA,), "DTSTART:20271102", "it is not past"),
        ((ME,), "DTSTART:20261102", "nobody else is named with an address of mail"),
        ((SARA.replace("ACCEPTED", "DECLINED"),), "DTSTART:20261102", "nobody else is named with an address of mail"),
        ((SARA, ME.replace("ACCEPTED", "DECLINED")), "DTSTART:20261102", "you declined it"),
        (("ATTENDEE;CUTYPE=ROOM:mailto:r@x.org",), "DTSTART:20261102", "nobody else is named with an address of mail"),
        (tuple(f"ATTENDEE:mailto:p{n}@x.org" for n in range(12)), "DTSTART:20261102", "more than 10 others took part"),
    ],
)  # fmt: skip
def test_what_is_no_contact(lines: tuple[str, ...], start: str, reason: str) -> None:
    """Each with the reason."""
    found = meetings(event("SUMMARY:x", *lines, start=start))
    assert (found.drafts, [one.reason for one in found.skipped]) == ((), [reason])


def test_meetings_that_repeat() -> None:
    """Each past day of a series, but for those that were taken out or moved."""
    series = event(SARA, "RRULE:FREQ=WEEKLY;UNTIL=20261201T000000Z", "EXDATE:20261109T100000Z")
    uid = series.split("UID:")[1].split("\r")[0]
    moved = event(SARA, "RECURRENCE-ID:20261116T100000Z", start="DTSTART:20261117T100000Z")
    moved = moved.replace(moved.split("UID:")[1].split("\r")[0], uid)
    (draft,) = meetings(series, moved).drafts
    assert sorted(line.date.day for line in draft.log) == [2, 17, 23]
    (draft,) = meetings(event(SARA, "RRULE:FREQ=DAILY", start="DTSTART;VALUE=DATE:19900101")).drafts
    assert len(draft.log) == 60
    (draft,) = meetings(event(SARA, "RRULE:FREQ=SECONDLY")).drafts
    assert len(draft.log) == 1


def test_days_are_those_where_the_user_lives() -> None:
    """Half past eleven in the evening in UTC is the next day in Cairo."""
    late = event(SARA, start="DTSTART:20261102T233000Z")
    assert meetings(late, zone="Africa/Cairo").drafts[0].log[0].date == date(2026, 11, 3)
    assert meetings(late).drafts[0].log[0].date == date(2026, 11, 2)


def test_the_same_file_again_adds_nothing() -> None:
    """By mail to the note; a day that the note tells of itself is left alone; others have no note and are counted."""
    notes = {"People/S.md": person("email: sara@example.org", "- 2026-11-09 lunch: mine")}
    days = [event(SARA, f"SUMMARY:{n}", start=f"DTSTART:202611{n:02}T100000Z") for n in (2, 9, 16)]
    days.append(event("ATTENDEE:mailto:other@example.org"))
    first = plan(meetings(*days), notes)
    text = after(notes, first)["People/S.md"]
    assert [line for line in text.splitlines() if line.startswith("- ")] == [
        "- 2026-11-02 meeting: 2", "- 2026-11-09 lunch: mine", "- 2026-11-16 meeting: 16",
    ]  # fmt: skip
    assert first.notices == ("1 others have no note, so nothing is kept of them",) and len(first.writes) == 1
    assert plan(meetings(*days), after(notes, first)).writes == {}


def test_what_is_no_calendar() -> None:
    """One sentence, with the name of the file."""
    with pytest.raises(Unusable, match=r"c\.ics is no calendar"):
        read_meetings(foreign({"c.ics": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\nx"}))
