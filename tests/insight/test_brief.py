"""The brief, and whom to begin with."""

import pytest

from relnotes.insight.brief import build_brief
from relnotes.insight.ground import lay_ground
from relnotes.insight.suggest import suggest
from relnotes.model import Brief, Window
from relnotes.render.brief import brief_lines, has_something_personal
from tests.support import ENGLISH, TODAY, agenda, person, vault


def brief_of(note: str, me: str = "") -> Brief:
    people = vault({"A.md": note, "Me.md": f"---\ntype: me\n{me}\n---\n"})
    return build_brief(lay_ground(people, Window(TODAY)), people.contacts["A.md"])


def test_what_to_say() -> None:
    """Topics first, then the last talk in the note's own words, what is open, what they care for, how to reach them."""
    note = """---
type: person
interests: [pottery]
channel: signal
booking: https://cal.example.org/a
boundaries: no calls on Fridays
---
## Next time
- the sale

## Log
- 2026-11-20 call
- 2026-11-02 coffee: her **move** to [[Infra|infra]]
  - promised: review her talk by Friday
- 2026-12-10 lunch: planned

- [ ] they promised: an intro 📅 2026-12-10
"""
    assert list(brief_lines(brief_of(note), ENGLISH)) == [
        "Mind: no calls on Fridays",
        "Next time: the sale",
        "Last time (2 November 2026): her move to infra",
        "On 2 November 2026 you said that you would: review her talk by Friday. Do it, or say that it will not come",
        "They promised: an intro (due 10 December 2026)",
        "Interests: pottery",
        "Reach them by: signal",
        "Book a time with them: https://cal.example.org/a",
        "A first line: “I have not forgotten what I promised on 2 November: …”",
    ]


@pytest.mark.parametrize(
    ("offer", "wish", "fits"),
    [
        ("CV reviews", "a review of my CV", True),
        ("conference talks (rehearsal)", "give her first conference talk", True),
        ("hiring", "hiring", True),
        ("Rust", "learning Rust", True),
        ("Arabic technical writing", "finding time to stay technical", False),
        ("CVs for people coming into platform work", "explaining kernel work to product people", False),
        ("الخط العربي", "تعلّم الخط العربي", True),
    ],
)
def test_what_one_could_give(offer: str, wish: str, fits: bool) -> None:
    """An offer fits a wish when one names the other, or they share two words of weight; one is too little."""
    found = brief_of(person(f'struggles: ["{wish}"]'), f'can_help_with: ["{offer}"]').gifts
    assert [one.what for one in found] == ([offer] if fits else [])


def test_something_personal() -> None:
    """A note that holds nothing to begin a message with is known as such."""
    assert not has_something_personal(brief_of(person("email: a@example.org", "- 2026-11-01 call")))
    assert has_something_personal(brief_of(person("interests: [chess]")))


def test_suggestions() -> None:
    """While nobody has an interval, five people that the notes speak of last and most; then none."""
    names = {f"P{n}.md": person("", f"- 2026-0{n + 1}-01 call") for n in range(6)}
    names["Daily/2026-11-01.md"] = "- met [[P0]]\n"

    def suggested(notes: dict[str, str]) -> list[str]:
        return [one.name for one in suggest(vault(notes), agenda(notes))]

    assert suggested(names) == ["P0", "P5", "P4", "P3", "P2"]
    assert suggested({**names, "Kept.md": person("cadence: 4w")}) == []
    assert suggested({"Notes/Recipe.md": "# Soup\n"}) == []
    assert suggested({"People/A.md": "", "B.md": person(), "Soup.md": "# Soup\n"}) == ["B", "A"]
