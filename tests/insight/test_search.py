"""find: texts in, places out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relnotes.insight.search import NoteHit, in_order, search_text
from relnotes.insight.terms import read_term, searchable

NOTE = """\
# Ada

- 2026-11-02 call: the eBPF article
- a Résumé for Zoë
- عن الكتاب الجديد
- the article again""".replace("\n", "\r\n")


def lines(*words: str, path: str = "People/Ada.md", text: str = NOTE) -> list[int] | None:
    hit = search_text(path, text, tuple(map(read_term, words)))
    return None if hit is None else [number for number, _ in hit.lines]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("ebpf",), [3]),
        (("article",), [3, 6]),
        (("article", "ebpf"), [3]),  # the line that has both
        (("article", "zoe"), [3, 4, 6]),  # no line has both, the note has
        (("the ebpf article",), [3]),
        (("ebpf the",), None),
        (("rticle",), None),
        (("resume",), [4]),
        (("كتاب",), [5]),
        (("الجدىد",), [5]),
        (("ada",), [1]),
        (("people",), None),  # the folder is no word of the note
        (("article", "nothing"), None),
    ],
)
def test_where_words_stand(words: tuple[str, ...], expected: list[int] | None) -> None:
    """All words must stand in the note; the lines with most of them are shown."""
    assert lines(*words) == expected


def test_the_name_counts() -> None:
    """A word may stand in the note's name alone."""
    assert lines("hadley", "article", path="People/Ada Hadley.md") == [3, 6]
    assert lines("hadley", path="People/Ada Hadley.md") == []


def test_the_order() -> None:
    """Notes named so come first, then those that have all words on one line."""
    found = [NoteHit("b.md", (), 2), NoteHit("a.md", (), 1), NoteHit("c.md", (), 0, named=True)]
    assert [hit.path for hit in in_order(found)] == ["c.md", "b.md", "a.md"]


@given(st.text())
def test_folding_keeps_lines(text: str) -> None:
    """A folded text has the lines of the text, whatever is in it."""
    assert searchable(text).count("\n") == text.count("\n")
