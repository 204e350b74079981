"""Who is answered on the list is thanked for what the list asked to thank them for, unless the words say so already."""

import pytest

from relnotes.edit.log import draft_of
from relnotes.edit.thanks import with_thanks
from relnotes.parse.note import parse_note
from relnotes.parse.words import HEADS
from relnotes.schedule.listing import is_now
from tests.support import TODAY, items, person

GOT = "- 2026-11-20 call: news\n  - got: an intro to Hoda"
DUE = "next_contact: 2026-11-22"


@pytest.mark.parametrize(
    ("front", "log", "words", "nested"),
    [
        ("", GOT, "", ("thanked: an intro to Hoda",)),
        ("", GOT, "mail: a card", ("thanked: an intro to Hoda",)),
        ("", GOT, "mail: a card\n- promised: tea", ("promised: tea", "thanked: an intro to Hoda")),
        ("", GOT, "thanked: heartily", ()),
        ("", GOT, "mail: a card #thanked", ()),
        ("", GOT, "mail\n- thanked: in public", ("thanked: in public",)),
        ("", f"{GOT}\n  - got: a book", "", ("thanked: an intro to Hoda", "thanked: a book")),
        ("", f"{GOT}\n- [ ] send it 📅 2026-11-20", "call", ("thanked: an intro to Hoda",)),
        ("", "- 2026-11-20 مكالمة: أخبار\n  - تلقيت: كتاب جميل", "", ("شكرت: كتاب جميل",)),
        ("", "- 2026-11-20 call: news", "", ()),
        (DUE, GOT, "", ("thanked: an intro to Hoda",)),
        (DUE, GOT, "call: what next?", ()),
    ],
    ids=[
        "bare", "words", "nested words", "thanked", "tag", "nested", "two", "a task", "Arabic", "nothing got",
        "bare, other reasons", "words, other reasons",
    ],
)  # fmt: skip
def test_what_is_nested(front: str, log: str, words: str, nested: tuple[str, ...]) -> None:
    """In the language of the log; of somebody with another reason on the list, words decide."""
    text = person(front or "cadence: 8w", log)
    listed = [one for one in items({"A.md": text}) if is_now(one)]
    note = parse_note("A.md", text.encode())
    assert with_thanks(draft_of(TODAY, words), note, listed, HEADS).nested == nested
