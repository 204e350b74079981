"""What was given and received, and who brought whom together."""

from datetime import date

import pytest

from relnotes.insight.ledger import in_all, introductions, ledgers, only_asked, to_thank
from tests.support import TODAY, person, vault

LOG = """
- 2026-11-02 coffee: her move
  - gave: a warm word
  - got: her checklist
- 2026-10-01 call #outcome
- 2026-09-01 asked: a look at my CV
- 2026-12-01 gave: something in the future
"""


def test_ledger_of_a_contact() -> None:
    """Each head goes into its column, oldest first; nothing of days to come."""
    found = ledgers(vault({"A.md": person("", LOG), "B.md": person()}), TODAY)
    assert set(found) == {"A.md"}
    one = found["A.md"]
    assert [(deed.date.isoformat(), deed.text, deed.line) for deed in one.gave] == [("2026-11-02", "a warm word", 7)]
    assert [deed.text for deed in one.got] == ["her checklist"]
    assert [deed.text for deed in one.asked] == ["a look at my CV"]
    assert [deed.date for deed in one.outcomes] == [date(2026, 10, 1)]


def test_in_all() -> None:
    """What a daily note says was given to two people is one gift, though it stands in the ledger of both."""
    notes = {
        "A.md": person("", "- 2026-11-01 gave: a book"),
        "B.md": person(),
        "Daily/2026-11-02.md": "- 2026-11-02 gave with [[A]] and [[B]] and [[A]]: the slides\n",
    }
    found = ledgers(vault(notes), TODAY)
    assert [deed.text for deed in found["B.md"].gave] == ["the slides"]
    book, slides = in_all(found).gave
    assert (book.text, book.contact, book.also) == ("a book", "A.md", ())
    assert (slides.text, slides.contact, slides.also) == ("the slides", "A.md", ("B.md",))


@pytest.mark.parametrize(
    ("log", "asked"),
    [
        ("- 2026-09-01 asked: a look", "a look"),
        ("- 2026-10-01 gave: a tip\n- 2026-09-01 asked: a look", None),
        ("- 2026-09-01 gave: a tip\n- 2026-10-01 asked: a look", "a look"),
        ("- 2026-09-01 call\n  - asked: a look\n  - gave: a tip", None),
        ("- 2026-10-01 intro with [[B]]\n- 2026-09-01 asked: a look", None),
        ("- 2026-10-01 thanked: for it\n- 2026-09-01 asked: a look", "a look"),
        ("- 2024-09-01 asked: a look", None),
        ("- 2026-09-01 they asked: a look", None),
    ],
)
def test_one_more_ask(log: str, asked: str | None) -> None:
    """An ask within a year with nothing given since is remembered; an introduction is a gift."""
    one = ledgers(vault({"A.md": person("", log), "B.md": person()}), TODAY)["A.md"]
    last = only_asked(one, TODAY)
    assert (last.text if last else None) == asked


@pytest.mark.parametrize(
    ("log", "thank"),
    [
        ("- 2026-11-02 call\n  - got: a list", ["a list"]),
        ("- 2026-11-02 call\n  - got: a list\n  - thanked: at once", []),
        ("- 2026-11-05 thanked: for the list\n- 2026-11-02 got: a list", []),
        ("- 2026-11-05 call\n- 2026-11-02 got: a list", []),
        ("- 2026-11-05 sent: how are you?\n- 2026-11-02 got: a list", []),
        ("- 2026-11-05 note: nothing\n- 2026-11-02 got: a list", ["a list"]),
        ("- 2026-11-02 got: a list\n- 2026-10-02 thanked: for more", ["a list"]),
    ],
)
def test_thanks(log: str, thank: list[str]) -> None:
    """What was got is remembered until it was thanked for, or until the next contact: nothing is asked twice."""
    contact = vault({"A.md": person("", log)}).contacts["A.md"]
    assert [deed.text for deed in to_thank(contact, TODAY)] == thank


INTRODUCED = {
    "Amara.md": person("", "- 2026-08-26 video\n  - intro: to [[Hoda]] and [[Nobody Yet]]\n  - outcome: a job"),
    "Hoda.md": person("", "- 2026-10-01 outcome: [[Amara]] is on her team\n- 2026-10-02 outcome: [[Ingrid]] helps"),
    "Ingrid.md": person(
        "", "- 2026-05-14 video\n  - intro: [[Farid]], who builds billing\n- 2026-05-15 intro: to her CTO"
    ),
    "Farid.md": person("met: 2026-05-21 via [[Ingrid]]"),
    "Petra.md": person("", "- 2026-06-01 coffee\n  - intro: she introduced me to [[Salma]]"),
    "Salma.md": person("met: via [[Hoda]]"),
}


def test_introductions() -> None:
    """Mine and theirs are told apart by `met … via`; what came of one is found from both sides."""
    people = vault(INTRODUCED)
    found = introductions(people, TODAY)
    assert [(one.by, one.names, str(one.date), [deed.text for deed in one.outcomes]) for one in found] == [
        ("Hoda.md", ("Salma",), "None", []),
        ("Ingrid.md", ("Farid",), "2026-05-14", []),
        ("", ("Ingrid",), "2026-05-15", []),
        ("Petra.md", ("Salma",), "2026-06-01", []),
        ("", ("Amara", "Hoda", "Nobody Yet"), "2026-08-26", ["a job", "Amara is on her team"]),
    ]
    both = ledgers(people, TODAY)
    assert both["Hoda.md"].introductions == (found[0], found[4])
    assert both["Amara.md"].introductions == (found[4],)
