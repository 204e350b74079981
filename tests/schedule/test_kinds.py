"""Every kind beside the check-in."""

from datetime import date

import pytest

import relnotes.schedule.agenda as registry
from relnotes.model import Item
from tests.support import TODAY, items, person


def of_kind(notes: dict[str, str], *kinds: str, today: date = TODAY, toml: str = "") -> list[Item]:
    return [item for item in items(notes, today, toml) if item.kind in kinds]


@pytest.mark.parametrize(
    ("birthday", "today", "leap_day", "due"),
    [
        ("1990-11-23", "2026-11-23", "02-28", "2026-11-23"),
        ("1990-11-22", "2026-11-23", "02-28", "2027-11-22"),
        ("11-30", "2026-11-23", "02-28", "2026-11-30"),
        ("--02-29", "2026-11-23", "02-28", "2027-02-28"),
        ("--02-29", "2026-11-23", "03-01", "2027-03-01"),
        ("1988-02-29", "2027-03-01", "02-28", "2028-02-29"),
        ("1988-02-29", "2027-03-01", "03-01", "2027-03-01"),
    ],
)
def test_birthdays(birthday: str, today: str, leap_day: str, due: str) -> None:
    """The next birthday, with 29 February on the configured day of common years."""
    note = person(f'birthday: "{birthday}"')
    found = of_kind({"A.md": note}, "birthday", today=date.fromisoformat(today), toml=f'leap_day = "{leap_day}"\n')
    assert [item.due for item in found] == [date.fromisoformat(due)]


def test_dates_of_their_own() -> None:
    """Each labelled date is an item; who is paused has none."""
    note = person("dates:\n  - wedding: 2015-11-25\n  - moved here: 06-01")
    assert [(item.subject, str(item.due)) for item in of_kind({"A.md": note}, "date")] == [
        ("wedding", "2026-11-25"),
        ("moved here", "2027-06-01"),
    ]
    assert of_kind({"A.md": note.replace("type: person", "type: person\npaused: true")}, "date") == []
    assert items({"A.md": person("dates:\n  - '': 2015-11-25")}) == []


TASKS = """
- [ ] send the article 📅 2026-11-20
- [ ] they promised: an intro 📅 2026-12-10
- [ ] lend the book ➕ 2026-11-01
- [ ] call the venue ➕ 2026-11-20
- [ ] her answer #waiting 📅 2026-11-23
- [x] done 📅 2026-11-20
"""


def test_follow_ups_and_what_one_waits_for() -> None:
    """Mine and theirs are told apart; without a day they appear a fortnight after they were noted."""
    note = (
        person("", "- 2026-11-02 call\n  - promised: review her talk by Friday\n  - [x] promised: the slides") + TASKS
    )
    found = {(item.kind, item.subject, item.state, str(item.due)) for item in items({"A.md": note})}
    assert found == {
        ("follow-up", "send the article", "overdue", "2026-11-20"),
        ("follow-up", "review her talk by Friday", "overdue", "2026-11-06"),
        ("follow-up", "lend the book", "due", "None"),
        ("waiting-on", "an intro", "ok", "2026-12-10"),
        ("waiting-on", "her answer", "due", "2026-11-23"),
    }


def test_a_task_in_another_note_follows_up_with_whom_it_links() -> None:
    """An open task anywhere that links a contact is theirs, with its place."""
    notes = {"A.md": person(), "Plans.md": "text\n- [ ] ask [[A]] about rust 📅 2026-11-23\n- [ ] paint the wall\n"}
    assert [(item.contact, item.path, item.line) for item in items(notes)] == [("A.md", "Plans.md", 2)]


EVENT = """---
type: event
date: 2026-11-19
people: ["[[A]]"]
---
- [[Mona]]: a student, knows [[Topic]]
- [[B]] was there
- talked about [[Databases]]
- [[Talk about eBPF]]: great
"""


