"""A draft into a note: what is missing is added, nothing is overruled, the same once more changes nothing."""

from datetime import date

import pytest
from msgspec.structs import replace

from relnotes.exchange.compose import Style
from relnotes.exchange.draft import Draft, LogLine, Reading, ToDo
from relnotes.exchange.job import Sighting
from relnotes.exchange.merge import Merged, merge
from relnotes.exchange.plan import make_plan
from relnotes.exchange.stamp import stamp
from relnotes.model import Position, Yearly
from relnotes.parse.note import parse_note
from tests.exchange.support import STYLE, after, plan, vaulted
from tests.support import TODAY, items, person

PATH = "People/Sara Nabil.md"
SEEN = Sighting("Acme", "SRE", date(2026, 8, 1))


def merged(note: str, draft: Draft, seen: Sighting | None = None) -> Merged:
    done = merge(PATH, note.encode(), replace(draft, name="Sara Nabil"), TODAY, STYLE, seen)
    again = merge(PATH, done.data, replace(draft, name="Sara Nabil"), TODAY, STYLE, seen)
    assert (again.data, again.changes) == (done.data, ())
    assert not parse_note(PATH, done.data).diagnostics
    return done


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("", "email:\n  - b@x.org\n"),
        ("email: a@x.org # home", "email: [a@x.org, b@x.org] # home\n"),
        ("email: a@x.org, c@x.org", "email: [a@x.org, c@x.org, b@x.org]\n"),
        ("email: [a@x.org]", "email: [a@x.org, b@x.org]\n"),
        ("email: []", "email: [b@x.org]\n"),
        ("email:\n- a@x.org", "email:\n- a@x.org\n- b@x.org\n"),
        ("email:\n    - 'a@x.org' # old\nrole: SRE", "email:\n    - 'a@x.org' # old\n    - b@x.org\nrole: SRE\n"),
        ("E-Mail: a@x.org", "E-Mail: [a@x.org, b@x.org]\n"),
        ("email:", "email: b@x.org\n"),
        ("email: # home\nrole: SRE", "email: b@x.org # home\nrole: SRE\n"),
        ("EMAIL[HOME]: a@x.org", "EMAIL[HOME]: a@x.org\nemail:\n  - b@x.org\n"),
    ],
)
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_a_new_address_joins_the_others(front: str, line: str, eol: str) -> None:
    """Whatever way the list is written, it goes on so; no other byte changes."""
    note = person(f"{front}\ntags: [a]" if front.startswith("email:\n-") else front).replace("\n", eol)
    done = merged(note, Draft(email=("B@X.org",) if "b@x" in front else ("b@x.org", "A@X.org")[: 1 + ("a@x" in front)]))
    assert line.replace("\n", eol) in done.data.decode()
    assert [change.kind for change in done.changes] == ["email"]


def test_numbers_and_addresses_in_another_writing_are_the_same() -> None:
    """A country's code, the spaces, the ending slash of an address make no difference."""
    note = person("phone: '0100 555 0101'\nurl: [https://www.linkedin.com/in/sara/, www.sara.example.org]")
    draft = Draft(phone=("+20 100-555-0101",), url=("http://linkedin.com/in/Sara", "https://sara.example.org"))
    assert merged(note, draft).changes == ()


def test_nothing_is_overruled() -> None:
    """What the note says otherwise stays, and is said."""
    note = person("birthday: 1990-02-03\nlocation: Cairo\ncompany: Acme\nrole: Lead\naliases: [S]")
    draft = Draft(birthday=Yearly(2, 4, 1990), location="Giza", company="ACME Inc.", role="Chief of leads")
    done = merged(note, draft)
    assert done.changes == () and done.data == note.encode()
    assert [change.kind for change in done.differs] == ["birthday", "location", "role"]


