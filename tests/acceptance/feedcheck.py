"""A check of the feed's bytes, after RFC 5545 and what calendars were seen to stumble over.

A parser of its own on purpose: libraries mend, or pass over, most of what is looked for here. A rule is one function,
from a feed to what is wrong with it, and one line in `RULES`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cached_property

_LINE = re.compile(r'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^;:",]*))*):(.*)', re.DOTALL)
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\U000e0001-\U000e007f]"
)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_STAMP = re.compile(r"\d{8}T([01]\d|2[0-3])([0-5]\d){2}Z")
_DURATION = re.compile(r"-?P(\d+W|(?=[\dT])(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?)")
_LINK = re.compile(r"(?i)\b(?!https?:)[a-z][a-z0-9+.-]*://|\b(javascript|vbscript|data|file):[^\s\u200b]")
_TEXTS = ("NAME", "X-WR-CALNAME", "SUMMARY", "DESCRIPTION", "CATEGORIES")
_CALENDAR = {
    "VERSION": "2.0",
    "PRODID": "-//relnotes//feed//EN",
    "CALSCALE": "GREGORIAN",
    "NAME": None,
    "X-WR-CALNAME": None,
    "COLOR": None,
    "REFRESH-INTERVAL": None,
    "X-APPLE-CALENDAR-COLOR": None,
    "X-PUBLISHED-TTL": None,
}
_EVENT = {"UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP"}
_EVENT_MAY = {"DESCRIPTION", "CATEGORIES", "RRULE"}
_OWN_MANY = {"X-RELNOTES-MEMBER"}
_OWN = {"X-RELNOTES-REF", "X-RELNOTES-DUE", "X-RELNOTES-MISSED"} | _OWN_MANY


class Part:
    """A component: its lines as (name, parameters, value), and the components in it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[tuple[str, str, str]] = []
        self.parts: list[Part] = []

    def all(self, name: str) -> list[str]:
        return [value for key, _, value in self.lines if key == name]

    def get(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    def text(self, name: str) -> str:
        """A TEXT value as it is meant."""
        return re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], self.get(name))