def test_event_follow_ups() -> None:
    """One a person met at an event, for ten days, with or without a note; who was in touch since needs none."""
    notes = {"E.md": EVENT, "A.md": person(), "B.md": person("", "- 2026-11-20 call")}
    found = of_kind(notes, "event-follow-up")
    assert [(item.name, item.reason, item.path) for item in found] == [
        ("A", "event-follow-up", "E.md"),
        ("Mona", "event-follow-up", "E.md"),
    ]
    days = [item.planned for item in found if item.planned]
    assert len(days) == 2 and all(date(2026, 11, 23) <= day <= date(2026, 11, 29) for day in days)
    assert of_kind(notes, "event-follow-up", today=date(2026, 11, 19)) == []
    assert of_kind(notes, "event-follow-up", today=date(2026, 11, 30)) == []


def test_events_communities_and_writing() -> None:
    """An event is attended on its day; communities and writing come back at their cadence."""
    notes = {
        "Fair.md": "---\ntype: event\ndate: 2026-12-10\n---\n",
        "Past.md": "---\ntype: event\ndate: 2026-11-01\n---\n",
        "Club.md": "---\ntype: community\ncadence: monthly\n---\n- 2026-10-20 talk\n",
        "Blog.md": "---\ntype: writing\ncadence: 4w\n---\n- 2026-10-31 published\n",
    }
    assert {(item.name, item.kind, str(item.due), str(item.planned)) for item in items(notes)} == {
        ("Fair", "event", "2026-12-10", "2026-12-10"),
        ("Club", "community", "2026-11-20", "2026-11-23"),
        ("Blog", "writing", "2026-11-28", "2026-11-30"),
    }


def test_every_kind_is_registered() -> None:
    """Each file of a kind stands in the registry, and all of them make up the closed list."""
    from importlib import import_module
    from pkgutil import iter_modules
    from typing import get_args

    import relnotes.schedule
    from relnotes.model import Kind

    modules = [import_module(f"relnotes.schedule.{found.name}") for found in iter_modules(relnotes.schedule.__path__)]
    kinds = [one for one in modules if hasattr(one, "KINDS") and {"items", "items_across"} & set(dir(one))]
    assert kinds == sorted((*registry.KINDS, *registry.ACROSS), key=lambda module: str(getattr(module, "__name__", "")))
    assert sorted(registry.NAMES) == sorted(get_args(Kind))


def test_the_list_is_by_person_in_the_order_of_need() -> None:
    """A reply comes first, then what belongs to this day, then what is due by rank, then what comes."""
    notes = {
        "Late.md": person("cadence: 4w", "- 2026-01-01 call"),
        "Due.md": person("cadence: 4w", "- 2026-10-26 call") + "- [ ] the slides 📅 2026-12-20\n",
        "Reply.md": person("cadence: 4w", "- 2026-11-21 heard: hi"),
        "Born.md": person("birthday: 1990-11-23"),
        "Soon.md": person("cadence: 4w", "- 2026-10-28 call"),
    }
    assert [(item.name, item.kind) for item in items(notes)] == [
        ("Reply", "reply"),
        ("Born", "birthday"),
        ("Late", "check-in"),
        ("Due", "check-in"),
        ("Due", "follow-up"),
        ("Soon", "check-in"),
    ]


def test_things_of_one_name_are_kept_apart() -> None:
    """Two tasks with one id, two dates with one label, two guests of one name: each is an item with its own key."""
    tasks = "- [ ] a 🆔 x1 📅 2026-12-01\n- [ ] b 🆔 x1 📅 2026-12-02\n"
    note = person("dates:\n  - wedding: 2015-06-01\n  - wedding: 2019-07-01") + tasks
    found = items({"A.md": note})
    assert len({(item.kind, item.key) for item in found}) == len(found) == 4
    event = "---\ntype: event\ndate: 2026-11-19\n---\n- [[x/Ali]]\n- [[y/Ali]]\n"
    assert len(of_kind({"x/Ali.md": person(), "y/Ali.md": person(), "E.md": event}, "event-follow-up")) == 2