@pytest.mark.parametrize(
    ("front", "draft", "changes", "differs"),
    [
        ("", Draft(role="Potter"), ["role Potter"], []),
        ("company: Acme", Draft(role="Lead"), ["role Lead"], []),
        ("company:\nrole:", Draft(company="Freelance", role="Potter"), ["company Freelance", "role Potter"], []),
        ("company: Acme", Draft(company="Freelance", role="Potter"), [], ["company Freelance, Potter"]),
        ("positions: [\"Acme, SRE, 2015 to 2020\"]", Draft(company="Acme", role="SRE"), [], ["company Acme, SRE"]),
        ("", Draft(positions=(Position("Acme", "SRE"), Position("Globex"))), ["positions Acme, SRE; Globex"], []),
        ("positions:\n- Acme, SRE", Draft(positions=(Position("Acme", "SRE"), Position("Globex"))),
         ["kept position: Globex"], []),
        ("phone:\nurl:", Draft(phone=("1", "2"), url=("x.example.org",)), ["phone 1; 2", "url x.example.org"], []),
    ],
)  # fmt: skip
def test_no_word_about_work_is_lost(front: str, draft: Draft, changes: list[str], differs: list[str]) -> None:
    """A title alone, no company in words, former positions, empty properties of a template: written, kept or said."""
    done = merged(person(front), draft)
    assert [f"{one.kind} {one.text}" for one in done.changes] == changes
    assert [f"{one.kind} {one.text}" for one in done.differs] == differs


def test_what_has_no_property_is_kept() -> None:
    """Under one heading, each thing once, where neither contact nor tasks are read from it."""
    extra = (("Address", "1 Nile St\nCairo"), ("next: x", "- [ ] y %% z <!-- "))
    draft = Draft(extra=extra, text="2026-01-01 call: no\n```\n- [ ] task", card=("ADR:;;1 Nile St;;;;",), id="u1")
    note = person("", "- 2026-01-01 call: hi")
    done = merged(note, draft)
    text = done.data.decode()
    assert text.startswith(note) and text.count("## Imported") == 1
    assert "- Address: 1 Nile St / Cairo\n" in text and "> 2026-01-01 call: no\n> ```\n" in text
    assert "```vcard\nADR:;;1 Nile St;;;;\nUID:u1\n```\n" in text
    before, now = parse_note(PATH, note.encode()), parse_note(PATH, done.data)
    assert (now.fields, now.entries, now.tasks, now.topics) == (before.fields, before.entries, (), ())
    more = merged(text + "\n## Mine\nmore\n", replace(draft, extra=(*extra, ("Pet", "cat")), card=("X-A:1",)))
    assert "- Pet: cat\n\n```vcard\nADR:;;1 Nile St;;;;\nUID:u1\nX-A:1\n" in more.data.decode()
    assert more.data.decode().endswith("```\n\n## Mine\nmore\n")


# --- a new job -----------------------------------------------------------------------------------------------------

AT_ACME = "company: Acme\nrole: SRE\npositions:\n  - Marsa, Dev, 2015 to 2020\n  - Acme, SRE, 2021-09 to now"


def jobs(done: Merged) -> tuple[Position, ...]:
    return parse_note(PATH, done.data).fields.positions


def test_a_move_between_two_files_is_dated() -> None:
    """The former job ends and the new one begins in the month of the newer file; company and role follow."""
    done = merged(person(AT_ACME), Draft(company="Globex", role="Lead, Infra"), SEEN)
    assert [change.text for change in done.changes] == ["Acme → Globex, Lead, Infra, since 2026-11"]
    assert jobs(done)[1:] == (
        Position("Acme", "SRE", date(2021, 9, 1), date(2026, 11, 1)),
        Position("Globex", "Lead, Infra", date(2026, 11, 1), None, True),
    )
    fields = parse_note(PATH, done.data).fields
    assert (fields.company, fields.role) == ("Globex", "Lead, Infra")


def test_a_move_of_unknown_time_gets_no_date() -> None:
    """The first file may tell of a move years ago: nobody must be congratulated on it."""
    for seen in (None, Sighting("Acme", "SRE", date(2024, 1, 1))):
        done = merged(person(AT_ACME), Draft(company="Globex", role="Lead"), seen)
        assert jobs(done)[1:] == (Position("Acme", "SRE", date(2021, 9, 1)), Position("Globex", "Lead"))
        assert "since when is not known" in done.changes[0].text


def test_positions_are_continued_their_own_way() -> None:
    """Newest first, or none at all; the former company is not lost."""
    first = merged(
        person("positions:\n- Acme, SRE, 2021-09 – now\n- Marsa, Dev, 2015 to 2020"), Draft(company="Globex"), SEEN
    )
    assert [job.company for job in jobs(first)] == ["Globex", "Acme", "Marsa"]
    none = merged(person("company: Acme\nrole: SRE"), Draft(company="Globex, Inc.", role="Lead"), SEEN)
    assert [(job.company, job.role) for job in jobs(none)] == [("Acme", "SRE"), ("Globex Inc.", "Lead")]


