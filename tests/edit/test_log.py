"""A log line goes where its writer would have put it, in the style of the log, and nothing else changes."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relnotes.edit.content import content
from relnotes.edit.log import Draft, add_entry, draft_of
from relnotes.edit.refused import Refused
from relnotes.parse.note import parse_note

DAY = date(2026, 11, 23)
FRONT = "---\ntype: person\n---\n"


def added(text: str, words: str = "coffee: new job", day: date = DAY, heading: str = "Log", mark: str = "") -> str:
    return add_entry("A.md", text.encode(), draft_of(day, words, mark), heading).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Log\n- 2026-11-02 a\n- 2026-08-01 b\n", "## Log\n+- 2026-11-02 a\n- 2026-08-01 b\n"),
        ("- 2026-08-01 a\n- 2026-11-02 b\n  - gave: z\n", "- 2026-08-01 a\n- 2026-11-02 b\n  - gave: z\n+"),
        ("- 2026-11-02 a\n", "+- 2026-11-02 a\n"),
        ("- 2026-11-23 a\n", "- 2026-11-23 a\n+"),
        ("- 2026-12-23 a\n- 2026-11-23 b\n- 2026-11-02 c\n", "- 2026-12-23 a\n+- 2026-11-23 b\n- 2026-11-02 c\n"),
        ("- 2026-01-23 a\n- 2026-11-23 b\n- 2026-12-02 c\n", "- 2026-01-23 a\n- 2026-11-23 b\n+- 2026-12-02 c\n"),
        ("* 2026-11-02 a\n\n* 2026-08-01 b\n", "* 2026-11-23 coffee: new job\n\n* 2026-11-02 a\n\n* 2026-08-01 b\n"),
        ("# A\n\n## Log\n\n## F\n- [ ] t\n", "# A\n\n## Log\n+\n## F\n- [ ] t\n"),
        ("## Log\n%% - {{date}} coffee %%\n\n## F\n", "## Log\n+%% - {{date}} coffee %%\n\n## F\n"),
        ("## Log\n\nwords\n", "## Log\n\n+\nwords\n"),
        ("## Log", "## Log\n- 2026-11-23 coffee: new job"),
        ("text\n", "text\n\n## Log\n+"),
        ("text", "text\n\n## Log\n- 2026-11-23 coffee: new job"),
        ("- **2026-01-02:** a\n", "- **2026-11-23:** coffee: new job\n- **2026-01-02:** a\n"),
        ("- [[2026-01-02]]: a\n", "- [[2026-11-23]]: coffee: new job\n- [[2026-01-02]]: a\n"),
        ("1. 2026-01-02 a\n2. 2026-02-02 b\n", "1. 2026-01-02 a\n2. 2026-02-02 b\n3. 2026-11-23 coffee: new job\n"),
        ("- 2026/01/02 14:30 - a\n", "- 2026/11/23 - coffee: new job\n- 2026/01/02 14:30 - a\n"),
        ("## سجل\n- ٢٠٢٦-٠١-٠٢ قهوة\n", "## سجل\n- ٢٠٢٦-١١-٢٣ coffee: new job\n- ٢٠٢٦-٠١-٠٢ قهوة\n"),
        ("### 2026-03-01 | call | a\n\nb\n", "### 2026-11-23 | coffee: new job\n\n### 2026-03-01 | call | a\n\nb\n"),
        ("## Notes\n- 2026-11-02 a\n## Log\n- 2025-01-02 b\n", "## Notes\n- 2026-11-02 a\n## Log\n+- 2025-01-02 b\n"),
        ("- [x] 2026-11-02 promised: a\n", "- 2026-11-23 coffee: new job\n- [x] 2026-11-02 promised: a\n"),
        ("```\n- 2026-11-02 code\n```\n", "```\n- 2026-11-02 code\n```\n\n## Log\n+"),
    ],
)
def test_where_and_how(before: str, after: str) -> None:
    """Newest first or last as it is, with its marker, dates, digits and blank lines; else under the log's heading."""
    expected = FRONT + after.replace("+", "- 2026-11-23 coffee: new job\n")
    assert added(FRONT + before) == expected
    crlf = added((FRONT + before).replace("\n", "\r\n"))
    assert crlf == expected.replace("\n", "\r\n")


