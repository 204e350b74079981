"""The calendar feed: a pure function of the agenda, the day and the previous feed, to the byte.

An event whose other bytes equal those published before is copied, stamps and all; one that differs gets stamps that
are newer than its old ones, which is what calendar clients look at. The reasons stand in the project's design notes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date, timedelta

from icalendar import Alarm, Calendar, Event, vDuration, vText

from relnotes.model import Brief, Config, Contact, FeedConfig, Item, Published, PublishedEvent, Texts, Window, Yearly
from relnotes.parse.published import MEMBER
from relnotes.render.brief import OPENING, brief_parts, said_by
from relnotes.render.clean import clean, shown
from relnotes.render.stamps import stamped
from relnotes.render.wording import headline, mark, why
from relnotes.schedule.agenda import KINDS
from relnotes.schedule.identity import ref, uid
from relnotes.schedule.planner import TAKES_A_PLACE, first_of_week

PRODUCT = "-//relnotes//feed//EN"
COLOR = "#008080"
# An event for a whole week tells the most pressing of each: calendars cut long texts (calcurse at 8 KB).
_IN_A_WEEK = frozenset(
    "add boundaries topic last news promise follow-up they-asked thank birthday offer opening".split()
)
_REFRESH = timedelta(hours=12)
_SCHEME = re.compile(r"(?i)\b(?!https?:)([a-z][a-z0-9+.-]{1,20}):(?=//)|\b(javascript|vbscript|data|file):(?=\S)")
_PLACEHOLDER_DAY = date(2020, 1, 1)
# Check-ins whose day somebody typed: a date that was made, or that was meant.
_TYPED_DAYS = {"planned-contact", "next-contact"}
# What stands between two people of a week.
_BETWEEN = {"none": "", "name": "\n", "brief": "\n\n"}
# How a calendar without anybody's name calls each kind.
_PLAIN = {
    "check-in": mark("Check-in"),
    "reply": mark("Reply"),
    "follow-up": mark("Follow-up"),
    "waiting-on": mark("Waiting for something"),
    "birthday": mark("Birthday"),
    "date": mark("Anniversary"),
    "event": mark("Event"),
    "event-follow-up": mark("Follow-up"),
    "community": mark("Community"),
    "writing": mark("Writing"),
    "news": mark("News"),
}


# With the name alone, the titles of those that would otherwise say what the note says.
_WITHOUT_TEXT = {
    "follow-up": mark("Follow up with {name}"),
    "waiting-on": mark("Waiting for {name}"),
    "date": mark("Anniversary of {name}"),
}


class FeedSource:
    """What all feeds of a vault share."""

    def __init__(
        self,
        items: Iterable[Item],
        contacts: Mapping[str, Contact],
        briefs: Mapping[str, Brief],
        unreadable: Iterable[str],
        window: Window,
        texts: Texts,
    ) -> None:
        self.items = tuple(items)
        self.contacts = contacts
        self.briefs = briefs
        kinds = [kind for module in KINDS for kind in module.KINDS]
        self.kept_refs = {ref(contact, kind) for contact in unreadable for kind in kinds}
        """Events of notes that cannot be read just now stay as they were."""
        self.window = window
        self.texts = texts


def render_feed(source: FeedSource, feed: FeedConfig, published: Published) -> bytes:
    """One calendar file, with `published` as what this very file said before."""
    events: dict[str, tuple[date, bytes]] = {}
    for event in _events([item for item in source.items if _shows(item, feed, source)], feed, source):
        events[str(event["UID"])] = (event.start, stamped(event, published, source.window.today))
    for old in published.events.values():
        # Of a week, one whose note cannot be read keeps all: what is said of them stands among the rest.
        if (old.ref in source.kept_refs and old.uid not in events) or _holds(old, source.kept_refs):
            events[old.uid] = (old.start or date.max, old.raw)
    if not events:
        event = _placeholder(source.texts)
        events[str(event["UID"])] = (event.start, stamped(event, published, _PLACEHOLDER_DAY))
    ordered = sorted(events.items(), key=lambda pair: (pair[1][0], pair[0]))
    head: bytes = _calendar(source.texts).to_ical()
    end = b"END:VCALENDAR\r\n"
    return head.removesuffix(end) + b"".join(data for _, (_, data) in ordered) + end


def holds_events(published: Published) -> bool:
    """Whether a feed says something: more than the placeholder."""
    return any(event.uid != _placeholder_uid() for event in published.events.values())


def _holds(old: PublishedEvent, refs: Set[str]) -> bool:
    return any(member.ref in refs for member in old.members)


def _shows(item: Item, feed: FeedConfig, source: FeedSource) -> bool:
    if item.planned is None or item.state in {"paused", "resting", "waiting"}:
        return False
    if item.kind == "birthday" and (feed.birthdays == "off" or (feed.birthdays == "kept" and item.cadence is None)):
        return False
    if feed.kinds and item.kind not in feed.kinds:
        return False
    if not (feed.circles or feed.tags):
        return True
    contact = source.contacts.get(item.contact)
    if contact is None:
        return False
    in_circle = contact.fields.circle.casefold() in {circle.casefold() for circle in feed.circles}
    return (not feed.circles or in_circle) and (not feed.tags or _tagged(contact, feed.tags))


def _tagged(contact: Contact, wanted: Iterable[str]) -> bool:
    """Whether a contact has one of the tags, or one nested in it, as Obsidian's search would find."""
    prefixes = tuple(f"{tag.removeprefix('#').casefold()}/" for tag in wanted)
    return any(f"{tag.casefold()}/".startswith(prefixes) for tag in contact.fields.tags)


