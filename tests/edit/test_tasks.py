"""Ticking, cancelling and putting off touch one line, and only what is open."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relnotes.edit.refused import Refused
from relnotes.edit.tasks import Open, cancel, put_off, tick
from relnotes.parse.note import parse_note
from tests.edit.test_log import FRONTS, PIECES

DAY = date(2026, 11, 23)
Edit = Callable[[str, bytes, Open, date], bytes]
FRONT = "---\ntype: person\n---\n- 2026-11-02 call\n"


@pytest.mark.parametrize(
    ("line", "words", "ticked", "later"),
    [
        ("- [ ] send it 📅 2026-12-01", "send it", "- [x] send it 📅 2026-12-01 ✅ D", "- [ ] send it 📅 D"),
        ("* [/] a **b**  ", "a b", "* [x] a **b** ✅ D  ", "* [/] a **b** 📅 D  "),
        ("- [ ] a ^id", "a", "- [x] a ✅ D ^id", "- [ ] a 📅 D ^id"),
        ("- [ ] a [due:: 2026-12-01]", "a", "- [x] a [due:: 2026-12-01] [completion:: D]", "- [ ] a [due:: D]"),
        ("- [ ] they promised: x", "x", "- [x] they promised: x ✅ D", "- [ ] they promised: x 📅 D"),
        ("  - promised: a book", "a book", "  - [x] promised: a book ✅ D", "  - promised: a book 📅 D"),
        ("- 2026-11-02 promised: it", "it", "- [x] 2026-11-02 promised: it ✅ D", "- 2026-11-02 promised: it 📅 D"),
        ("- [ ] a\n  b", "a b", "- [x] a\n  b", None),
        ("### 2026-11-02 | promised | it", "it", None, "### 2026-11-02 | promised | it 📅 D"),
        ("- 2026-11-02 coffee: a book #promised", "a book", None, None),
        ("- [ ] call 🔁 every week", "call", None, "- [ ] call 🔁 every week 📅 D"),
        ("- [x] a", "a", None, None),
    ],
)  # fmt: skip
def test_a_line(line: str, words: str, ticked: str | None, later: str | None) -> None:
    """The box and the day, where such fields stand; what is not open, or would lose its meaning, is refused."""
    cancelled = ticked and ticked.replace("[x]", "[-]").replace("✅", "❌").replace("completion", "cancelled")
    for edit, expected in ((tick, ticked), (cancel, cancelled), (put_off, later)):
        for end in ("\n", "\r\n"):
            data = f"{FRONT}{line}\n\nlast".replace("\n", end).encode()
            if expected is None:
                with pytest.raises(Refused):
                    edit("A.md", data, Open(words), DAY)
            else:
                wanted = f"{FRONT}{expected}\n\nlast".replace("D", DAY.isoformat()).replace("\n", end)
                assert edit("A.md", data, Open(words), DAY).decode() == wanted


def test_the_line_tells_equal_ones_apart() -> None:
    """Of two tasks with the same words the one on the line is meant; without a line, none is."""
    data = f"{FRONT}- [ ] a\n- [ ] a\n".encode()
    assert tick("A.md", data, Open("a", 6), DAY).decode() == f"{FRONT}- [ ] a\n- [x] a ✅ 2026-11-23\n"
    with pytest.raises(Refused, match="several times"):
        tick("A.md", data, Open("a"), DAY)


@given(FRONTS, PIECES, st.booleans(), st.booleans(), st.sampled_from([tick, cancel, put_off]))
@settings(max_examples=200, deadline=None)
def test_only_its_line_changes(front: str, pieces: list[str], crlf: bool, bom: bool, edit: Edit) -> None:
    """Whatever is open: its line alone changes, and only by what is added to it or stood in its box."""
    text = front + "\n".join(pieces)
    data = (b"\xef\xbb\xbf" if bom else b"") + (text.replace("\n", "\r\n") if crlf else text).encode()
    note = parse_note("A.md", data)
    found = [Open(one.text, one.line) for one in note.tasks if one.open]
    details = (one for entry in note.entries for one in entry.details)
    found += [Open(one.text, one.line) for one in details if one.head == "promised" and not one.done]
    for wanted in found:
        try:
            changed = edit("A.md", data, wanted, DAY)
        except Refused:
            continue
        old, new = data.split(b"\n"), changed.split(b"\n")
        assert len(old) == len(new)
        assert [nth for nth, pair in enumerate(zip(old, new, strict=True), 1) if pair[0] != pair[1]] == [wanted.line]
