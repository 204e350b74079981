"""Properties: every name and spelling that is known, what each converter reads, and what it says when it cannot."""

from datetime import date

import pytest

from relnotes.model import Cadence, Link, Met, Period, Position, Yearly
from relnotes.parse.fields import TABLE
from tests.parse.build import fields, front, note, problems

SPELLINGS = {
    "id": "id ID uid UID",
    "name": "name Name FN full_name 'Full Name'",
    "aliases": "aliases alias Aliases nickname Nicknames",
    "tags": "tags tag Tags",
    "type": "",
    "categories": "categories Category",
    "circle": "circle relationship relationship_type 'Relationship Type' tier prm-tier prm-relationship",
    "cadence": "cadence contact_frequency frequency follow_up_cadence followUpCadence custom_frequency_days "
    "followup_days keep_in_touch 'Keep in touch' prm-cadence cadence_days",
    "last_contact": "last_contact last-contact 'Last contact' lastContact last_contacted lastContacted "
    "date_last_contacted last_chat 'Last chat' last_met prm-last-contacted",
    "next_contact": "next_contact 'next contact' next_follow_up next_followup follow_up_date next_contact_due "
    "next_action_date",
    "snooze_until": "snooze_until snoozeUntil snooze prm-snooze-until",
    "quiet": "quiet away",
    "paused": "paused prm-paused archived",
    "focus": "focus Focus",
    "birthday": "birthday Birthday birth bday BDAY born date_of_birth prm-birthday",
    "dates": "dates",
    "positions": "positions",
    "met": "met first_met met_date date_met",
    "email": "email Email emails emailAddress e-mail EMAIL[HOME] '\"EMAIL[WORK]\"'",
    "phone": "phone phones mobile tel TEL[CELL] '\"TEL[1:CELL]\"'",
    "url": "url URL urls website URL[WORK]",
    "interests": "interests",
    "goals": "goals",
    "struggles": "struggles",
    "can_help_with": "can_help_with canHelpWith 'Can help with' can-help-with",
    "channel": "channel",
    "booking": "booking booking_link",
    "timezone": "timezone time_zone tz TZ",
    "language": "language lang",
    "boundaries": "boundaries",
    "location": "location city based_in ADR.LOCALITY '\"ADR[HOME].LOCALITY\"'",
    "company": "company Company org ORG organization organizations organisation organisations employer",
    "role": "role ROLE title Title job_title jobTitle position",
    "date": "date datetime",
    "people": "people attendees participants",
    "ignore": "relnotes-ignore relnotes_ignore",
}
VALUES = {
    "cadence": "6w", "last_contact": "2026-01-02", "next_contact": "2026-01-02", "snooze_until": "2026-01-02",
    "quiet": "2026-12-01..2026-12-03", "paused": "true", "focus": "yes", "birthday": "02-03",
    "dates": "{wedding: 05-06}",
    "positions": "[Acme]", "date": "2026-01-02",
}  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a text; quoted ones keep their spaces."""
    parts = text.split("'")
    return [word for at, part in enumerate(parts) for word in ([part] if at % 2 else part.split())]


@pytest.mark.parametrize(
    ("name", "spelled"), [(name, word) for name, text in SPELLINGS.items() for word in words(text)]
)
def test_every_spelling_of_a_property_is_known(name: str, spelled: str) -> None:
    """Case, separators, camelCase, vCard types and the aliases of other tools name the same property."""
    found = fields(f"{spelled}: {VALUES.get(name, 'x')}")
    assert getattr(found, name)
    assert found.lines[name] == 3


def test_the_table_of_spellings_is_complete() -> None:
    """Every property that has a converter has its spellings tested."""
    assert set(SPELLINGS) == {name for name, _, _ in TABLE}


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("id: k7m2qx", "id", "k7m2qx"),
        ("id: 007", "id", "007"),
        ("name: Zoë Keller", "name", "Zoë Keller"),
        ("name: {first: Zoë, last: Keller}", "name", "Zoë Keller"),
        ("name:\n  last: Keller\n  first: Zoë", "name", "Zoë Keller"),
        ("First Name: Zoë\nLast Name: Keller", "name", "Zoë Keller"),
        ("N.FN: Keller\nN.GN: Zoë", "name", "Zoë Keller"),
        ("N.GN: Zoë\nN.FN:", "name", "Zoë"),
        ("N.GN: Zoë\nFN: Zo Keller", "name", "Zo Keller"),
        ("aliases: [Zo, Z]", "aliases", ("Zo", "Z")),
        ("aliases: Zo, Z", "aliases", ("Zo", "Z")),
        ("alias: Zo\naliases: [Z]", "aliases", ("Zo", "Z")),
        ("tags: [person, peer/work]", "tags", ("person", "peer/work")),
        ("tags: '#person, peer'", "tags", ("person", "peer")),
        ("tags: person peer", "tags", ("person", "peer")),
        ("tags: ['#person']", "tags", ("person",)),
        ('categories: ["[[People]]"]', "categories", ("People",)),
        ("circle: close", "circle", "close"),
        ("cadence: 6 weeks", "cadence", Cadence("6 weeks", days=42)),
        ("cadence: none", "no_cadence", True),
        ("last_contact: 2026-01-02", "last_contact", date(2026, 1, 2)),
        ("last_contact: '[[2026-01-02]]'", "last_contact", date(2026, 1, 2)),
        ("last_contact: [[2026-01-02]]", "last_contact", date(2026, 1, 2)),
        ("last_contact: 2026-01-02T10:30:00", "last_contact", date(2026, 1, 2)),
        ("last_contact: ٢٠٢٦-٠١-٠٢", "last_contact", date(2026, 1, 2)),
        ("next_contact: 2026/01/02", "next_contact", date(2026, 1, 2)),
        ("snooze_until: ۲۰۲۶-۰۱-۰۲", "snooze_until", date(2026, 1, 2)),
        ("quiet: [2026-01-02..2026-01-04, 2026-02-01]", "quiet",
         (Period(date(2026, 1, 2), date(2026, 1, 4)), Period(date(2026, 2, 1), date(2026, 2, 1)))),
        ("paused: true", "paused", True),
        ("paused: no", "paused", False),
        ("paused: نعم", "paused", True),
        ("paused: 2026-01-02", "paused", date(2026, 1, 2)),
        ("paused: ٢٠٢٦-٠١-٠٢", "paused", date(2026, 1, 2)),
        ("status: archived", "paused", True),
        ("status: Paused", "paused", True),
        ("status: active", "paused", False),
        ("focus: off", "focus", False),
        ("birthday: 1990-02-03", "birthday", Yearly(2, 3, 1990)),
        ("birthday: --02-29", "birthday", Yearly(2, 29)),
        ("dates: {wedding: 2010-06-07, name day: 03-04}", "dates",
         (("wedding", Yearly(6, 7, 2010)), ("name day", Yearly(3, 4)))),
        ("dates:\n  - wedding: 2010-06-07\n  - move: 03-04", "dates",
         (("wedding", Yearly(6, 7, 2010)), ("move", Yearly(3, 4)))),
        ("anniversary: 2010-06-07\ndates: {move: 03-04}", "dates",
         (("anniversary", Yearly(6, 7, 2010)), ("move", Yearly(3, 4)))),
        ("positions:\n  - Globex, SRE, 2017-03 to 2021-08\n  - {org: '[[Acme]]', title: Lead, since: 2021-09}",
         "positions",
         (Position("Globex", "SRE", date(2017, 3, 1), date(2021, 8, 1)),
          Position("Acme", "Lead", date(2021, 9, 1), None, current=True))),
        ("positions: Acme, SRE", "positions", (Position("Acme", "SRE"),)),
        ("met: 2019-04-05 at [[PyCon 2019]] via [[Omar Haddad]]", "met",
         Met("2019-04-05 at [[PyCon 2019]] via [[Omar Haddad]]", date(2019, 4, 5), "PyCon 2019", "Omar Haddad")),
        ("email: zoe@example.org", "email", ("zoe@example.org",)),
        ("email: zoe@example.org, z@example.org", "email", ("zoe@example.org", "z@example.org")),
        ("email: {home: zoe@example.org, work: z@example.org}", "email", ("zoe@example.org", "z@example.org")),
        ("EMAIL[HOME]: a@example.org\nEMAIL[WORK]: b@example.org", "email", ("a@example.org", "b@example.org")),
        ("phone: +447700900123", "phone", ("+447700900123",)),
        ("phone: [007, 12:30, no]", "phone", ("007", "12:30", "no")),
        ("mobile: 1\nphone: 2", "phone", ("1", "2")),
        ("url: https://example.org/zoe#me", "url", ("https://example.org/zoe#me",)),
        ("interests: pottery, '[[eBPF]]'", "interests", ("pottery", "'eBPF'")),
        ("goals:\n  - speak at a conference, in Arabic", "goals", ("speak at a conference, in Arabic",)),
        ("timezone: Africa/Cairo", "timezone", "Africa/Cairo"),
        ("company: '[[Orgs/Acme]]'", "company", "Acme"),
        ("company: ['[[Acme]]', Globex]", "company", "Acme, Globex"),
        ("city: '[[Places/Cairo|Cairo]]'", "location", "Cairo"),
        ("boundaries: no calls on Fridays", "boundaries", "no calls on Fridays"),
        ("people: ['[[Omar]]', '[[Sara|S]]']", "people", (Link("Omar", "", 3), Link("Sara", "S", 3))),
        ("people: '[[Omar]], [[Sara]]'", "people", (Link("Omar", "", 3), Link("Sara", "", 3))),
        ("people: [[Omar]]", "people", (Link("Omar", "", 3),)),
        ("attendees: Omar, Sara", "people", (Link("Omar", "", 3), Link("Sara", "", 3))),
        ("relnotes-ignore: [broken-link]", "ignore", ("broken-link",)),
    ],
)  # fmt: skip
def test_converters_read_what_people_write(line: str, name: str, value: object) -> None:
    """Each property has its typed value, in every form that people write."""
    assert getattr(fields(line), name) == value


@pytest.mark.parametrize("empty", ["", "~", "null", "''", "[]", "{}", "-", "[ ]", "[''] "])
@pytest.mark.parametrize(
    "name", ["cadence", "birthday", "email", "last_contact", "circle", "paused", "positions", "id"]
)
def test_an_empty_property_says_nothing(name: str, empty: str) -> None:
    """A template's empty properties are neither values nor mistakes."""
    assert not getattr(fields(f"{name}: {empty}"), name)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("birthday: 1990-02-30", "3:11-3:21 invalid-date"),
        ("birthday: 08/05/1990", "3:11-3:21 invalid-date"),
        ("birthday: 13-01", "3:11-3:16 invalid-date"),
        ("birthday: '02-30'", "3:11-3:18 invalid-date"),
        ("birthday: [1990-01-01, 1991-01-01]", "3:11-3:35 wrong-type"),
        ("last_contact: yesterday", "3:15-3:24 invalid-date"),
        ("next_contact: 2026-02-30", "3:15-3:25 invalid-date"),
        ("snooze: {a: 2026-01-01}", "3:9-3:24 wrong-type"),
        ("cadence: soon", "3:10-3:14 invalid-cadence"),
        ("cadence: 31y", "3:10-3:13 invalid-cadence"),
        ("cadence: [30, 40]", "3:10-3:18 wrong-type"),
        ("quiet: [2026-12-20..2026-12-01]", "3:9-3:31 invalid-date"),
        ("paused: maybe", "3:9-3:14 wrong-type"),
        ("paused: 2026-02-30", "3:9-3:19 invalid-date"),
        ("focus: 2", "3:8-3:9 wrong-type"),
        ("dates: 2020-01-01", "3:8-3:18 wrong-type"),
        ("dates: [2020-01-01]", "3:8-3:20 wrong-type"),
        ("dates: {a: soon}", "3:12-3:16 invalid-date"),
        ("positions: ['Acme, SRE, 2017-13 to now']", "3:13-3:40 invalid-date"),
        ("met: 2019-02-30 at Acme", "3:6-3:24 invalid-date"),
        ("id: [a, b]", "3:5-3:11 wrong-type"),
        ("email: [{a: b}]", "3:9-3:15 wrong-type"),
        ("anniversary: soon", "3:14-3:18 invalid-date"),
    ],
)
def test_a_value_that_cannot_be_read_is_located_and_the_rest_counts(line: str, place: str) -> None:
    """A mistake in one property is a problem at its value; the note stays readable, its other properties count."""
    found = front(line, "role: Engineer")
    assert problems(found) == [place]
    assert (found.readable, found.fields.role) == (True, "Engineer")
    assert found.diagnostics[0].hint