def calendar_name(texts: Texts) -> str:
    """What the calendar is called, without the signs that clients show escaped."""
    return re.sub(r"[,;\\]", " ", clean(texts.gettext("Keep in touch")))


def _calendar(texts: Texts) -> Calendar:
    calendar = Calendar()
    name = calendar_name(texts)
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("CALSCALE", "GREGORIAN")
    for key in ("NAME", "X-WR-CALNAME"):
        calendar.add(key, vText(name))
    calendar.add("COLOR", "teal")
    calendar.add("X-APPLE-CALENDAR-COLOR", COLOR)
    calendar.add("REFRESH-INTERVAL", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(_REFRESH))
    return calendar


def _events(items: Iterable[Item], feed: FeedConfig, source: FeedSource) -> Iterator[Event]:
    """An event each; in weeks, one for what the planner spread over a week's days. What has its own day keeps it."""
    weeks: dict[date, list[Item]] = defaultdict(list)
    for item in items:
        typed = item.reason in _TYPED_DAYS and item.planned == item.due
        if feed.group == "week" and item.kind in TAKES_A_PLACE and item.planned and not typed:
            weeks[first_of_week(item.planned, source.window.config.capacity)].append(item)
        else:
            yield _event(item, feed, source)
    for first, members in weeks.items():
        # By day, not by rank, which moves as days pass.
        members.sort(key=lambda item: (item.planned or date.max, item.contact, item.kind, item.key))
        yield _week(first, members, feed, source)


def _week(first: date, members: list[Item], feed: FeedConfig, source: FeedSource) -> Event:
    """All that is planned for a week, on its first day; what a later run has to know of each stands in it."""
    summary = source.texts.gettext("Keep in touch ({n})").format(n=len(members))
    said = (
        [] if feed.detail == "none" else ["\n".join(_words(item, feed, source, _IN_A_WEEK)).strip() for item in members]
    )
    event = _all_day(uid("", "week", first.isoformat()), first, summary, _BETWEEN[feed.detail].join(said))
    event.add("CATEGORIES", sorted({item.kind for item in members}))
    event.add("X-RELNOTES-REF", vText(ref("", "week")))
    for item in members:
        identity = uid(item.contact, item.kind, _key(item))
        day = item.planned or first
        known = (identity, ref(item.contact, item.kind), f"{day:%Y%m%d}", _compact(item.due), str(item.missed))
        event.add(MEMBER.decode(), vText("/".join(known)))
    return _with_alarm(event, feed)


def _with_alarm(event: Event, feed: FeedConfig) -> Event:
    if feed.alarm != "none":
        summary = str(event["SUMMARY"])
        event.add_component(Alarm.new_display(description=summary, trigger=_trigger(feed.alarm)))
    return event


def _compact(day: date | None) -> str:
    return day.isoformat().replace("-", "") if day else "none"


