"""relnotes.toml: its defaults, every setting, and every mistake with its line and what was probably meant."""

from datetime import date

import pytest

from relnotes.model import Cadence, Circle, Config, FeedConfig, Period
from relnotes.parse.config import CIRCLES, parse_config
from tests.support import config

FULL = """\
people = ["People", "Work/*"]
templates = ["Templates"]
timezone = "Africa/Cairo"
language = "ar"
log_heading = "السجل"
mentions = "all"
overdue = 2
leap_day = "03-01"

[kinds]
contact = ["standup"]

[circles.mentees]
cadence = "3 weeks"
weight = 2

[circles.inner]
cadence = "2 weeks"

[circles.Network]
cadence = "none"

[capacity]
per_day = 2
per_week = 5
weekdays = ["Sunday", "mon"]
ahead = "2 weeks"
away = ["2026-12-24..2027-01-02"]

[focus]
limit = 4

[feed]
path = "out/people.ics"
detail = "name"
birthdays = "kept"
alarm = "09:00"

[[feeds]]
path = "shared.ics"
detail = "none"
kinds = ["birthday", "event"]
circles = ["inner"]
tags = ["family"]

[due]
path = "Inbox/Due.md"
"""


def test_an_absent_file_and_an_empty_one_are_the_defaults() -> None:
    """Without settings everything has its documented default, and the built-in circles."""
    assert (
        parse_config(None)
        == parse_config(b"")
        == parse_config(b"\xef\xbb\xbf# none\r\n")
        == (Config(circles=CIRCLES), ())
    )
    found = config()
    assert (found.people, found.mentions, found.focus, found.feed) == ((), "happened", None, FeedConfig())
    assert [(circle.name, circle.cadence) for circle in found.circles] == [
        ("inner", Cadence("4 weeks", days=28)),
        ("close", Cadence("8 weeks", days=56)),
        ("network", Cadence("6 months", months=6)),
    ]
    assert found.outputs == ("Due.md", "relnotes.ics")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_setting_is_read(end: str) -> None:
    """Each known key of each table has its typed value."""
    found, problems = parse_config(FULL.replace("\n", end).encode())
    assert problems == ()
    assert (found.people, found.templates, found.timezone) == (("People", "Work/*"), ("Templates",), "Africa/Cairo")
    assert (found.language, found.log_heading, found.mentions) == ("ar", "السجل", "all")
    assert (found.overdue, found.leap_day, found.contact_kinds) == (2.0, "03-01", ("standup",))
    assert found.circles == (
        Circle("inner", Cadence("2 weeks", days=14), 3.0),
        Circle("close", Cadence("8 weeks", days=56), 2.0),
        Circle("network", None, 1.0),
        Circle("mentees", Cadence("3 weeks", days=21), 2.0),
    )
    assert (found.capacity.per_day, found.capacity.per_week, found.capacity.weekdays) == (2, 5, (6, 0))
    assert found.capacity.ahead == Cadence("2 weeks", days=14)
    assert found.capacity.away == (Period(date(2026, 12, 24), date(2027, 1, 2)),)
    assert found.focus == 4
    assert found.feed == FeedConfig("out/people.ics", "name", "kept", "09:00")
    assert found.feeds == (
        FeedConfig("shared.ics", "none", kinds=("birthday", "event"), circles=("inner",), tags=("family",)),
    )
    assert found.outputs == ("Inbox/Due.md", "out/people.ics", "shared.ics")


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("peeple = []", 1, "“peeple” is no setting of relnotes", "did you mean “people”?"),
        ("\n\ntime_zone = 'x'", 3, "“time_zone” is no setting of relnotes", "did you mean “timezone”?"),
        ("[capacty]\nper_day = 1", 1, "“capacty” is no setting of relnotes", "did you mean “capacity”?"),
        ("[feed]\ndetial = 'name'", 2, "“detial” is no setting of relnotes", "did you mean “detail”?"),
        ("xyzzy = 1", 1, "“xyzzy” is no setting of relnotes", "known here: people, templates"),
        ("people = 'People'", 1, "this must be a list of texts", 'such as ["People"]'),
        ("people = [1]", 1, "this must be a list of texts", 'such as ["People"]'),
        ("timezone = 'Africa/Kairo'", 1, "“Africa/Kairo” is no time zone", "did you mean “Africa/Cairo”?"),
        ("timezone = '../../etc/passwd'", 1, "is no time zone", ""),
        ("timezone = 3", 1, "this must be a text", ""),
        ("language = 'arr'", 1, "“arr” is none of en, ar", "did you mean “ar”?"),
        ("language = 'tlh'", 1, "“tlh” is none of en, ar", "write one of en, ar"),
        ("mentions = true", 1, "“True” is none of happened, all, off", ""),
        ("log_heading = ' '", 1, "this must be a text", ""),
        ("overdue = 0.5", 1, "this must be a number from 1 to 100", ""),
        ("overdue = true", 1, "this must be a number from 1 to 100", ""),
        ("overdue = nan", 1, "this must be a number from 1 to 100", ""),
        ("leap_day = '02-29'", 1, "is none of 02-28, 03-01", ""),
        ("[kinds]\ncontact = 'standup'", 2, "this must be a list of texts", ""),
        ("[circles.close]\ncadence = 'often'", 2, "“often” is not a cadence", "write for example 6 weeks"),
        ("[circles.close]\nwieght = 2", 2, "“wieght” is no setting of relnotes", "did you mean “weight”?"),
        ("[circles]\nclose = 3", 2, "this must be a table [circles.close]", ""),
        ("circles = 3", 1, "this must be tables such as [circles.close]", ""),
        ("[capacity]\nper_day = 0", 2, "this must be a whole number from 1 to 100", ""),
        ("[capacity]\nper_day = 1\nper_week = 1.5", 3, "this must be a whole number from 1 to 700", ""),
        ("[capacity]\nweekdays = ['mnday']", 2, "is none of mon, tue", ""),
        ("[capacity]\nweekdays = []", 2, "this must be different weekdays", ""),
        ("[capacity]\nweekdays = ['mon', 'Monday']", 2, "this must be different weekdays", ""),
        ("[capacity]\nahead = 'none'", 2, "this must be a time such as 4 weeks", ""),
        ("[capacity]\naway = ['2026-12-24..2026-12-01']", 2, "ends before it begins", ""),
        ("[capacity]\naway = ['soon']", 2, "“soon” is not a date", "YYYY-MM-DD"),
        ("[focus]\nlimit = 0", 2, "this must be a whole number", ""),
        ("focus = 3", 1, "this must be a table [focus]", ""),
        ("[feed]\npath = '/tmp/x.ics'", 2, "the path of a .ics file inside of the vault", ""),
        ("[feed]\npath = 'C:\\x.ics'", 2, "the path of a .ics file inside of the vault", ""),
        ("[feed]\npath = 'a/../../x.ics'", 2, "the path of a .ics file inside of the vault", ""),
        ("[feed]\npath = 'x.txt'", 2, "the path of a .ics file inside of the vault", ""),
        ("[feed]\nalarm = '25:00'", 2, "this must be", "09:00"),
        ("[due]\nanswers = 1", 2, "this must be true or false", ""),
        ("[due]\npath = 'Due.txt'", 2, "the path of a .md file inside of the vault", ""),
        ("[feeds]\npath = 'a.ics'", 1, "this must be written as [[feeds]]", "double the brackets"),
        ("[[feeds]]\npath = 'a.ics'\n[[feeds]]\ndetail = 'name'", 3, "a feed without a path", "add path"),
        ("[[feeds]]\npath = 'a.ics'\n[[feeds]]\npath = 'b.ics'\ndetail = 'nam'", 5, "“nam” is none of", "“name”"),
        ("[[feeds]]\npath = 'a.ics'\nkinds = ['birthdays']", 3, "“birthdays” is none of", "did you mean “birthday”?"),
        ("[[feeds]]\npath = 'relnotes.ics'", 2, "two outputs share the path “relnotes.ics”", "a path of its own"),
        ("people = [", 1, "this is not TOML", ""),
        ("people = []\npeople = []", 2, "this is not TOML", ""),
        ("a = 1\n=", 2, "this is not TOML", ""),
    ],
)
def test_a_mistake_has_its_line_and_what_was_meant(text: str, line: int, message: str, hint: str) -> None:
    """One mistake is one problem, at the line of its key, with a sentence and a hint."""
    _, problems = parse_config(text.encode())
    assert [(one.path, one.rule, one.severity, one.span.line) for one in problems] == [
        ("relnotes.toml", "invalid-config", "error", line)
    ], problems
    assert message in problems[0].message
    assert hint in problems[0].hint


def test_every_mistake_is_reported_and_the_rest_counts() -> None:
    """Several mistakes are all said, in the order of their lines; other settings keep their values."""
    found, problems = parse_config(
        b'language = "xx"\npeple = []\ntemplates = ["T"]\n[capacity]\nper_day = -1\nper_week = 4\n'
    )
    assert [one.span.line for one in problems] == [1, 2, 5]
    assert (found.language, found.templates, found.capacity.per_week) == ("en", ("T",), 4)


def test_a_file_that_is_not_utf8_is_reported() -> None:
    """Bytes that are no text are one problem."""
    assert [one.rule for one in parse_config(b'people = ["\xff"]')[1]] == ["not-utf8"]
