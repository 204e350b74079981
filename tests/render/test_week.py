"""group = "week": what the planner spreads over a week is one event on its first day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relnotes.parse.published import parse_published
from tests.acceptance.feedcheck import Feed, Part, check
from tests.support import TODAY, agenda, feed, person

WEEK = '[feed]\ngroup = "week"\n'
NAMES = ("Amara", "Bram", "Chikage", "Dina", "Elif")
FRONT = "cadence: 6 weeks\nid: {id}\nbirthday: 1990-02-0{nth}"
NOTES = {
    f"{name}.md": person(FRONT.format(id=name.lower(), nth=nth), f"- 2026-10-0{nth} call: pottery {nth}")
    for nth, name in enumerate(NAMES, 1)
}


def weeks(data: bytes) -> list[Part]:
    return [event for event in Feed(data).events if event.text("SUMMARY").startswith("Keep in touch")]


def planned(
    notes: dict[str, str], today: date, toml: str, previous: bytes | None
) -> dict[str, tuple[date | None, int]]:
    found = agenda(notes, today, toml, previous).items
    return {item.contact: (item.planned, item.missed) for item in found if item.kind == "check-in"}


@pytest.mark.parametrize(
    ("toml", "today", "first"),
    [
        (WEEK, TODAY, "20261123"),
        (WEEK, TODAY + timedelta(days=2), "20261123"),
        ('[capacity]\nweekdays = ["sun", "mon", "tue", "wed", "thu"]\n' + WEEK, TODAY, "20261122"),
    ],
)
def test_one_event_a_week(toml: str, today: date, first: str) -> None:
    """It stands on the week's first day and says how many and who; birthdays keep their own days."""
    data = feed(NOTES, today, toml)
    assert check(data) == []
    (week,) = weeks(data)
    assert (week.get("DTSTART"), week.text("SUMMARY")) == (first, "Keep in touch (5)")
    blocks = week.text("DESCRIPTION").split("\n\n")
    assert sorted(block.split("\n")[0] for block in blocks) == [f"Check in with {name}" for name in NAMES]
    assert all("usually every 6 weeks\nLast time" in block and "pottery" in block for block in blocks)
    assert sum(bool(event.get("RRULE")) for event in Feed(data).events) == 5


@pytest.mark.parametrize(
    ("detail", "says"),
    [("none", ""), ("name", "\n".join(f"Check in with {name}" for name in NAMES))],
)
def test_how_much_it_tells(detail: str, says: str) -> None:
    """Without names it says how many; with names alone, a line each."""
    data = feed(NOTES, toml=f'{WEEK}detail = "{detail}"\nbirthdays = "off"\nalarm = "09:00"\n')
    assert check(data) == []
    (week,) = weeks(data)
    assert week.text("SUMMARY") == "Keep in touch (5)"
    assert sorted(week.text("DESCRIPTION").split("\n")) == says.split("\n")
    assert week.parts[0].get("DESCRIPTION") == "Keep in touch (5)"
    assert detail != "none" or b"Amara" not in data


def test_a_day_that_was_typed_is_kept() -> None:
    """A date made with somebody, and a day meant for them, are events on those days."""
    notes = {
        "Farid.md": person("cadence: 6w", "- 2026-10-01 call\n- 2026-11-26 lunch: at noon"),
        "Gus.md": person("cadence: 6w\nnext_contact: 2026-11-25", "- 2026-10-01 call"),
    }
    found = {event.text("SUMMARY"): event.get("DTSTART") for event in Feed(feed({**NOTES, **notes}, toml=WEEK)).events}
    assert found["Keep in touch (5)"] == "20261123"
    assert (found["Check in with Farid"], found["Check in with Gus"]) == ("20261126", "20261125")


def test_it_stands_still_through_its_week() -> None:
    """Until Sunday nothing moves and nobody counts as missed; on Monday whoever was not spoken to comes again."""
    first = data = feed(NOTES, toml=WEEK)
    before = planned(NOTES, TODAY, WEEK, None)
    for days in range(7):
        today = TODAY + timedelta(days=days)
        assert planned(NOTES, today, WEEK, data) == before
        data = feed(NOTES, today, WEEK, data)
        assert data == first
    monday = TODAY + timedelta(days=7)
    assert {missed for _, missed in planned(NOTES, monday, WEEK, data).values()} == {1}
    data = feed(NOTES, monday, WEEK, data)
    assert [week.get("DTSTART") for week in weeks(data)] == ["20261130"]
    assert feed(NOTES, monday + timedelta(days=3), WEEK, data) == data
    assert {missed for _, missed in planned(NOTES, monday + timedelta(days=7), WEEK, data).values()} == {2}


