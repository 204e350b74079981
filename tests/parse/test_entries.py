"""Log entries: every accepted form, heads and their spellings, nested lines, and what is no entry."""

from datetime import date

import pytest

from relnotes.model import Detail, Entry, Topic
from relnotes.parse.note import parse_note
from relnotes.parse.words import CONTACT, MEANING, Heads, fold
from tests.parse.build import log, note

DAY = date(2026, 1, 2)


def only(*lines: str) -> Entry:
    """The one entry of a log."""
    entries = log(*lines).entries
    assert len(entries) == 1, entries
    return entries[0]


def said(entry: Entry) -> tuple[str, tuple[str, ...], str]:
    """Head, people, text."""
    return entry.head, tuple(link.target for link in entry.people), entry.text


@pytest.mark.parametrize(
    "line",
    ["- 2026-01-02 call: news", "* 2026-01-02 call: news", "+ 2026-01-02 call: news", "1. 2026-01-02 call: news",
     "1) 2026-01-02 call: news", "- 2026-01-02: call: news", "- 2026-01-02 Call: news", "- 2026-01-02 phone call: news",
     "- 2026-01-02, call: news", "- 2026-01-02 | call | news", "- 2026-01-02 — call — news",
     "- 2026-01-02 – call – news",
     "- 2026-01-02 call - news", "- 2026-01-02  call  :  news", "- 2026/01/02 call: news", "- 2026-1-2 call: news",
     "- [[2026-01-02]] call: news", "- [[2026-01-02]]: call: news", "- [[2026-01-02|Friday]] call: news",
     "- [[Daily/2026-01-02]] call: news", "- **2026-01-02** call: news", "- **2026-01-02:** call: news",
     "- **2026-01-02**: call: news", "- __2026-01-02__ call: news", "- 2026-01-02 14:30 call: news",
     "- 2026-01-02T14:30 call: news", "- 2026-01-02 14:30:00 call: news", "- ٢٠٢٦-٠١-٠٢ call: news",
     "- ۲۰۲۶-۰۱-۰۲ call: news", "- 2026-01-02 مكالمة: news", "- \u200f2026-01-02\u200f مكالمة\u200f: news",
     "- 2026-01-02 call: news ^abc123", "### 2026-01-02 | call | news", "### 2026-01-02 — Call: news",
     "## [[2026-01-02]] call: news", "### 2026-01-02 10:30 - Call\nnews", "### 2026-01-02 call\n\nnews\nmore",
     "### 2026-01-02 call\n- news", "- 2026-01-02 call:\n  - news"],
)  # fmt: skip
def test_an_entry_is_read_in_every_form(line: str) -> None:
    """Any list marker or heading, any form of the date, any separator: day, head and text are the same."""
    entry = only(line)
    assert (entry.date, entry.head, entry.line) == (DAY, "call", 4)
    assert entry.text in {"news", "news more"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", ("", (), "")),
        ("coffee", ("coffee", (), "")),
        ("her move to infra", ("", (), "her move to infra")),
        ("coffee: her move", ("coffee", (), "her move")),
        ("coffee with [[Omar]]: news", ("coffee", ("Omar",), "news")),
        ("coffee with [[Omar]] and [[Sara]]: news", ("coffee", ("Omar", "Sara"), "news")),
        ("coffee w/ [[Omar]], [[Sara]] & [[People/Ada|Ada]]", ("coffee", ("Omar", "Sara", "People/Ada"), "")),
        ("coffee with [Omar](People/Omar%20Haddad.md): news", ("coffee", ("People/Omar Haddad",), "news")),
        ("قهوة مع [[Omar]] و[[Sara]]: news", ("coffee", ("Omar", "Sara"), "news")),
        ("قهوة مع [[Omar]]، [[Sara]]", ("coffee", ("Omar", "Sara"), "")),
        ("with [[Omar]]: news", ("", ("Omar",), "news")),
        ("[[Omar]]: news", ("", ("Omar",), "news")),
        ("met [[Omar]] and [[Sara]] at the fair", ("", ("Omar", "Sara"), "met Omar and Sara at the fair")),
        ("call with [[Omar]] about [[Sara]]", ("call", ("Omar",), "about Sara")),
        ("call: about [[Omar]]", ("call", (), "about Omar")),
        ("call about [[Omar]]", ("call", (), "about Omar")),
        ("call [[Omar]]'s manager", ("call", (), "Omar's manager")),
        ("lunch with Omar: news", ("lunch", (), "with Omar: news")),
        ("video call with [[Omar]]", ("video", ("Omar",), "")),
        ("sent: how did it go?", ("sent", (), "how did it go?")),
        ("sent", ("sent", (), "")),
        ("sent a card", ("sent", (), "a card")),
        ("sent me a card", ("", (), "sent me a card")),
        ("heard from her: news", ("heard", (), "from her: news")),
        ("heard that she moved", ("", (), "heard that she moved")),
        ("promised to write by Friday", ("promised", (), "to write by Friday")),
        ("note to self", ("note", (), "to self")),
        ("asked about her move", ("", (), "asked about her move")),
        ("next week we meet", ("", (), "next week we meet")),
        ("they promised: an intro", ("they promised", (), "an intro")),
        ("gave [[Omar]]: a book", ("gave", ("Omar",), "a book")),
        ("call: [[Omar|O]] and **bold** `x` ==y==", ("call", (), "O and bold `x` y")),
        ("call %% secret %%: news", ("call", (), "news")),
        ("call: `with [[Omar]]`", ("call", (), "`with Omar`")),
    ],
)
def test_what_stands_behind_the_date_is_head_people_and_text(
    line: str, expected: tuple[str, tuple[str, ...], str]
) -> None:
    """A head and the links before the text are told from the text; links in the text are mentions only."""
    assert said(only(f"- 2026-01-02 {line}")) == expected


