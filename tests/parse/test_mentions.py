"""Daily notes: which list items say that contact took place, and which never do."""

from datetime import date

import pytest

from relnotes.model import Config, Touch
from relnotes.parse.note import parse_note
from tests.parse.build import note
from tests.support import vault

DAILY = "Daily/2026-11-12.md"
DAY = date(2026, 11, 12)


def touches(text: str, path: str = DAILY, settings: Config | None = None, who: str = "Ada.md") -> tuple[Touch, ...]:
    """The contact with Ada (or Omar) that a note says."""
    people = {"Ada.md": "#person\n", "Omar.md": "#person\n"}
    return vault({**people, path: text}, settings).contacts[who].touches


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("coffee with [[Ada]], she has a plan", "coffee"),
        ("Call with [[Ada]]: news", "call"),
        ("phone call with [[Ada]]", "call"),
        ("10:30 coffee with [[Ada]]", "coffee"),
        ("10:30 - 11:00: video call with [[Ada]]", "video"),
        ("had a quick call with [[Ada]]", "call"),
        ("great long lunch with [[Omar]] and [[Ada]]", "lunch"),
        ("coffee w/ [[Ada|A.]]", "coffee"),
        ("coffee with [Ada](../Ada.md)", "coffee"),
        ("met [[Ada]] at the fair", ""),
        ("Met with [[Omar]], [[Ada]]", ""),
        ("we met up with [[Ada]]", ""),
        ("called [[Ada]]", ""),
        ("talked to [[Ada]] about clay", ""),
        ("wrote to [[Ada]]", ""),
        ("visited [[Ada]]", ""),
        ("قهوة مع [[Ada]]", "coffee"),
        ("مكالمة مع [[Ada]]: أخبار", "call"),
        ("قابلت [[Ada]] في المترو", ""),
        ("قابَلْتُ [[Ada]]", ""),
        ("كلّمت [[Ada]]", ""),
        ("زرت [[Ada]]", ""),
        ("اتصلت بـ [[Ada]]", ""),
        ("تحدثت مع [[Ada]]", ""),
        ("[x] call [[Ada]] about clay", "call"),
        ("[x] coffee with [[Ada]] #fun", "coffee"),
        ("[X] مكالمة [[Ada]]", "call"),
    ],
)
def test_a_list_item_that_begins_with_contact_counts(line: str, head: str) -> None:
    """KIND with a link, a past verb before a link, or a ticked task with a kind: contact on the note's day."""
    (touch,) = touches(f"# Thursday\n\n- {line}\n")
    assert (touch.date, touch.head, touch.way, touch.path, touch.line) == (DAY, head, "both", DAILY, 3)


@pytest.mark.parametrize(
    "text",
    [
        "- call [[Ada]] tomorrow",
        "- call with [[Ada]] tomorrow",
        "- مكالمة مع [[Ada]] غدًا",
        "- review [[Ada]]'s PR",
        "- coffee [[Ada]]",
        "- will call with [[Ada]]",
        "- think of [[Ada]]",
        "- [ ] call [[Ada]]",
        "- [/] call with [[Ada]]",
        "- [-] call with [[Ada]]",
        "- [x] send [[Ada]] the link",
        "- [x] review",
        "- > met [[Ada]]",
        "> - met [[Ada]]",
        "> met [[Ada]]",
        "- `met [[Ada]]`",
        "```\n- met [[Ada]]\n```",
        "%% - met [[Ada]] %%",
        "<!-- - met [[Ada]] -->",
        "- met ![[Ada]]",
        "- ![[Ada]]",
        "met [[Ada]]",
        "# met [[Ada]]",
        "- met nobody, [[Ada]] was ill",
        "- met [[Omar]]'s friend; [[Ada]] too",
        "- coffee with mum, then mail to [[Ada]]",
        "- coffee with [[Omar]]: about [[Ada]]",
        "- idea: coffee with [[Ada]]",
        "- did not meet [[Ada]]",
        "- سأقابل [[Ada]]",
        "- next: met [[Ada]]",
        "- met [[Nobody]]",
        "- met [Ada](https://example.org/Ada.md)",
    ],
)
def test_what_never_counts(text: str) -> None:
    """Plans, open tasks, quotes, code, comments, embeds, paragraphs and links in the text are no contact."""
    assert touches(f"{text}\n") == ()