@pytest.mark.parametrize(
    ("front", "company", "seen"),
    [
        (AT_ACME, "ACME Inc.", SEEN),
        (AT_ACME, "Acme Egypt (Cairo)", SEEN),
        (AT_ACME, "Marsa", SEEN),
        (AT_ACME, "Stealth Startup", SEEN),
        (AT_ACME, "", SEEN),
        (AT_ACME, "Globex", Sighting("Initech", "", date(2026, 8, 1))),
        ("company: Globex", "Acme", SEEN),
    ],
    ids=["case", "rewording", "an older job", "no company", "empty", "note knew better", "file is behind"],
)
def test_no_move(front: str, company: str, seen: Sighting) -> None:
    """Rewordings, former jobs, empty fields, and what the note knew better are no news."""
    done = merged(person(front), Draft(company=company), seen)
    assert done.data == person(front).encode()


def test_a_reworded_title_is_no_news() -> None:
    """The note's own title stays; one that came from the file follows the file."""
    assert merged(person("company: Acme\nrole: the SRE"), Draft(company="Acme", role="Principal"), SEEN).changes == ()
    done = merged(person("company: Acme\nrole: SRE"), Draft(company="Acme", role="Principal"), SEEN)
    assert [(change.kind, change.text) for change in done.changes] == [("role", "Principal")]


def test_a_move_that_cannot_be_written_changes_nothing() -> None:
    """A position written as a mapping is left to the user, and said."""
    note = person("company: Acme\npositions:\n  - {company: Acme, from: 2021-09, to: now}")
    done = merge(PATH, note.encode(), Draft("Sara Nabil", company="Globex"), TODAY, STYLE, SEEN)
    assert done.data == note.encode() and "close this position by hand" in done.refused[0]


# --- log lines -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "log",
    [
        "- 2026-05-01 call: a\n  - gave: b\n- 2026-01-01 lunch: c",
        "* 2026-01-01: c\n* 2026-05-01 call: a",
        "- 2026-05-01 call: a\n  - gave: b",
        "",
    ],
)
def test_log_lines_find_their_place(log: str) -> None:
    """In the order of the log that is there; every line of it stays."""
    note = person("", log)
    done = merged(note, Draft(log=(LogLine(date(2026, 3, 1), "mail", "x"),)))
    text = done.data.decode()
    assert [line for line in text.splitlines() if "2026-03-01" not in line] == note.splitlines()
    entries = parse_note(PATH, done.data).entries
    dates = [entry.date for entry in entries]
    assert dates in (sorted(dates), sorted(dates, reverse=True))
    assert [(one.head, one.text) for one in entries if one.date.month == 3] == [("mail", "x")]


def test_a_day_that_is_told_already_is_not_told_again() -> None:
    """The user's own words about a day are better than a program's."""
    note = person("", "- 2026-03-01 lunch: x")
    assert merged(note, Draft(log=(LogLine(date(2026, 3, 1), "mail", "y"),))).changes == ()


# --- whole files ---------------------------------------------------------------------------------------------------


def test_a_second_run_changes_nothing() -> None:
    """Every draft that became a note is known the next time, by whatever it has."""
    drafts = (
        Draft("Ada One", id="urn:uuid:1"),
        Draft("Ada Two", email=("two@example.org",)),
        Draft("Ada Three", company="Acme", role="[[Staff]] {{x}} %%"),
        Draft("Ada"),
        Draft("CON: <Ada> {{x}} %% [[y]] #z\u202e", company="Self-employed", more=(("cadence", ("sometimes",)),)),
        Draft("", email=("x@example.org",)),
        Draft("Bea", log=(LogLine(date(2026, 1, 1), "call", "x", ("Ada",)),), tasks=(ToDo("y", date(2027, 1, 1)),)),
    )
    notes = after({}, plan(Reading(drafts, bulk=True), {}, everyone=True))
    assert len(notes) == len(drafts)
    for path, text in notes.items():
        note = parse_note(path, text.encode())
        assert note.marked and not note.diagnostics, text
    again = plan(Reading(drafts, bulk=True), notes, everyone=True)
    assert (again.writes, again.new, again.doubtful) == ({}, (), ())
    assert [one.differs for one in again.known if one.differs and not one.draft.more] == []
    assert len(again.known) == len(drafts)