def test_every_mistake_is_reported() -> None:
    """All mistakes of a note are said at once, in the order of its lines."""
    found = front("birthday: soon", "cadence: often", "paused: perhaps")
    assert problems(found) == ["3:11-3:15 invalid-date", "4:10-4:15 invalid-cadence", "5:9-5:16 wrong-type"]


@pytest.mark.parametrize(
    "line", ["socials: {a: {b: [c]}}", "x: [[[[1]]]]", "last_seen: soon", "birthdays: soon", "Ω: 1"]
)
def test_unknown_properties_are_the_users_own(line: str) -> None:
    """A property that relnotes does not know is never a mistake."""
    assert not front(line).diagnostics


def test_the_date_of_a_note_that_is_no_event_may_say_anything() -> None:
    """`date` is the user's own but in an event."""
    assert not note("---\ntype: person\ndate: last spring\n---\n").diagnostics
    assert problems(note("---\ntype: event\ndate: last spring\n---\n")) == ["3:7-3:18 invalid-date"]


def test_a_vcard_shaped_note_is_read() -> None:
    """The keys that a vCard plugin writes are the same properties."""
    found = note(
        '---\nN.FN: Keller\nN.GN: Zoë\n"EMAIL[HOME]": zoe@example.org\n"TEL[CELL]": "+447700900123"\nTEL: "007"\n'
        'BDAY: 1991-01-05\n"URL[HOME]": https://example.org\nORG: Acme & Co\nROLE: Potter\n'
        '"ADR[HOME].STREET": 1 Kiln Lane\n"ADR[HOME].LOCALITY": Cairo\nCATEGORIES: Art, Clay\nVERSION: "4.0"\n'
        "UID: urn:uuid:0197\nSOCIALPROFILE[小红书]: https://example.org\n---\n#### Notes\n\n\n#Contact #Art # Clay\n"
    )
    assert not found.diagnostics
    assert (found.marked, found.name, found.fields.id) == (True, "Zoë Keller", "urn:uuid:0197")
    assert (found.fields.company, found.fields.role, found.fields.location) == ("Acme & Co", "Potter", "Cairo")
    assert (found.fields.email, found.fields.phone) == (("zoe@example.org",), ("+447700900123", "007"))
    assert (found.fields.url, found.fields.birthday) == (("https://example.org",), Yearly(1, 5, 1991))