@pytest.mark.parametrize(
    "path",
    [
        "2026-11-12.md",
        "Daily/2026-11-12 Lunch.md",
        "202611121430.md",
        "20261112143000.md",
        "20261112.md",
        "٢٠٢٦-١١-١٢.md",
    ],
)
def test_a_daily_note_is_known_by_its_name(path: str) -> None:
    """A file name that begins with a date makes a daily note."""
    assert [touch.date for touch in touches("- met [[Ada]]\n", path)] == [DAY]


@pytest.mark.parametrize("path", ["Journal.md", "2026-13-12.md", "2026-11.md", "20261112345.md", "My 2026-11-12.md"])
def test_a_list_item_of_another_note_has_no_day(path: str) -> None:
    """Without a date in its name a note's list items say nothing of when."""
    assert touches("- met [[Ada]]\n", path) == ()


def test_a_ticked_task_counts_on_its_own_day_in_any_note() -> None:
    """The day of ✅ is the day of the contact, in a daily note or elsewhere."""
    for path in (DAILY, "Projects/Kiln.md"):
        assert [touch.date for touch in touches("- [x] call [[Ada]] ✅ 2026-11-10\n", path)] == [date(2026, 11, 10)]
    assert touches("- [x] call [[Ada]]\n", "Projects/Kiln.md") == ()


def test_mentions_may_all_count_or_none() -> None:
    """`mentions = "all"` takes every link of a daily note for contact, `"off"` none; entries count all the same."""
    text = "thinking of [[Ada]]\n\n- call [[Ada]] tomorrow\n"
    assert {touch.date for touch in touches(text, settings=Config(mentions="all"))} == {DAY}
    assert touches(text, "Kiln.md", Config(mentions="all")) == ()
    assert touches("- met [[Ada]]\n", settings=Config(mentions="off")) == ()
    assert len(touches("- 2026-11-10 call with [[Ada]]\n", settings=Config(mentions="off"))) == 1


def test_a_dated_line_of_a_daily_note_counts_on_its_own_day() -> None:
    """An entry in a daily note is an entry, once."""
    assert [touch.date for touch in touches("- 2026-11-10 call with [[Ada]]\n")] == [date(2026, 11, 10)]


def test_mentions_keep_their_words() -> None:
    """A mention has its text as it would be shown, and all whom it names."""
    (mention,) = note("- lunch with [[Ada]] and [[Omar|O]]: **soup**\n", DAILY).mentions
    assert (mention.text, mention.head, mention.happened) == ("lunch with Ada and O: soup", "lunch", True)
    assert [link.target for link in mention.people] == ["Ada", "Omar"]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("- coffee with [[Ada]]: tomorrow she leaves for Oslo", ["Ada"]),
        ("- coffee with [[Ada]] next to the office", ["Ada"]),
        ("- I met [[Ada]] at the station", ["Ada"]),
        ("- **met [[Ada]]** at last", ["Ada"]),
        ("- [x] call [[Ada]] about the visa of [[Bo]] ✅ 2026-01-05", ["Ada"]),
        ("- [x] call with [[Ada]] and [[Bo]] ✅ 2026-01-05", ["Ada", "Bo"]),
        ("- dinner with [[Ada]] cancelled", []),
        ("- dinner with [[Ada]] was postponed", []),
        ("- call with [[Ada]] (cancelled)", []),
        ("- اجتماع مع [[Ada]] ملغي", []),
        ("- call with [[Ada]] scheduled for Friday", []),
        ("- meeting with [[Ada]] in two weeks", []),
        ("- call with [[Ada]] on monitoring", ["Ada"]),
        ("- met [[Ada]] on satellite pricing", ["Ada"]),
        ("- قهوة مع [[Ada]] غداء خفيف", ["Ada"]),
        ("- met [[Ada]] and [[Bo]] on Sunday", ["Ada", "Bo"]),
        ("- met [[Ada]] and [[Bo]]'s wife", ["Ada"]),
        ("- [x] call plumber (tip from [[Ada]]) ✅ 2026-01-05", []),
        ("- [x] review [[Ada]]'s PR ✅ 2026-01-05", []),
        ("- [x] call [[Ada]]'s office ✅ 2026-01-05", []),
        ("- talked to [[Ada]]'s manager", []),
        ("- call with [[Ada]] next week", []),
        ("- coffee with [[Ada]] on Friday", []),
    ],
)
def test_what_follows_the_people_may_take_it_back(line: str, people: list[str]) -> None:
    """A plan, a cancellation or somebody else's name behind the link is no contact; other words are."""
    found = parse_note("2026-01-05.md", f"{line}\n".encode()).mentions
    assert [link.target for one in found if one.happened for link in one.people] == people