def _has_a_due_day(item: Item) -> bool:
    return item.kind in TAKES_A_PLACE and item.kind != "event-follow-up"


def _key(item: Item) -> str:
    """What tells an event from others of its contact and kind."""
    return item.planned.isoformat() if item.planned and (_has_a_due_day(item) or item.kind == "writing") else item.key


def _event(item: Item, feed: FeedConfig, source: FeedSource) -> Event:
    start = _first_day(item.yearly) if item.yearly else item.planned or _PLACEHOLDER_DAY
    event = _all_day(uid(item.contact, item.kind, _key(item)), start, *_words(item, feed, source))
    event.add("CATEGORIES", [item.kind])
    event.add("X-RELNOTES-REF", vText(ref(item.contact, item.kind)))
    if _has_a_due_day(item):
        event.add("X-RELNOTES-DUE", vText(_compact(item.due)))
        if item.missed:
            event.add("X-RELNOTES-MISSED", vText(str(item.missed)))
    if item.yearly:
        event.add("RRULE", _yearly_rule(item.yearly, source.window.config))
    return _with_alarm(event, feed)


def _words(item: Item, feed: FeedConfig, source: FeedSource, parts: frozenset[str] = frozenset()) -> tuple[str, str]:
    """The summary and the description, by how much the feed may tell; of the brief all, or some of its `parts`."""
    texts = source.texts
    if feed.detail == "none":
        return texts.gettext(_PLAIN[item.kind]), ""
    if feed.detail == "name" and item.kind in _WITHOUT_TEXT:
        return texts.gettext(_WITHOUT_TEXT[item.kind]).format(name=item.name), ""
    summary = headline(item, texts)
    if item.kind == "birthday" and item.yearly and item.yearly.year:
        summary = texts.gettext("{what} ({year})").format(what=summary, year=item.yearly.year)
    if feed.detail == "name":
        return summary, ""
    lines = [] if item.yearly else [why(item, texts)]
    brief = source.briefs.get(item.contact)
    # What comes back every year has no first line: a birthday has its own.
    said = said_by([item]) | ({OPENING} if item.yearly else set())
    if brief:
        lines += [line for part, line in brief_parts(brief, texts, said) if not parts or part in parts]
    return summary, "\n".join(lines)


def _all_day(identity: str, start: date, summary: str, description: str) -> Event:
    event = Event()
    event.add("UID", identity)
    event.add("DTSTART", start)
    event.add("DTEND", start + timedelta(days=1))
    event.add("SUMMARY", _safe(shown(summary)))
    if description:
        event.add("DESCRIPTION", _safe(description))
    event.add("STATUS", "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT")
    return event


def _safe(text: str) -> str:
    """Clean, with no link but those of the web.

    Some (icalendar a backslash-N, node-ical a backslash-n) take what was typed for a line break, however it is escaped.
    """
    text = _SCHEME.sub(lambda match: match[0].replace(":", ":\u200b"), clean(text))
    return re.sub(r"\\(?=[nN])", "\\\\\u200b", text)


def _placeholder_uid() -> str:
    return uid("", "placeholder", "")


def _placeholder(texts: Texts) -> Event:
    return _all_day(_placeholder_uid(), _PLACEHOLDER_DAY, texts.gettext("relnotes: nothing planned yet"), "")


def _first_day(yearly: Yearly) -> date:
    leap = (yearly.month, yearly.day) == (2, 29)
    return date(yearly.year or (1972 if leap else 1970), yearly.month, yearly.day)


def _yearly_rule(yearly: Yearly, config: Config) -> dict[str, object]:
    """Of all rules for 29 February these two mean the same day to every calendar that was tried."""
    if (yearly.month, yearly.day) != (2, 29):
        return {"freq": "YEARLY"}
    if config.leap_day == "03-01":
        return {"freq": "YEARLY", "byyearday": 60}
    return {"freq": "YEARLY", "bymonth": 2, "bymonthday": -1}


def _trigger(alarm: str) -> timedelta:
    if alarm.startswith("-"):
        number = int(alarm[1:-1])
        return -(timedelta(hours=number) if alarm.endswith("h") else timedelta(minutes=number))
    hours, minutes = alarm.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))
