"""The calendar feed, to the byte."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from recurring_ical_events import of

from relnotes.model import Published, Window
from relnotes.parse.published import parse_published
from relnotes.render.event import FeedSource
from relnotes.render.ics import render_feed
from relnotes.schedule.agenda import build_agenda
from relnotes.schedule.listing import by_person
from tests.acceptance.feedcheck import check
from tests.support import ENGLISH, TODAY, config, feed, person, vault

LEILA = person("cadence: 6 weeks\nid: k7m2qx", "- 2026-10-12 coffee: pottery")
DETAIL_NONE = '[feed]\ndetail = "none"\n'


def events(data: bytes) -> list[dict[str, str]]:
    """Each event's properties, unfolded, with their parameters in the key."""
    text = data.decode().replace("\r\n ", "")
    blocks = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.DOTALL)
    return [dict(line.split(":", 1) for line in block.strip().split("\r\n")) for block in blocks]


def test_a_check_in() -> None:
    """A check-in stands on its planned day, with the brief, and nothing that changes by itself."""
    found = events(feed({"Leila.md": LEILA}))[0]
    assert found["SUMMARY"] == "Check in with Leila"
    assert (found["DTSTART;VALUE=DATE"], found["DTEND;VALUE=DATE"]) == ("20261123", "20261124")
    assert found["DESCRIPTION"].startswith(
        "Last coffee 12 October 2026\\; usually every 6 weeks\\nLast time (12 October 2026): pottery"
    )
    assert found["X-RELNOTES-DUE"] == "20261123"
    assert found["DTSTAMP"] == "20261123T000000Z"
    assert found["SEQUENCE"] == str((TODAY - date(2020, 1, 1)) // timedelta(seconds=1))


@pytest.mark.parametrize(
    ("toml", "summary", "described"),
    [
        (DETAIL_NONE, "Check-in", False),
        ('[feed]\ndetail = "name"\n', "Check in with Leila", False),
        ('[feed]\ndetail = "brief"\n', "Check in with Leila", True),
    ],
)
def test_how_much_it_tells(toml: str, summary: str, described: bool) -> None:
    """`none` names nobody, `name` says who, `brief` what to say."""
    data = feed({"Leila.md": LEILA}, toml=toml)
    assert events(data)[0]["SUMMARY"] == summary
    assert ("DESCRIPTION" in events(data)[0]) is described
    assert (b"Leila" in data) is (toml != DETAIL_NONE)


def test_stamps_stand_still_while_nothing_changes() -> None:
    """The next day the same events are the same bytes."""
    notes = {"Leila.md": LEILA.replace("6 weeks", "8 weeks"), "B.md": person("birthday: 1990-02-03")}
    first = feed(notes, TODAY)
    assert feed(notes, TODAY + timedelta(days=1), previous=first) == first


def test_stamps_move_when_something_changes() -> None:
    """A changed event gets stamps newer than its own, even twice on a day, and even when the clock went back."""
    stamps = []
    data = feed({"Leila.md": LEILA})
    for text, today in (("clay", TODAY), ("glaze", TODAY), ("fire", TODAY - timedelta(days=1)), ("ash", TODAY)):
        changed = LEILA.replace("pottery", text).replace("6 weeks", "7 weeks")
        data = feed({"Leila.md": changed}, today, previous=data)
        event = events(data)[0]
        stamps.append((event["DTSTAMP"], int(event["SEQUENCE"])))
    assert stamps == sorted(set(stamps))
    assert stamps[-1][0] == "20261123T000003Z"


def test_one_log_line_changes_one_contact() -> None:
    """With a line added, every event of everybody else is the same to the byte."""
    notes = {
        f"{n}.md": person(f"cadence: {n + 2}w\nbirthday: 19{n + 50}-02-03", "- 2026-10-12 call") for n in range(12)
    }
    first = feed(notes)
    later = feed({**notes, "3.md": notes["3.md"] + "- 2026-11-23 call: news\n"}, previous=first)
    old, new = parse_published(first).events, parse_published(later).events
    changed = {event.ref for uid, event in {**old, **new}.items() if old.get(uid) != new.get(uid)}
    own = {event.ref for event in parse_published(feed({"3.md": notes["3.md"]})).events.values()}
    assert len(changed - own) <= 1


@pytest.mark.parametrize(
    ("birthday", "leap_day", "years", "days"),
    [
        ("1990-02-03", "02-28", (2027, 2028), ["2027-02-03", "2028-02-03"]),
        ("--02-29", "02-28", (2027, 2028), ["2027-02-28", "2028-02-29"]),
        ("1988-02-29", "03-01", (2027, 2028), ["2027-03-01", "2028-02-29"]),
        ("05-09", "02-28", (2027, 2027), ["2027-05-09"]),
    ],
)
def test_birthdays_recur(birthday: str, leap_day: str, years: tuple[int, int], days: list[str]) -> None:
    """A birthday is one yearly event with the birth year in its title, on the chosen day of common years."""
    data = feed({"Leila.md": person(f'birthday: "{birthday}"')}, toml=f'leap_day = "{leap_day}"\n')
    found = of(Calendar.from_ical(data)).between(date(years[0], 1, 1), date(years[1], 12, 31))
    assert [event.start.isoformat() for event in found] == days
    year = f" ({birthday[:4]})" if birthday[:2] == "19" else ""
    assert {str(event["SUMMARY"]) for event in found} == {f"Birthday of Leila{year}"}


@pytest.mark.parametrize(("setting", "count"), [("all", 2), ("kept", 1), ("off", 0)])
def test_whose_birthdays(setting: str, count: int) -> None:
    """All of them, only of people with an interval, or none."""
    notes = {"A.md": person("birthday: 02-03\ncadence: 1y", "- 2026-11-20 call"), "B.md": person("birthday: 02-03")}
    data = feed(notes, toml=f'[feed]\nbirthdays = "{setting}"\n')
    assert sum("RRULE" in event for event in events(data)) == count


@pytest.mark.parametrize(("alarm", "trigger"), [("09:00", b"TRIGGER:PT9H"), ("-15h", b"TRIGGER:-PT15H")])
def test_alarms(alarm: str, trigger: bytes) -> None:
    """One alarm an event, with what strict readers want of it."""
    data = feed({"Leila.md": LEILA}, toml=f'[feed]\nalarm = "{alarm}"\n')
    assert data.count(b"BEGIN:VALARM") == 1
    assert trigger in data and b"ACTION:DISPLAY" in data and data.count(b"Check in with Leila") == 2


def test_never_empty() -> None:
    """With nothing to show there is one placeholder, the same on every day."""
    assert feed({}) == feed({}, TODAY + timedelta(days=9))
    assert [event["SUMMARY"] for event in events(feed({}))] == ["relnotes: nothing planned yet"]


def test_an_unreadable_note_keeps_its_events() -> None:
    """While a note cannot be read, its events stay as they were published."""
    notes = {"Leila.md": LEILA.replace("---\n", "---\nbirthday: 1990-02-03\n", 1), "B.md": person("cadence: 2w")}
    first = feed(notes)
    broken = {**notes, "Leila.md": notes["Leila.md"].replace("cadence", "\tcadence: [")}
    assert feed(broken, previous=first) == first


NASTY = "Ev\\Nil, a; b\\n \x07\u202e \u2028 javascript:alert(1) file:///etc/passwd obsidian://x https://ok.example.org"


def test_text_from_notes_is_data() -> None:
    """Nothing in a note adds a line, a control character or a link of another scheme."""
    note = f'---\ntype: person\ncadence: 6w\nname: "Evil\\r\\nX-EVIL:1"\n---\n- 2026-10-12 call: {NASTY}\n'
    data = feed({"A.md": note})
    assert check(data) == []
    assert b"\r\nX-EVIL" not in data
    event = next(event for event in Calendar.from_ical(data).walk("VEVENT"))
    text = str(event["DESCRIPTION"])
    assert "Ev\\\u200bNil, a; b\\\u200bn" in text
    assert "https://ok.example.org" in text
    for scheme in ("javascript:a", "file:/", "obsidian:/"):
        assert scheme not in text


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\x00"), min_size=1, max_size=80)


@given(NAMES, st.lists(st.sampled_from(["cadence: 2w", "birthday: 02-29", "next_contact: 2026-12-01"]), unique=True))
@settings(max_examples=100, deadline=None)
def test_every_feed_is_well_formed(name: str, front: list[str]) -> None:
    """Whatever a contact is called, the feed is sound, parses again, and shows every event."""
    note = person("\n".join(front), f"- 2026-10-01 call: {name}") + f"- [ ] {name} 📅 2026-12-03\n"
    data = feed({f"{name}.md": note, "Other.md": LEILA})
    assert check(data) == []
    assert len(list(Calendar.from_ical(data).walk("VEVENT"))) == len(events(data)) == len(parse_published(data).events)
    assert feed({f"{name}.md": note, "Other.md": LEILA}, previous=data) == data


def test_a_feed_that_lost_its_carriage_returns() -> None:
    """Git may have turned CRLF into LF; the stamps stand still all the same."""
    first = feed({"Leila.md": LEILA})
    assert feed({"Leila.md": LEILA}, TODAY, previous=first.replace(b"\r\n", b"\n")) == first


def test_identities_do_not_name_anybody() -> None:
    """UIDs come from the id, not from the name: a renamed contact keeps them."""
    renamed = feed({"Leila Haddad.md": LEILA})
    assert [event["UID"] for event in events(renamed)] == [event["UID"] for event in events(feed({"Leila.md": LEILA}))]


@pytest.mark.parametrize(
    ("tags", "shows"),
    [('["peer"]', True), ('["#Peer"]', True), ('["peer/go"]', True), ('["pee"]', False), ('["other", "peer"]', True)],
)
def test_tags_let_nested_ones_through(tags: str, shows: bool) -> None:
    """As in Obsidian, a tag stands for those nested in it."""
    notes = {"A.md": person("cadence: 6w\ntags: [peer/go]")}
    settings = config(f'[[feeds]]\npath = "x.ics"\ntags = {tags}\n')
    people = vault(notes, settings)
    window = Window(TODAY, settings)
    source = FeedSource(by_person(build_agenda(people, window).items), people.contacts, {}, (), window, ENGLISH)
    assert (b"Check in with A" in render_feed(source, settings.feeds[0], Published())[0]) is shows