def test_strangers_stay_candidates() -> None:
    """Of a collected list only those with notes are written."""
    drafts = (Draft("Sara Nabil", email=("s@example.org",)), Draft("Nobody Known", url=("x",)))
    notes = {PATH: person("email: s@example.org")}
    done = plan(Reading(drafts, bulk=True), notes)
    assert (len(done.known), len(done.new), [one.name for one in done.strangers]) == (1, 0, ["Nobody Known"])
    assert len(plan(Reading(drafts), notes).new) == 1


def test_answers_settle_doubts() -> None:
    """Who was said to be the same is; who was said to be another becomes a note of their own."""
    draft = Draft("Sara Nabil", company="Globex", url=("https://www.linkedin.com/in/sara",))
    notes = {PATH: person("company: Acme")}
    reading = Reading((draft,), bulk=True)
    assert plan(reading, notes).doubtful[0].paths == (PATH,)
    assert plan(reading, notes, answers={stamp(draft): PATH}).known[0].path == PATH
    other = plan(reading, notes, answers={stamp(draft): ""}, everyone=True)
    assert [one.path for one in other.new] == ["People/Sara Nabil (Globex).md"]


def test_one_person_twice_in_a_file() -> None:
    """Two cards of one id are joined; the same row again is skipped, with the reason."""
    cards = (Draft("Ada One", id="1", phone=("1",), role="a"), Draft("Ada One", id="1", phone=("2",), role="b"))
    done = plan(Reading(cards), {})
    assert (done.new[0].draft.phone, done.new[0].draft.role) == (("1", "2"), "a")
    assert ("role", "b") in done.new[0].draft.extra
    assert len(plan(Reading((Draft("Ada"), Draft("Ada"))), {}).skipped) == 1


def test_a_note_without_marks_is_a_question() -> None:
    """A plain note of that name may be about the person: it is neither changed nor doubled."""
    world = replace(vaulted({}), plain={"ada byron": "Ada Byron.md"})
    draft = Draft("Ada Byron", email=("a@example.org",))
    done = make_plan("f", Reading((draft,)), world, TODAY, {}, {})
    assert (done.new, done.writes, done.doubtful[0].paths) == ((), {}, ("Ada Byron.md",))
    other = make_plan("f", Reading((draft,)), world, TODAY, {}, {stamp(draft): ""})
    assert len(other.new) == 1


def test_my_own_card_is_nobody() -> None:
    """By mail or profile; a namesake with an address of their own is somebody."""
    world = replace(vaulted({}), mine=frozenset({"nadia rahman", "nadia@example.org"}))
    cards = (
        Draft("N. R.", email=("Nadia@example.org",)),
        Draft("Nadia Rahman"),
        Draft("Nadia Rahman", email=("other@example.org",)),
    )
    done = make_plan("f", Reading(cards), world, TODAY, {}, {})
    assert [one.draft.email for one in done.new] == [("other@example.org",)]
    assert [one.reason for one in done.skipped] == ["that is you", "that is you"]


def test_headings_in_the_language_of_the_vault() -> None:
    """What was kept under an Arabic heading is found there again."""
    style = Style("السجل", "المتابعات", "مستورد")
    draft = Draft("Sara Nabil", extra=(("Pet", "cat"),), log=(LogLine(date(2026, 1, 1), "call"),))
    done = merge(PATH, b"---\ntype: person\n---\n", draft, TODAY, style)
    assert "## مستورد\n- Pet: cat\n" in done.data.decode() and "## السجل\n" in done.data.decode()
    assert merge(PATH, done.data, draft, TODAY, style).changes == ()


@pytest.mark.parametrize(
    ("front", "seen", "news"),
    [
        (AT_ACME, SEEN, ["since 2026-11 at Globex"]),
        (AT_ACME, None, []),
        (AT_ACME.replace("2021-09", "2026-10"), None, []),
        (AT_ACME, Sighting("Acme", "SRE", date(2024, 1, 1)), []),
        ("company: Acme\nrole: SRE", None, []),
    ],
    ids=["bounded by two lists", "first list", "first list, of a fresh job", "old list", "no positions"],
)
def test_only_a_move_of_known_time_is_congratulated_on(front: str, seen: Sighting | None, news: list[str]) -> None:
    """What the agenda makes of a note after the move."""
    note = person(f"cadence: 6w\n{front}", "- 2026-10-01 call: hi")
    done = merged(note, Draft(company="Globex", role="Lead"), seen)
    found = [one for one in items({PATH: done.data.decode()}) if one.kind == "news"]
    assert [f"since {one.since:%Y-%m} at {one.subject}" for one in found] == news