def test_one_log_line_changes_only_the_week() -> None:
    """Who was spoken to is gone from the week; the same event says so, with newer stamps."""
    first = feed(NOTES, toml=WEEK + 'birthdays = "off"\n')
    later = {**NOTES, "Bram.md": NOTES["Bram.md"] + f"- {TODAY} call: news\n"}
    data = feed(later, toml=WEEK + 'birthdays = "off"\n', previous=first)
    (old,), (new, *_) = weeks(first), weeks(data)
    assert new.text("SUMMARY") == "Keep in touch (4)" and "Bram" not in new.text("DESCRIPTION")
    assert new.get("UID") == old.get("UID") and int(new.get("SEQUENCE")) > int(old.get("SEQUENCE"))


@pytest.mark.parametrize(("before", "after"), [("", WEEK), (WEEK, "")])
def test_changing_the_setting_moves_nobody(before: str, after: str) -> None:
    """From an event each to weeks and back, all keep their days."""
    first = feed(NOTES, TODAY, before)
    tomorrow = TODAY + timedelta(days=1)
    ahead = {who: when for who, when in planned(NOTES, TODAY, before, None).items() if when[0] and when[0] >= tomorrow}
    assert ahead.items() <= planned(NOTES, tomorrow, after, first).items()
    assert len(ahead) == 2


def test_an_unreadable_note_keeps_its_week() -> None:
    """While one of a week cannot be read, the week's event stays to the byte, and the place is taken."""
    first = feed(NOTES, toml=WEEK)
    broken = {**NOTES, "Bram.md": NOTES["Bram.md"].replace("cadence", "\tcadence: [")}
    assert feed(broken, toml=WEEK, previous=first) == first


def test_people_met_at_an_event_are_in_the_week() -> None:
    """Their days were chosen by the planner too, and stay when the event's note names one more."""
    event = "---\ntype: event\ndate: 2026-11-22\npeople: [{}]\n---\n"
    notes = {**NOTES, "PyCon.md": event.format('"[[Faridah Yusuf]]", "[[Gustav Holm]]"')}
    data = feed(notes, toml=WEEK)
    assert sum(week.text("DESCRIPTION").count("Follow up with") for week in weeks(data)) == 2
    members = parse_published(data).members
    more = {**NOTES, "PyCon.md": event.format('"[[Ada Bell]]", "[[Faridah Yusuf]]", "[[Gustav Holm]]"')}
    later = parse_published(feed(more, TODAY + timedelta(days=1), WEEK, data)).members
    assert {uid: one.start for uid, one in members.items()}.items() <= {
        uid: one.start for uid, one in later.items()
    }.items()


def test_members_that_make_no_sense_are_passed_over() -> None:
    """Somebody edited the feed: what is left is read."""
    lines = "\r\n".join(
        f"X-RELNOTES-MEMBER:{value}" for value in ("", "a/b", "u/r/2026/none/x", "u2/r2/20261124/20261123/2")
    )
    data = f"BEGIN:VEVENT\r\nUID:x\r\n{lines}\r\nEND:VEVENT\r\n".encode()
    found = parse_published(data)
    assert {uid: (one.start, one.due, one.missed) for uid, one in found.members.items()} == {
        "u": (None, None, 0),
        "u2": (date(2026, 11, 24), date(2026, 11, 23), 2),
    }
    assert found.planned["r2"] == found.members["u2"]


PEOPLE = st.lists(
    st.tuples(st.sampled_from(["1w", "2w", "6w", "3 months"]), st.integers(1, 200)), min_size=1, max_size=30
)


@given(PEOPLE, st.integers(0, 20))
@settings(max_examples=60, deadline=None)
def test_weeks_of_anybody(people: list[tuple[str, int]], days: int) -> None:
    """Sound on every day, the same when made again, nobody twice, and no week with more than it may hold."""
    notes = {
        f"{nth}.md": person(f"cadence: {cadence}", f"- {TODAY - timedelta(days=ago)} call")
        for nth, (cadence, ago) in enumerate(people)
    }
    today = TODAY + timedelta(days=days)
    data = feed(notes, today, WEEK, feed(notes, TODAY, WEEK))
    assert check(data) == []
    assert feed(notes, today, WEEK, data) == data
    refs = [line.split("/")[1] for week in weeks(data) for line in week.all("X-RELNOTES-MEMBER")]
    assert len(set(refs)) == len(refs)
    assert all(len(week.all("X-RELNOTES-MEMBER")) <= 10 for week in weeks(data))
