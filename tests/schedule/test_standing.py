"""Where a contact stands: last contact, due day, state."""

from datetime import date

import pytest

from relnotes.model import Item, State
from tests.support import TODAY, items, person


def only(front: str, log: str = "", toml: str = "", today: date = TODAY) -> Item:
    """The one check-in or reply of a single contact."""
    found = [item for item in items({"A.md": person(front, log)}, today, toml) if item.kind in {"check-in", "reply"}]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("front", "log", "due", "state", "reason"),
    [
        ("cadence: 6 weeks", "- 2026-10-12 call", "2026-11-23", "due", "cadence"),
        ("cadence: 6 weeks", "- 2026-10-13 call", "2026-11-24", "upcoming", "cadence"),
        ("cadence: 6 weeks", "- 2026-11-01 call", "2026-12-13", "ok", "cadence"),
        ("cadence: 1 month", "- 2026-10-31 call", "2026-11-30", "upcoming", "cadence"),
        ("cadence: 4 weeks", "- 2026-10-12 call", "2026-11-09", "overdue", "cadence"),
        ("cadence: 4 weeks", "- 2026-11-20 note: heard of her", None, "due", "never"),
        ("circle: close", "- 2026-09-28 call", "2026-11-23", "due", "cadence"),
        ("circle: Inner", "- 2026-10-26 call", "2026-11-23", "due", "cadence"),
        ("cadence: 6 weeks\nlast_contact: 2026-10-12", "", "2026-11-23", "due", "cadence"),
        ("cadence: 6 weeks\nlast_contact: 2026-10-12", "- 2026-11-01 call", "2026-12-13", "ok", "cadence"),
        ("cadence: 6 weeks\nmet: 2026-10-12 at [[Fair]]", "", "2026-11-23", "due", "never"),
        ("cadence: 6 weeks", "", None, "due", "never"),
        ("next_contact: 2026-11-25", "", "2026-11-25", "upcoming", "next-contact"),
        ("next_contact: 2026-11-25", "- 2026-11-20 call", "2026-11-25", "upcoming", "next-contact"),
        ("cadence: 6w\nnext_contact: 2026-11-20", "- 2026-11-20 call", "2027-01-01", "ok", "cadence"),
        ("cadence: 4w\nsnooze_until: 2026-12-01", "- 2026-10-12 call", "2026-12-01", "snoozed", "cadence"),
        ("cadence: 4w\nsnooze_until: 2026-11-23", "- 2026-10-12 call", "2026-11-23", "overdue", "cadence"),
        ("cadence: 4w\nquiet: [2026-11-20..2026-12-20]", "- 2026-10-20 call", "2026-11-17", "quiet", "cadence"),
        ("cadence: 4w\npaused: true", "- 2026-10-12 call", "2026-11-09", "paused", "cadence"),
        ("cadence: 4w\npaused: 2026-12-01", "- 2026-10-12 call", "2026-11-09", "paused", "cadence"),
        ("cadence: 4w\npaused: 2026-11-23", "- 2026-10-12 call", "2026-11-09", "overdue", "cadence"),
        ("cadence: 4w", "- 2026-12-02 lunch\n- 2026-10-26 call", "2026-12-02", "ok", "planned-contact"),
        ("cadence: 4w", "- 2026-10-26 sent: hi", "2026-12-21", "ok", "unanswered"),
        ("cadence: 4w", "- 2026-10-26 mail: hi #no-reply", "2026-12-21", "ok", "unanswered"),
        ("cadence: 4w", "- 2026-08-01 sent: hi\n- 2026-07-01 sent: hi", "2026-11-21", "due", "unanswered"),
        ("cadence: 4w", "- 2026-11-20 heard: hi", "2026-11-20", "reply", "reply"),
        ("cadence: 4w", "- 2026-11-20 mail: hi #owe-reply", "2026-11-20", "reply", "reply"),
        ("cadence: 4w", "- 2026-11-21 sent: hi\n- 2026-11-20 heard: hi", "2027-01-16", "ok", "unanswered"),
    ],
)
def test_due_and_state(front: str, log: str, due: str | None, state: State, reason: str) -> None:
    """The newest contact plus the interval is due, unless something says otherwise."""
    found = only(front, log)
    assert (found.due.isoformat() if found.due else None, found.state, found.reason) == (due, state, reason)


def test_three_unanswered_messages_rest() -> None:
    """After three messages without an answer a contact rests, until the first sign of life."""
    sent = "- 2026-08-01 sent: c\n- 2026-07-01 sent: b\n- 2026-06-01 sent: a\n- 2026-01-01 call"
    assert only("cadence: 4w", sent).state == "resting"
    assert only("cadence: 4w", sent).due is None
    assert only("cadence: 4w", "- 2026-08-02 got: her book by post\n" + sent).state == "overdue"
    assert only("cadence: 4w", "- 2026-08-02 thanked: a card\n" + sent).state == "resting"


def test_a_resting_contact_is_asked_about_once_a_year_later() -> None:
    """A year after the last message there is one question, for two weeks."""
    log = "- 2025-11-20 sent: c\n- 2025-07-01 sent: b\n- 2025-06-01 sent: a"
    assert only("cadence: 4w", log, today=date(2026, 11, 19)).reason == "unanswered"
    assert only("cadence: 4w", log, today=date(2026, 11, 20)).reason == "resting-question"
    assert only("cadence: 4w", log, today=date(2026, 12, 3)).reason == "resting-question"
    assert only("cadence: 4w", log, today=date(2026, 12, 4)).reason == "unanswered"