@pytest.mark.parametrize(
    ("head", "word"), [(head, word) for head, words in (CONTACT | MEANING).items() for word in words.split("|")]
)
def test_every_head_is_known_in_every_spelling(head: str, word: str) -> None:
    """Each word for a head is that head, whatever its case."""
    assert only(f"- 2026-01-02 {word}: x").head == head
    assert only(f"- 2026-01-02 {word.upper()} — x").head == head


@pytest.mark.parametrize(
    ("typed", "head"),
    [("أَرْسَلْتُ", "sent"), ("ارسلت", "sent"), ("أرسـلت", "sent"), ("مكالمه", "call"), ("مُكالَمة", "call"),
     ("زياره", "visit"),
     ("لقآء", "meeting"), ("غداءً", "lunch"), ("أعطيتُ", "gave"), ("اعطيت", "gave"), ("عرفت", "intro"),
     ("طلب منّى", "they asked"),
     ("المرّة القادمه", "next"), ("نتيجه", "outcome"), ("وَعَدَني", "they promised"), ("وصلنى", "heard"), ("هديه", "gift")],
)  # fmt: skip
def test_arabic_heads_match_without_vowel_signs(typed: str, head: str) -> None:
    """Tashkeel, tatweel, hamza seats, ى for ي and ه for ة make no other word."""
    assert only(f"- 2026-01-02 {typed}: نص").head == head


def test_more_kinds_come_from_the_config() -> None:
    """A kind of contact that the config adds is a head by its own name."""
    found = parse_note("Zoe.md", b"---\ntype: person\n---\n- 2026-01-02 Standup with [[Omar]]: x\n", Heads(["standup"]))
    assert said(found.entries[0]) == ("standup", ("Omar",), "x")