class Feed:
    """A feed's bytes, and what can be read in them."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def lines(self) -> list[str]:
        """The content lines, unfolded; bytes that are no text are replaced."""
        whole = re.sub(rb"\r?\n[ \t]", b"", self.data)
        return [line.removesuffix(b"\r").decode("utf-8", "replace") for line in whole.split(b"\n")][:-1]

    @cached_property
    def root(self) -> Part:
        """The components, as far as BEGIN and END fit."""
        stack = [Part("")]
        for line in self.lines:
            if line.startswith("BEGIN:"):
                stack.append(Part(line[6:]))
                stack[-2].parts.append(stack[-1])
            elif line.startswith("END:"):
                if len(stack) > 1:
                    stack.pop()
            elif found := _LINE.fullmatch(line):
                stack[-1].lines.append((found[1], found[2], found[3]))
        return stack[0]

    @property
    def calendar(self) -> Part:
        return self.root.parts[0] if self.root.parts else Part("")

    @property
    def events(self) -> list[Part]:
        return [part for part in self.calendar.parts if part.name == "VEVENT"]


Rule = Callable[[Feed], Iterator[str]]


def line_ends(feed: Feed) -> Iterator[str]:
    """CRLF and nothing else, the last line too."""
    bare = feed.data.replace(b"\r\n", b"")
    if b"\n" in bare or b"\r" in bare:
        yield "a line end that is not CRLF"
    if not feed.data.endswith(b"\r\n"):
        yield "no CRLF at the end"


def octets(feed: Feed) -> Iterator[str]:
    """No line has more than 75 octets."""
    for number, line in enumerate(feed.data.split(b"\n"), 1):
        if len(line.removesuffix(b"\r")) > 75:
            yield f"line {number} has {len(line)} octets"


def folds(feed: Feed) -> Iterator[str]:
    """No fold cuts a character, leaves nothing behind it, or stands before the first line."""
    for number, line in enumerate(feed.data.split(b"\n")[:-1], 1):
        body = line.removesuffix(b"\r")
        if body in {b"", b" ", b"\t"}:
            yield f"line {number} is empty"
        try:
            body.decode()
        except UnicodeDecodeError:
            if _is_text(feed.data):
                yield f"line {number} begins or ends inside of a character"
    if feed.data[:1] in b" \t":
        yield "the first line continues nothing"


def text(feed: Feed) -> Iterator[str]:
    """UTF-8 without a byte order mark."""
    if not _is_text(feed.data):
        yield "bytes that are not UTF-8"
    if feed.data.startswith(b"\xef\xbb\xbf"):
        yield "a byte order mark"


def controls(feed: Feed) -> Iterator[str]:
    """No control characters, none that turn the direction of writing, and none that are none."""
    for line in feed.lines:
        if found := _UNSEEN.search(line.lstrip("\ufeff")):
            yield f"{found[0]!a} in {line!a}"


def nfc(feed: Feed) -> Iterator[str]:
    """One way to write each character."""
    for line in feed.lines:
        if not unicodedata.is_normalized("NFC", line):
            yield f"not NFC: {line!a}"


def grammar(feed: Feed) -> Iterator[str]:
    """Each line is NAME;PARAMETERS:VALUE, and what begins ends."""
    stack: list[str] = []
    for line in feed.lines:
        if not _LINE.fullmatch(line.lstrip("\ufeff")):
            yield f"no content line: {line!a}"
        word, _, name = line.lstrip("\ufeff").partition(":")
        if word == "BEGIN":
            stack.append(name)
        elif word == "END" and (not stack or stack.pop() != name):
            yield f"END:{name} ends nothing"
    if stack:
        yield f"{stack[-1]} does not end"


def components(feed: Feed) -> Iterator[str]:
    """One calendar of events, alarms in them, nothing else, and at least one event."""
    if [part.name for part in feed.root.parts] != ["VCALENDAR"] or feed.root.lines:
        yield "not one VCALENDAR and nothing beside it"
    for part in feed.calendar.parts:
        if part.name != "VEVENT":
            yield f"a {part.name}"
        if any(inner.name != "VALARM" for inner in part.parts) or len(part.parts) > 1:
            yield f"{part.name} holds {[inner.name for inner in part.parts]}"
    if not feed.events:
        yield "no event"


def calendar_properties(feed: Feed) -> Iterator[str]:
    """The calendar has its properties once each, and none that a client would take for something else."""
    found = Counter(name for name, _, _ in feed.calendar.lines)
    for name in _CALENDAR.keys() | found.keys():
        if found[name] != 1 or name not in _CALENDAR:
            yield f"{name} of the calendar {found[name]} times"
        elif (_CALENDAR[name] or feed.calendar.get(name)) != feed.calendar.get(name):
            yield f"{name} is {feed.calendar.get(name)}"


def calendar_values(feed: Feed) -> Iterator[str]:
    """A name that all show alike, colours by name and by number, how often to look."""
    get = feed.calendar.get
    if re.search(r"[,;\\]", get("NAME")) or get("NAME") != get("X-WR-CALNAME"):
        yield "a name that some would show otherwise"
    if not re.fullmatch("[a-z]+", get("COLOR")):
        yield "COLOR is no name of a colour"
    if not re.fullmatch("#[0-9a-f]{6}", get("X-APPLE-CALENDAR-COLOR")):
        yield "X-APPLE-CALENDAR-COLOR is no number of a colour"
    parameters = {name: given for name, given, _ in feed.calendar.lines}
    if parameters.get("REFRESH-INTERVAL") != ";VALUE=DURATION":
        yield "REFRESH-INTERVAL does not say VALUE=DURATION"
    for name in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL"):
        if not _DURATION.fullmatch(get(name)):
            yield f"{name} is no duration"


def event_properties(feed: Feed) -> Iterator[str]:
    """An event has what every client asks for, once each, and nothing that hides or sends it."""
    for event in feed.events:
        found = Counter(name for name, _, _ in event.lines)
        for name in _EVENT | found.keys():
            known = name in _EVENT | _EVENT_MAY | _OWN
            if not known or (name in _EVENT and not found[name]) or (found[name] > 1 and name not in _OWN_MANY):
                yield f"{event.get('UID')}: {name} {found[name]} times"


def parameters(feed: Feed) -> Iterator[str]:
    """Dates say that they are dates; nothing else has a parameter, and so no time zone."""
    for part in (feed.calendar, *feed.events):
        for name, given, _ in part.lines:
            expected = {"DTSTART": ";VALUE=DATE", "DTEND": ";VALUE=DATE", "REFRESH-INTERVAL": given}.get(name, "")
            if given != expected:
                yield f"{name}{given}"


def identities(feed: Feed) -> Iterator[str]:
    """A UID is a UUID made from what is constant, and no two events share one."""
    for value, count in Counter(event.get("UID") for event in feed.events).items():
        if count > 1:
            yield f"UID {value} {count} times"
        if not _UUID.fullmatch(value):
            yield f"UID {value} is no UUID of version 5"


def days(feed: Feed) -> Iterator[str]:
    """Whole days of the calendar: from one to the next."""
    for event in feed.events:
        start, end = _day(event.get("DTSTART")), _day(event.get("DTEND"))
        if not start or not end or end - start != timedelta(days=1):
            yield f"{event.get('UID')}: from {event.get('DTSTART')} to {event.get('DTEND')}"


def stamps(feed: Feed) -> Iterator[str]:
    """Both stamps are one moment in UTC; the sequence is a number that every client can hold."""
    for event in feed.events:
        moment = event.get("DTSTAMP")
        if not _STAMP.fullmatch(moment) or not _day(moment[:8]) or event.get("LAST-MODIFIED") != moment:
            yield f"{event.get('UID')}: stamps {moment} and {event.get('LAST-MODIFIED')}"
        if not event.get("SEQUENCE").isdecimal() or int(event.get("SEQUENCE")) >= 2**31:
            yield f"{event.get('UID')}: sequence {event.get('SEQUENCE')}"


def escapes(feed: Feed) -> Iterator[str]:
    """In texts a backslash stands before a comma, a semicolon, a backslash or n, and the first two nowhere alone."""
    for part in (feed.calendar, *feed.events, *(alarm for event in feed.events for alarm in event.parts)):
        for name in _TEXTS:
            for value in part.all(name):
                if re.search(r"[,;\\]", re.sub(r"\\[\\;,n]", "", value)):
                    yield f"{name}:{value!a}"


def empty_texts(feed: Feed) -> Iterator[str]:
    """An event has a title of one line."""
    for event in feed.events:
        title = event.text("SUMMARY")
        if not title.strip() or "\n" in title:
            yield f"{event.get('UID')}: the title {title!a}"


def rules(feed: Feed) -> Iterator[str]:
    """Yearly, and for 29 February in one of the two ways that every calendar understands alike."""
    leap = {"FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2", "FREQ=YEARLY;BYYEARDAY=60"}
    for event in feed.events:
        allowed = leap if event.get("DTSTART").endswith("0229") else {"FREQ=YEARLY"}
        if any(rule not in allowed for rule in event.all("RRULE")):
            yield f"{event.get('UID')}: {event.get('RRULE')}"


def words(feed: Feed) -> Iterator[str]:
    """An event is confirmed, and leaves the day free."""
    for event in feed.events:
        if (event.get("STATUS"), event.get("TRANSP")) != ("CONFIRMED", "TRANSPARENT"):
            yield f"{event.get('UID')}: {event.get('STATUS')} {event.get('TRANSP')}"


def alarms(feed: Feed) -> Iterator[str]:
    """An alarm says how, what and when, and has no identity of its own."""
    for event in feed.events:
        for alarm in event.parts:
            found = {name: value for name, _, value in alarm.lines}
            if found.keys() != {"ACTION", "DESCRIPTION", "TRIGGER"} or len(alarm.lines) != 3:
                yield f"{event.get('UID')}: an alarm of {sorted(found)}"
            elif found["ACTION"] != "DISPLAY" or not _DURATION.fullmatch(found["TRIGGER"]):
                yield f"{event.get('UID')}: {found['ACTION']} at {found['TRIGGER']}"


def links(feed: Feed) -> Iterator[str]:
    """Texts link to the web at most; a space that nobody sees keeps other schemes from being links."""
    for event in feed.events:
        if found := _LINK.search(event.text("SUMMARY") + "\n" + event.text("DESCRIPTION")):
            yield f"{event.get('UID')}: {found[0]}"


def order(feed: Feed) -> Iterator[str]:
    """By day, then by identity: one vault, one sequence of bytes."""
    keys = [(event.get("DTSTART"), event.get("UID")) for event in feed.events]
    if keys != sorted(keys):
        yield "the events are out of order"


RULES: tuple[Rule, ...] = (
    line_ends,
    octets,
    folds,
    text,
    controls,
    nfc,
    grammar,
    components,
    calendar_properties,
    calendar_values,
    event_properties,
    parameters,
    identities,
    days,
    stamps,
    escapes,
    empty_texts,
    rules,
    words,
    alarms,
    links,
    order,
)


def check(data: bytes) -> list[str]:
    """What is wrong with a feed, each with the name of its rule; nothing for a sound one."""
    feed = Feed(data)
    return [f"{rule.__name__}: {what}" for rule in RULES for what in rule(feed)]


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        # A character that a fold cuts in two is whole again when the fold is undone.
        try:
            re.sub(rb"\r?\n[ \t]", b"", data).decode()
        except UnicodeDecodeError:
            return False
    return True


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if re.fullmatch(r"\d{8}", digits) else None
    except ValueError:
        return None
