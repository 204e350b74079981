"""review: notes in, counts and lists out."""

from collections.abc import Mapping
from datetime import date

from relnotes.insight.network import ME, build_network
from relnotes.insight.review import Review, build_review, by_year
from relnotes.model import Introduction, Window
from relnotes.schedule.standing import standings
from tests.support import TODAY, config, person, vault

SINCE = date(2025, 11, 23)


def reviewed(notes: Mapping[str, str], since: date = SINCE, toml: str = "") -> Review:
    people, window = vault(notes), Window(TODAY, config(toml))
    return build_review(people, standings(people, window), window, since)


ADA = person(
    "cadence: 3 months",
    """
- 2026-11-20 coffee with [[Bo]]: plans
  - gave: a book
  - [x] promised: the slides by 2026-11-10
- 2026-08-20 call
  - got: a hint
  - they promised: an essay by 2026-09-01
- 2026-05-20 call: long
  - outcome: the talk was accepted
- 2025-12-01 sent: hello
- 2025-11-22 call: too early
  - gave: something too early
- 2026-12-24 lunch: planned
""",
)


def test_how_often_and_with_whom() -> None:
    """Contact is counted by person and day, from the first day of the time up to today."""
    found = reviewed(
        {"People/Ada.md": ADA, "People/Bo.md": person("", "- 2026-11-20 call: again\n- 2026-11-01 note: x")}
    )
    assert (found.contacts, found.people) == (5, 2)
    assert found.days[date(2026, 11, 20)] == 2
    assert date(2026, 12, 24) not in found.days
    assert date(2025, 11, 22) not in found.days


def test_months_and_years() -> None:
    """Every month since the first in which something was done; more than two years are counted by years."""
    found = reviewed({"People/Ada.md": ADA})
    assert [(one.start.month, one.contacts, one.gave, one.got) for one in found.spans if one.contacts] == [
        (12, 1, 0, 0), (5, 1, 0, 0), (8, 1, 0, 1), (11, 1, 1, 0),
    ]  # fmt: skip
    assert len(found.spans) == 12 and not found.by_year
    found = reviewed({"People/Ada.md": ADA}, date(2020, 1, 1))
    assert [(one.start, one.contacts, one.gave) for one in found.spans] == [
        (date(2025, 1, 1), 2, 1), (date(2026, 1, 1), 3, 1),
    ]  # fmt: skip
    assert found.by_year


def test_a_time_without_anything() -> None:
    """An empty vault has an empty review."""
    found = reviewed({})
    assert (found.contacts, len(found.spans), found.rounds.due, found.mine.due, found.missed) == (0, 1, 0, 0, ())


def test_what_was_kept_and_given() -> None:
    """Check-ins, promises of both sides and the ledger, of this time alone; outcomes of all years."""
    old = person(
        "", "- 2021-03-01 call\n  - outcome: a first referral\n  - they promised: a photo\n  - promised: a letter"
    )
    found = reviewed({"People/Ada.md": ADA, "People/Old.md": old})
    assert (found.rounds.kept, found.rounds.due) == (4, 4)
    assert (found.mine.kept, found.mine.due) == (1, 1)
    assert (found.theirs.kept, found.theirs.due) == (0, 1)
    assert [one.text for one in found.late] == ["a letter"]
    assert [one.text for one in found.waiting] == ["a photo", "an essay by 2026-09-01"]
    assert [one.text for one in found.ledger.gave] == ["a book"]
    assert [one.text for one in found.outcomes] == ["the talk was accepted", "a first referral"]
    assert list(by_year(found.outcomes)) == [2026, 2021]


def test_who_is_back_and_who_is_new() -> None:
    """Contact after a year or more, and first meetings of this time."""
    found = reviewed(
        {
            "People/Back.md": person("", "- 2026-02-01 call\n- 2025-01-15 call\n- 2024-12-01 call"),
            "People/Near.md": person("", "- 2026-02-01 call\n- 2025-03-01 call"),
            "People/Earlier.md": person("", "- 2025-02-01 call\n- 2023-01-01 call"),
            "People/New.md": person("met: 2026-06-01"),
            "People/Known.md": person("met: 2024-06-01"),
        }
    )
    assert [(one.contact, one.before) for one in found.returns] == [("People/Back.md", date(2025, 1, 15))]
    assert found.met == ("People/New.md",)