def test_on_one_day_the_later_line_wins() -> None:
    """Two entries of a day count in the note's own direction."""
    newest_last = "- 2026-01-01 call\n- 2026-11-20 sent: hi\n- 2026-11-20 heard: hello"
    newest_first = "- 2026-11-20 heard: hello\n- 2026-11-20 sent: hi\n- 2026-01-01 call"
    assert only("cadence: 4w", newest_last).state == "reply"
    assert only("cadence: 4w", newest_first).state == "reply"
    assert only("cadence: 4w", newest_last.replace("sent", "x").replace("heard", "sent")).state == "ok"


def test_ratio_and_rank() -> None:
    """The ratio is days since last over days of the interval; the circle's weight makes the rank."""
    found = only("circle: close\ncadence: 4w", "- 2026-10-12 call")
    assert (found.ratio, found.rank) == (1.5, 3.0)
    assert only("cadence: 4w", "").ratio == 1.0


def test_own_circles() -> None:
    """The config makes circles, and changes the built-in ones."""
    toml = '[circles.mentees]\ncadence = "3 weeks"\nweight = 4\n[circles.close]\ncadence = "1 year"\n'
    assert only("circle: mentees", "- 2026-11-02 call", toml).rank == 4.0
    assert only("circle: close", "- 2025-11-23 call", toml).due == date(2026, 11, 23)


def test_a_contact_without_an_interval_is_never_due() -> None:
    """A relationship word that is no circle, or `cadence: none`, asks for nothing."""
    assert items({"A.md": person("circle: friend", "- 2020-01-01 call")}) == []
    assert items({"A.md": person("circle: close\ncadence: none", "- 2020-01-01 call")}) == []


def test_the_source_of_the_last_contact() -> None:
    """Each last contact says where it is written, whichever note that is."""
    notes = {
        "People/A.md": person("cadence: 4w\nlast_contact: 2026-09-01"),
        "2026-11-02.md": "- coffee with [[A]] at noon\n",
    }
    assert [item.last_source for item in items(notes)] == ["2026-11-02.md:1"]
    assert [item.last_source for item in items({"A.md": notes["People/A.md"]})] == ["A.md:4"]


def test_focus() -> None:
    """With a focus, the others wait: chosen ones first, then the heavier circle, then who was met first."""
    notes = {
        "A.md": person("circle: network\nmet: 2020-01-01"),
        "B.md": person("circle: network\nmet: 2019-01-01"),
        "C.md": person("circle: inner"),
        "D.md": person("circle: network\nfocus: true"),
    }
    found = {item.contact: item.state for item in items(notes, toml="[focus]\nlimit = 3\n")}
    assert found == {"A.md": "waiting", "B.md": "due", "C.md": "due", "D.md": "due"}
    assert "waiting" not in {item.state for item in items(notes)}


def test_a_focus_silences_nobody_else() -> None:
    """Replies and event follow-ups of people without an interval do not wait for the focus."""
    notes = {
        "A.md": person("cadence: 4w", "- 2026-11-20 call"),
        "B.md": person("", "- 2026-11-20 heard: can you help me?"),
        "C.md": person(),
        "E.md": "---\ntype: event\ndate: 2026-11-19\npeople: '[[C]]'\n---\n",
    }
    found = {(item.name, item.kind) for item in items(notes, toml="[focus]\nlimit = 1\n")}
    assert found == {("A", "check-in"), ("B", "reply"), ("C", "event-follow-up")}


def test_only_a_log_entry_plans() -> None:
    """A line of the log dated ahead is a plan; a far event's guest list or a mistyped property is none."""
    notes = {
        "A.md": person("cadence: 4w\nlast_contact: 2028-01-01", "- 2026-10-26 call"),
        "E.md": "---\ntype: event\ndate: 2027-03-01\npeople: '[[A]]'\n---\n",
    }
    assert [(item.kind, item.state) for item in items(notes)] == [("check-in", "due"), ("event", "ok")]


def test_nested_lines_tell_whose_turn_it_is() -> None:
    """A nested `heard:` or `sent:` counts like a head; ticked it is done with."""
    assert only("cadence: 4w", "- 2026-11-20 mail\n  - heard: she asks for slides").state == "reply"
    assert only("cadence: 4w", "- 2026-11-20 mail\n  - [x] heard: she asks for slides").state == "ok"
    assert only("cadence: 4w", "- 2026-11-20 call\n  - sent: the slides").reason == "unanswered"


def test_a_ticked_promise_stays_contact() -> None:
    """Ticking a dated promise closes the promise and keeps the entry."""
    for status, count in ((" ", 1), ("x", 0)):
        note = person("cadence: 4w", f"- [{status}] 2026-11-20 promised: slides by Friday")
        found = items({"A.md": note})
        assert [str(item.last_contact) for item in found if item.kind == "check-in"] == ["2026-11-20"]
        assert len([item for item in found if item.kind == "follow-up"]) == count