@pytest.mark.parametrize(
    "text",
    ["- [ ] 2026-01-02 call", "- [x] 2026-01-02 call", "> - 2026-01-02 call", "> [!note]\n> - 2026-01-02 call",
     "```\n- 2026-01-02 call\n```", "~~~\n- 2026-01-02 call\n~~~", "    - 2026-01-02 call", "%%\n- 2026-01-02 call\n%%",
     "%% - 2026-01-02 call %%", "<!-- - 2026-01-02 call -->", "<!--\n- 2026-01-02 call\n-->", "- `2026-01-02` call",
     "- `2026-01-02 call`", "- 2026-02-30 call", "- 20260102 call", "- 2026-01-02call", "- 2026-01-021 call",
     "- on 2026-01-02 a call", "2026-01-02 call", "-2026-01-02 call", "• 2026-01-02 call", "| 2026-01-02 | call |",
     "2026-01-02\n---x", "## Next time\n- 2026-01-02 call"],
)  # fmt: skip
def test_what_is_no_entry(text: str) -> None:
    """Tasks, quotes, code, comments, impossible dates, plain paragraphs and tables are no log entries."""
    assert log(text).entries == ()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("%% a %%\n- 2026-01-02 call", [5]),
        ("`%%`\n- 2026-01-02 call\n`%%`", [5]),
        ("```\n%%\n```\n- 2026-01-02 call\n%% x %%", [7]),
        ("%%\n```\n%%\n- 2026-01-02 call", [7]),
        ("%% `\n%%\n- 2026-01-02 call `x`", [6]),
        ("- 2026-01-02 100%% sure\n- 2026-01-03 call", [4, 5]),
        ("<!-- -->\n- 2026-01-02 call <!-- x --> y", [5]),
        ("`<!--`\n- 2026-01-02 call", [5]),
        ("```md\n- 2026-01-01 x\n```\n- 2026-01-02 call", [7]),
        ("````\n```\n- 2026-01-01 x\n````\n- 2026-01-02 call", [8]),
    ],
)
def test_comments_and_code_end_where_they_end(text: str, lines: list[int]) -> None:
    """What only looks like a comment hides nothing, and no comment moves a line."""
    assert [entry.line for entry in log(text).entries] == lines


def test_tags_are_the_entrys() -> None:
    """Tags behind the text leave it; tags within it stay; those with a meaning are details."""
    entry = only("- 2026-01-02 call: her #talk went well #work #a/b #no-reply")
    assert (entry.text, entry.tags) == ("her #talk went well", ("talk", "work", "a/b", "no-reply"))
    assert entry.details == (Detail("sent", "her #talk went well", 4),)


def test_nested_lines_belong_to_their_entry() -> None:
    """Heads of nested items, at any depth, are details with their own lines; promises know their day and their tick."""
    entry = only(
        "- 2026-01-02 call",
        "  - promised: review her talk by Friday",
        "  - [x] promised: the link by 2026-02-01",
        "  - [ ] they promised: an intro 📅 2026-02-03",
        "    - gave: a book",
        "  - how is she",
        "  - got a letter from her",
        "  - وعدت: مقال قبل الأحد",
        "",
        "- not hers: promised: x",
    )
    assert entry.details == (
        Detail("promised", "review her talk by Friday", 5, date(2026, 1, 9)),
        Detail("promised", "the link by 2026-02-01", 6, date(2026, 2, 1), done=True),
        Detail("they promised", "an intro", 7, date(2026, 2, 3)),
        Detail("gave", "a book", 8),
        Detail("promised", "مقال قبل الأحد", 11, date(2026, 1, 4)),
    )
    assert entry.text == "how is she"


def test_a_head_of_its_own_is_a_detail_too() -> None:
    """An entry that is a promise itself has it as its detail."""
    assert only("- 2026-01-02 promised: x by next week").details == (
        Detail("promised", "x by next week", 4, date(2026, 1, 9)),
    )


def test_a_heading_entry_owns_what_stands_below_it() -> None:
    """List items below a dated heading are its details and text, up to the next heading."""
    found = log("### 2026-03-01 | coffee", "- **Summary:** warm talk", "- promised: x", "### Other", "- promised: y")
    assert [(e.head, e.text) for e in found.entries] == [("coffee", "Summary: warm talk")]
    assert found.entries[0].details == (Detail("promised", "x", 6),)


