"""What was promised, and what became of it."""

from datetime import date

from relnotes.insight.promises import by_state, kept_rate, promises
from tests.support import TODAY, person, vault

NOTE = person(
    "",
    """
- 2026-11-20 call
  - promised: the slides
  - they promised: an intro by 2026-12-10
- 2026-10-03 coffee
  - promised: the article
  - [x] promised: the book by 2026-10-10 ✅ 2026-10-08
  - [-] promised: a review ❌ 2026-10-09
- 2025-03-03 call
  - [x] promised: the photo
- 2026-12-01 promised: in the future

- [ ] they promised: a name 📅 2026-11-01
- [x] promised: a table ➕ 2026-06-01 ✅ 2026-06-02
- [ ] water the plants 📅 2026-11-01
""",
)


def test_what_became_of_promises() -> None:
    """Open, late, kept and taken back, from log and tasks, each with its place; a plain task is no promise."""
    found = by_state(promises(vault({"A.md": NOTE}), TODAY), TODAY)
    said = {name: [(one.text, one.mine, one.line) for one in ones] for name, ones in found.items()}
    assert said == {
        "late": [("the article", True, 10), ("a name", False, 17)],
        "open": [("the slides", True, 7), ("an intro by 2026-12-10", False, 8)],
        "kept": [("the photo", True, 14), ("a table", True, 18), ("the book by 2026-10-10", True, 11)],
        "dropped": [("a review", True, 12)],
    }
    assert {one.text: one.closed for one in found["kept"]} == {
        "the photo": None,
        "a table": date(2026, 6, 2),
        "the book by 2026-10-10": date(2026, 10, 8),
    }


def test_how_many_were_kept() -> None:
    """Of what fell due in a time; what was taken back, or is not due yet, counts neither way."""
    mine = [one for one in promises(vault({"A.md": NOTE}), TODAY) if one.mine]
    all_of_them = kept_rate(mine, TODAY)
    assert (all_of_them.kept, all_of_them.due) == (3, 4)
    year = kept_rate(mine, TODAY, date(2026, 1, 1), date(2027, 1, 1))
    assert (year.kept, year.due) == (2, 3)
    assert kept_rate(mine, TODAY, date(2024, 1, 1), date(2025, 1, 1)).due == 0