def test_posts_and_gatherings() -> None:
    """What was written, and where one took part, in this time."""
    found = reviewed(
        {
            "Blog.md": "---\ntype: writing\n---\n- 2026-10-01: one\n- 2026-11-01: two\n- 2024-01-01: old\n",
            "Circle.md": "---\ntype: community\n---\n- 2026-10-01 meetup\n- 2020-10-01 meetup\n",
            "Fair.md": "---\ntype: event\ndate: 2026-05-05\n---\n",
            "Next fair.md": "---\ntype: event\ndate: 2027-05-05\n---\n",
            "Old fair.md": "---\ntype: event\ndate: 2020-05-05\n---\n",
        }
    )
    assert (found.posts, found.gatherings, found.contacts) == (2, 2, 0)


ME_NOTE = "---\ntype: me\npositions:\n  - Globex, SRE, 2015-01 to 2020-12\n  - Acme, Lead, 2021-01 to now\n---\n"


def worked(*positions: str, log: str = "- 2020-10-01 call", more: str = "") -> str:
    listed = "".join(f"\n  - {one}" for one in positions)
    return person(f"positions:{listed}\n{more}", log)


def test_old_colleagues() -> None:
    """Worked together and not spoken for a year: who lost a job first, then the longest time together."""
    found = reviewed(
        {
            "Me.md": ME_NOTE,
            "People/Short.md": worked("Globex, Dev, 2020-01 to 2022-01", "Initech, Dev, 2022-02 to now"),
            "People/Long.md": worked("Globex Inc., Dev, 2014-01 to 2019-01", "Initech, Dev, 2019-02 to now"),
            "People/Lost.md": worked("Globex, Dev, 2020-06 to 2021-01", "Initech, Dev, 2021-02 to 2026-10"),
            "People/Apart.md": worked("Globex, Dev, 2001-01 to 2003-01", "Initech, Dev, 2003-02 to now"),
            "People/Never.md": worked("Globex, Dev, 2019-01 to 2019-06", "Initech, Dev, 2019-07 to now", log=""),
            "People/Spoken.md": worked("Globex, Dev, 2014-01 to 2019-01", log="- 2026-01-01 call"),
            "People/Stranger.md": worked("Umbrella, Dev, 2014-01 to 2019-01"),
            "People/Colleague.md": worked("Acme, Dev, 2021-01 to now"),
            "People/Resting.md": worked(
                "Globex, Dev, 2014-01 to 2019-01", log="- 2024-01-01 sent\n- 2024-02-01 sent\n- 2024-03-01 sent"
            ),
            "People/Paused.md": worked("Globex, Dev, 2014-01 to 2019-01", more="paused: true"),
        }
    )
    assert [found.names[one.contact] for one in found.missed] == ["Lost", "Long", "Short", "Never", "Apart"]
    assert [bool(one.news) for one in found.missed] == [True, False, False, False, False]
    assert found.missed[3].last is None
    assert reviewed({"People/Long.md": worked("Globex, Dev, 2014-01 to 2019-01")}).missed == ()


# --- the network ---------------------------------------------------------------------------------------------------

NAMES = {"a": "Ada", "b": "Bo", "c": "Cem", "d": "Dee"}


def brought(by: str, names: tuple[str, ...], *contacts: str) -> Introduction:
    return Introduction(by, names, contacts, TODAY, "", "x.md", 1)


def test_who_came_through_whom() -> None:
    """Introduced by others: a tree; by me: pairs. Who has no note goes by name."""
    found = build_network(
        [
            brought("a", ("Bo",), "a", "b"),
            brought("b", ("Cem", "Stranger"), "b", "c"),
            brought("", ("Ada", "Dee"), "a", "d"),
            brought("d", ("Bo",), "d", "b"),  # she was known already
        ],
        NAMES,
    )
    assert found.parents == {"a": ME, "b": "a", "c": "b", "~Stranger": "b", "d": ME}
    assert found.brought == (("a", "d"),)
    assert found.names["~Stranger"] == "Stranger"


def test_introductions_in_a_circle() -> None:
    """Two who introduced each other are no endless tree."""
    found = build_network([brought("a", ("Bo",), "a", "b"), brought("b", ("Ada",), "b", "a")], NAMES)
    assert found.parents == {"a": ME, "b": "a"}
