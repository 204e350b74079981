"""The check of the feed's bytes: it passes our feeds, and each rule catches the feed that breaks it."""

import re
from pathlib import Path

import pytest

from tests.acceptance.feedcheck import RULES, check
from tests.conftest import DAY, Run
from tests.support import feed, person

LEILA = person(
    "cadence: 6 weeks\nid: k7m2qx\nbirthday: 1988-02-29",
    "- 2026-10-12 coffee: pottery, clay; and \\ more, so long that the line with it has to be folded: خزف وطين",
)
GOOD = feed({"Leila.md": LEILA, "Omar.md": person("birthday: 1990-02-03")}, toml='[feed]\nalarm = "09:00"\n')
EVENT = re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", GOOD, re.DOTALL)[-1]

# The rule that speaks, what stands in the good feed (a pattern), what stands there in the broken one.
BROKEN: tuple[tuple[str, bytes, bytes], ...] = (
    ("line_ends", rb"\r\n", b"\n"),
    ("line_ends", rb"(?<=VERSION:2.0)\r\n", b"\r\r\n"),
    ("line_ends", rb"\r\n\Z", b""),
    ("octets", rb"\r\n ", b""),
    ("octets", rb"SUMMARY:", b"SUMMARY:" + b"x" * 60),
    ("folds", "\N{ARABIC LETTER KHAH}".encode(), b"\xd8\r\n \xae"),
    ("folds", rb"(?=BEGIN:VEVENT)", b"\r\n"),
    ("folds", rb"(?<=\r\n)(?=UID)", b" \r\n"),
    ("folds", rb"\A", b" "),
    ("text", "\N{ARABIC LETTER KHAH}".encode(), b"\xe9"),
    ("text", rb"\A", b"\xef\xbb\xbf"),
    ("controls", rb"pottery", b"pot\x07tery"),
    ("controls", rb"pottery", b"pot\ttery"),
    ("controls", rb"pottery", "pot\u202etery".encode()),
    ("controls", rb"pottery", "pot\u2028tery".encode()),
    ("nfc", rb"SUMMARY:", "SUMMARY:Zoe\u0308 ".encode()),
    ("grammar", rb"(?<=pottery)", b"\r\n"),
    ("grammar", rb"(?=STATUS)", b"a line\r\n"),
    ("grammar", rb"END:VALARM\r\n", b""),
    ("grammar", rb"END:VEVENT\r\nEND:VCALENDAR\r\n\Z", b"END:VEVENT\r\n"),
    ("grammar", rb"(?=UID:)", b"uid:x\r\n"),
    ("components", rb"BEGIN:VEVENT\r\n.*END:VEVENT\r\n", b""),
    ("components", rb"(?=BEGIN:VEVENT)", b"BEGIN:VTIMEZONE\r\nEND:VTIMEZONE\r\n"),
    ("components", rb"\Z", GOOD),
    ("components", rb"(?s)(BEGIN:VALARM.*?END:VALARM\r\n)", rb"\1\1"),
    ("calendar_properties", rb"VERSION:2.0\r\n", b""),
    ("calendar_properties", rb"PRODID:.*?\r\n", b"PRODID:-//relnotes//0.1//EN\r\n"),
    ("calendar_properties", rb"(?=NAME:)", b"METHOD:PUBLISH\r\n"),
    ("calendar_properties", rb"(?=NAME:)", b"UID:8f0b0cf0-9d53-5c0e-9d53-0a5f6a1f2c11\r\n"),
    ("calendar_properties", rb"(?=NAME:)", b"VERSION:2.0\r\n"),
    ("calendar_properties", rb"(?=NAME:)", b"X-WR-TIMEZONE:Africa/Cairo\r\n"),
    ("calendar_values", rb"NAME:", rb"NAME:People\\, notes"),
    ("calendar_values", rb"COLOR:teal", b"COLOR:#008080"),
    ("calendar_values", rb"COLOR:#008080", b"COLOR:teal"),
    ("calendar_values", rb";VALUE=DURATION", b""),
    ("calendar_values", rb"TTL:PT12H", b"TTL:12:00:00"),
    ("event_properties", rb"DTSTAMP:.*?\r\n", b""),
    ("event_properties", rb"(?=SUMMARY)", b"SUMMARY:once more\r\n"),
    ("event_properties", rb"(?=STATUS)", b"CLASS:PRIVATE\r\n"),
    ("event_properties", rb"(?=STATUS)", b"ORGANIZER:mailto:x@example.org\r\n"),
    ("event_properties", rb"DTEND;VALUE=DATE:.*?\r\n", b""),
    ("parameters", rb"DTSTART;VALUE=DATE", b"DTSTART"),
    ("parameters", rb"DTEND;VALUE=DATE", b"DTEND;VALUE=DATE;TZID=Africa/Cairo"),
    ("parameters", rb"SUMMARY:", b"SUMMARY;LANGUAGE=en:"),
    ("identities", re.escape(EVENT), EVENT + EVENT),
    ("identities", rb"UID:[^\r]*", b"UID:leila@example.org"),
    ("identities", rb"(UID:[^\r]{14})5", rb"\g<1>4"),
    ("days", rb"DTEND;VALUE=DATE:\d{8}", b"DTEND;VALUE=DATE:20200101"),
    ("days", rb"DTSTART;VALUE=DATE:20261123", b"DTSTART;VALUE=DATE:20261124"),
    ("days", rb"DTSTART;VALUE=DATE:20261123", b"DTSTART;VALUE=DATE:20260230"),
    ("stamps", rb"(DTSTAMP:\d{8}T\d{6})Z", rb"\1"),
    ("stamps", rb"(LAST-MODIFIED:\d{8}T\d{5})\d", rb"\g<1>7"),
    ("stamps", rb"SEQUENCE:\d+", b"SEQUENCE:-1"),
    ("stamps", rb"SEQUENCE:\d+", b"SEQUENCE:20261123000000"),
    ("escapes", rb"pottery\\,", b"pottery,"),
    ("escapes", rb"clay\\;", b"clay;"),
    ("escapes", rb"pottery", rb"\\Nottery"),
    ("escapes", rb"pottery", rb"p\\ottery"),
    ("empty_texts", rb"SUMMARY:[^\r]*", b"SUMMARY:"),
    ("empty_texts", rb"SUMMARY:", rb"SUMMARY:two\\n"),
    ("rules", rb"RRULE:FREQ=YEARLY\r", b"RRULE:FREQ=YEARLY;COUNT=9\r"),
    ("rules", rb";BYMONTHDAY=-1;BYMONTH=2", b""),
    ("words", rb"STATUS:CONFIRMED", b"STATUS:CANCELLED"),
    ("words", rb"TRANSP:TRANSPARENT", b"TRANSP:OPAQUE"),
    ("alarms", rb"ACTION:DISPLAY\r\n", b""),
    ("alarms", rb"ACTION:DISPLAY", b"ACTION:EMAIL"),
    ("alarms", rb"TRIGGER:PT9H", b"TRIGGER:9h"),
    ("alarms", rb"(?=ACTION)", b"UID:8f0b0cf0-9d53-5c0e-9d53-0a5f6a1f2c11\r\n"),
    ("alarms", rb"(?<=ACTION:DISPLAY\r\n)DESCRIPTION:[^\r]*\r\n", b""),
    ("links", rb"pottery", b"file:/x"),
    ("links", rb"pottery", b"obsidian://x"),
    ("order", rb"(BEGIN:VEVENT.*?END:VEVENT\r\n)(BEGIN:VEVENT.*?END:VEVENT\r\n)", rb"\2\1"),
)  # fmt: skip