def test_a_task_in_the_note_of_an_event_is_about_whom_it_links() -> None:
    """Events, communities and writing have notes of their own, but a task that links a person is with that person."""
    notes = {"A.md": person(), "Club.md": "---\ntype: community\n---\n- [ ] send [[A]] the slides 📅 2026-12-01\n"}
    assert [(item.name, item.path) for item in items(notes)] == [("A", "Club.md")]


def test_a_task_may_be_about_several() -> None:
    """Of the people that a task links, those named together first are meant; a later link is a mention."""
    notes = {name: person() for name in ("A.md", "B.md", "C.md")}
    notes["Plan.md"] = (
        "- [ ] introduce [[A]] and [[B]] 📅 2026-12-01\n- [ ] send [[A]] the talk of [[C]] 📅 2026-12-02\n"
    )
    assert [(item.name, item.subject) for item in items(notes)] == [
        ("A", "introduce A and B"),
        ("A", "send A the talk of C"),
        ("B", "introduce A and B"),
    ]


def test_a_reply_keeps_the_day_on_which_it_was_first_seen() -> None:
    """A reply owed stands in the calendar where it was first published, not in the past."""
    from datetime import timedelta

    from tests.support import agenda, feed

    notes = {"A.md": person("", "- 2026-11-18 heard: hi")}
    first = feed(notes)
    later = agenda(notes, TODAY + timedelta(days=3), feed=first).items[0]
    assert (later.due, later.planned) == (date(2026, 11, 18), TODAY)


JOBS = "positions:\n  - Globex, SRE, 2019-01 to {end}\n  - Acme, SRE, {start} to now"


@pytest.mark.parametrize(
    ("front", "log", "said"),
    [
        (JOBS.format(end="2026-09", start="2026-10"), "", ("joined", "Acme", "due", "2026-11-23")),
        ("positions:\n  - Acme, SRE, 2019-01 to 2026-10", "", ("left", "Acme", "due", "2026-11-23")),
        (JOBS.format(end="2026-09", start="2026-10"), "- 2026-10-20 call: the new job", None),
        (JOBS.format(end="2026-09", start="2026-10") + "\nquiet: 2026-11-01..2026-12-01", "", None),
        (JOBS.format(end="2026-09", start="2026-10") + "\npaused: true", "", None),
        (JOBS.format(end="2026-05", start="2026-06"), "", None),
    ],
)
def test_news(front: str, log: str, said: tuple[str, ...] | None) -> None:
    """A new job, or a lost one, is a reason to write for 90 days, until there was contact; not in a quiet time."""
    found = of_kind({"A.md": person(front, log)}, "news")
    assert [(one.reason, one.subject, one.state, str(one.planned)) for one in found] == ([said] if said else [])


def test_who_lost_a_job_comes_first() -> None:
    """Right after the replies that one owes."""
    notes = {
        "A.md": person("cadence: 1 week", "- 2025-01-01 call"),
        "B.md": person("birthday: 1990-11-23"),
        "C.md": person("positions: Acme, SRE, 2019-01 to 2026-10"),
        "D.md": person("", "- 2026-11-20 heard: hello"),
    }
    assert [one.contact for one in items(notes)] == ["D.md", "C.md", "B.md", "A.md"]


@pytest.mark.parametrize(
    ("log", "due"),
    [
        ("- 2026-11-20 call\n  - got: a list", ["2026-11-21"]),
        ("- 2026-11-23 call\n  - got: a list", []),
        ("- 2026-11-08 call\n  - got: a list", []),
        ("- 2026-11-20 call\n  - got: a list\n  - thanked: at once", []),
        ("- 2026-11-21 call\n- 2026-11-20 got: a list", []),
        ("- 2026-11-20 call\n  - got", []),
    ],
)
def test_thanks(log: str, due: list[str]) -> None:
    """The day after something was got, and for a fortnight, until thanks or contact: once, and then never again."""
    found = [item for item in items({"A.md": person("", log)}) if item.reason == "thanks"]
    assert [str(item.planned) for item in found] == due
    assert all(item.subject == "a list" and item.kind == "follow-up" for item in found)