def test_nested_lines() -> None:
    """Further lines are nested as the note nests its own; the mark ends the entry's line and is no part of its text."""
    text = FRONT + "- 2026-11-02 a\n\t* promised: x\n"
    changed = added(text, "coffee: b\n- promised: the book by Friday\n- gave: c", mark="due-1a2b3c")
    assert changed.startswith(
        FRONT + "- 2026-11-23 coffee: b ^due-1a2b3c\n\t* promised: the book by Friday\n\t* gave: c\n- 2026-11-02 a\n"
    )
    entry = parse_note("A.md", changed.encode()).entries[0]
    assert (entry.text, [detail.head for detail in entry.details]) == ("b", ["promised", "gave"])
    assert parse_note("A.md", added(text, "", mark="due-1").encode()).entries[0].text == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("---\ntype: person\nrole: [a\n---\n", "coffee"),
        ("\udcff", "coffee"),
        (FRONT + "```\nnever closed\n", "coffee"),
        ("%% Written by relnotes: edits are lost. %%\n", "coffee"),
        ("---\ntitle: {{title}}\n---\n", "coffee"),
    ],
)
def test_refused(text: str, words: str) -> None:
    """What would change more than the log, or cannot be read, is refused."""
    with pytest.raises(Refused, match=r"A\.md"):
        add_entry("A.md", text.encode("utf-8", "surrogateescape"), Draft(DAY, words))


PIECES = st.lists(
    st.sampled_from(
        "- 2026-11-02 coffee: x|  - promised: a book by Friday|\t- gave: b  |* 2025-02-01 call|1. [[2026-03-04]]: y"
        "|### 2026-05-06 . lunch . z|> - 2026-01-01 quoted|- [ ] a task 📅 2026-12-01|- [x] b ✅ 2026-01-01 ^id1|## Log"
        "|## السجل|- ٢٠٢٦-٠٢-٠٢ قهوة: شيء|text with [[Omar]] and %% a comment %%|<!-- - 2026-01-01 hidden -->|```"
        "|- 2026-11-23 sent: same day|  lazy  |---|## Next time|- the sale|\t|   |- **2026-04-04** b|- 2026/07/07 - s"
        "|| ".split("|")
    ),
    max_size=14,
)
FRONTS = st.sampled_from(
    [
        "",
        "---\n---\n",
        "---\ntype: person\n---\n",
        "---\n# why\ntype: 'person'\ntags:\n    - a # b\naliases: [x,  y]\n---\n\n",
    ]
)
WORDS = st.sampled_from(
    ["coffee: new job", "", "sent", "lunch with [[Omar]]: #outcome a", "قهوة: خبر", "next: the sale"]
)


@given(FRONTS, PIECES, st.booleans(), st.booleans(), st.booleans(), WORDS, st.dates(date(2024, 1, 1), date(2027, 1, 1)))
@settings(max_examples=300, deadline=None)
def test_every_other_byte_stays(
    front: str, pieces: list[str], crlf: bool, bom: bool, last: bool, words: str, day: date
) -> None:
    """Taking away the new bytes gives the old file; the note says one entry more."""
    text = front + "\n".join(pieces) + "\n" * last
    data = (b"\xef\xbb\xbf" if bom else b"") + (text.replace("\n", "\r\n") if crlf else text).encode()
    try:
        changed = add_entry("A.md", data, draft_of(day, words, "due-1"))
    except Refused:
        return
    size = len(changed) - len(data)
    assert size > 0
    assert any(changed[:at] == data[:at] and changed[at + size :] == data[at:] for at in range(len(data) + 1))
    before, after = parse_note("A.md", data), parse_note("A.md", changed)
    assert len(after.entries) == len(before.entries) + 1
    assert content(before).fields == content(after).fields
    assert crlf is False or b"\n" not in changed.replace(b"\r\n", b"") or b"\r\n" not in data