def broken(old: bytes, new: bytes) -> bytes:
    """The good feed with one thing changed, or with all line ends or folds."""
    return re.sub(old, new, GOOD, count=0 if old in {rb"\r\n", rb"\r\n "} else 1, flags=re.DOTALL)


def spoken(data: bytes) -> set[str]:
    return {found.split(":")[0] for found in check(data)}


@pytest.mark.parametrize(("rule", "old", "new"), BROKEN, ids=[f"{nth}-{row[0]}" for nth, row in enumerate(BROKEN)])
def test_each_rule_catches_the_feed_that_breaks_it(rule: str, old: bytes, new: bytes) -> None:
    """The rule meant for it speaks."""
    assert rule in spoken(broken(old, new))


def test_no_rule_is_without_a_broken_feed() -> None:
    """Each rule catches a feed that no other one sees."""
    alone = {rule for rule, old, new in BROKEN if spoken(broken(old, new)) == {rule}}
    assert {rule.__name__ for rule in RULES} == alone


def test_the_good_feed_passes() -> None:
    """What the broken feeds are made from is sound, and holds what they break."""
    assert check(GOOD) == []
    assert GOOD.count(b"BEGIN:VEVENT") == 3 and b"\r\n " in GOOD


@pytest.mark.parametrize(
    "toml", ["", 'language = "ar"\n', '[feed]\nalarm = "-15h"\ndetail = "name"\n', 'leap_day = "03-01"\n']
)
def test_the_example_passes(toml: str, example: Path, relnotes: Run) -> None:
    """The feed of the example vault is sound, in either language, with and without alarms."""
    config = example / "relnotes.toml"
    text = config.read_text().replace('language = "en"\n', "") if "language" in toml else config.read_text()
    table = toml if toml.startswith("[") else ""
    config.write_text(("" if table else toml) + text + table)
    relnotes("-C", str(example), "--today", DAY, "feed")
    assert check((example / "relnotes.ics").read_bytes()) == []