def test_a_dated_heading_is_an_entry_in_a_contacts_note_only() -> None:
    """In other notes a dated heading is a heading; a dated list item is an entry anywhere."""
    found = note("# Project\n## 2026-01-02 call\n- x\n- 2026-01-03 call with [[Zoe]]\n", "Project.md")
    assert [entry.line for entry in found.entries] == [4]


def test_any_heading_will_do() -> None:
    """Entries are found under every heading, and without one."""
    found = log("- 2026-01-01 a", "## السجل", "- 2026-01-02 b", "### x", "- 2026-01-03 c")
    assert [(entry.text, entry.line) for entry in found.entries] == [("a", 4), ("b", 6), ("c", 8)]


@pytest.mark.parametrize(
    ("days", "orders"),
    [
        ("01 02 03", [0, 1, 2]),
        ("03 02 01", [0, -1, -2]),
        ("02 02", [0, 1]),
        ("03 02 02 01", [0, -1, -2, -3]),
        ("01 02 02 03", [0, 1, 2, 3]),
        ("02", [0]),
    ],
)
def test_the_order_in_time_is_the_notes_own(days: str, orders: list[int]) -> None:
    """A log that begins with its newest day runs backwards; on one day the note's direction decides."""
    assert [entry.order for entry in log(*(f"- 2026-01-{day} x" for day in days.split())).entries] == orders


@pytest.mark.parametrize(
    "heading", ["Next time", "next time:", "Next", "Discuss next", "المرة القادمة", "المَرّة القادمه"]
)
def test_topics_stand_below_next_time(heading: str) -> None:
    """Items and open tasks below Next time are topics; ticked ones are not."""
    found = log(
        f"## {heading}", "- the [[Pottery|pottery]] sale", "- [ ] her talk", "- [x] old", "## Log", "- 2026-01-02 call"
    )
    assert found.topics == (Topic("the pottery sale", 5), Topic("her talk", 6))
    assert (found.tasks, len(found.entries)) == ((), 1)


def test_next_lines_are_topics_anywhere() -> None:
    """`next:` in the log, in an entry, or alone heads the brief until it is ticked."""
    found = log(
        "- next: a",
        "- 2026-01-02 call",
        "  - next: b",
        "  - [ ] المرة القادمة: c",
        "  - [x] next: d",
        "- 2026-01-03 next: e",
    )
    assert [topic.text for topic in found.topics] == ["a", "b", "c", "e"]


def test_words_fold_alike() -> None:
    """Folding is the same for every spelling, and leaves other words apart."""
    assert fold("المَرّة القادِمة") == fold("المره القادمه")
    assert fold("Straße") == fold("STRASSE")
    assert fold("قهوة") != fold("قوة")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- 2026-01-02 **promised**: the slides", ("promised", (), "the slides")),
        ("- 2026-01-02 **sent:** hello", ("sent", (), "hello")),
        ("- **2026-01-02 coffee**: fine", ("coffee", (), "fine")),
        ("- **2026-01-02** **heard:** yo", ("heard", (), "yo")),
        ("- [[Meetings/2026-01-02 Sync]]", ("", (), "Sync")),
        ("- [[2026-01-02 Lunch|the lunch]] was fun", ("", (), "the lunch was fun")),
        ("- 2026-01-02 heard from Omar that she left", ("", (), "heard from Omar that she left")),
        ("- 2026-01-02 وعدت بالكتاب قبل الجمعة", ("promised", (), "بالكتاب قبل الجمعة")),
        ("- 2026-01-02 أرسلت لي صورة", ("", (), "أرسلت لي صورة")),
        ("- 2026-01-02 coffee with [[Nora]]'s brother: chess", ("coffee", (), "with Nora's brother: chess")),
    ],
)
def test_bold_words_titles_and_possessives(line: str, expected: tuple[str, tuple[str, ...], str]) -> None:
    """Emphasis does not hide a head, a dated link gives its title, and the owner of a possessive was not there."""
    assert said(only(line)) == expected
