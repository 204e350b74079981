"""One event of the feed: what an item, or a week of them, says in a calendar, before it gets its stamps."""

import re
from collections.abc import Mapping, Sequence, Set
from datetime import date, timedelta

from icalendar import Alarm, Event, vText
from msgspec import Struct

from relnotes.model import Brief, Config, Contact, FeedConfig, Item, Published, PublishedEvent, Texts, Window, Yearly
from relnotes.parse.published import MEMBER
from relnotes.render.brief import OPENING, brief_parts, said_by
from relnotes.render.clean import clean, shown
from relnotes.render.wording import headline, mark, why
from relnotes.schedule.agenda import NAMES
from relnotes.schedule.identity import ref, uid
from relnotes.schedule.listing import TAKES_A_PLACE

# An event for a whole week tells the most pressing of each: calendars cut long texts (calcurse at 8 KB).
_IN_A_WEEK = frozenset(
    "add boundaries topic last news promise follow-up they-asked thank birthday offer opening".split()
)
_SCHEME = re.compile(r"(?i)\b(?!https?:)([a-z][a-z0-9+.-]{1,20}):(?=//)|\b(javascript|vbscript|data|file):(?=\S)")
PLACEHOLDER_DAY = date(2020, 1, 1)
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


class Written(Struct, frozen=True):
    """An event before it gets its stamps."""

    uid: str
    start: date
    content: bytes


class Kept(Struct, frozen=True):
    """What a feed says of one contact, with all that it was made from."""

    contact: Contact | None
    items: tuple[Item, ...]
    brief: Brief | None
    events: tuple[PublishedEvent, ...]
    in_weeks: tuple[Item, ...]
    """What stands in the events of whole weeks instead."""


class KeptFeed(Struct, frozen=True):
    """What a feed is made of, for one config and one language: by contact, and all its events."""

    people: Mapping[str, tuple[Item, ...]] = {}
    contacts: Mapping[str, Contact] = {}
    briefs: Mapping[str, Brief] = {}
    said: Mapping[str, Kept] = {}
    in_weeks: Mapping[str, tuple[Item, ...]] = {}
    in_order: Sequence[PublishedEvent] = ()
    """The events of all contacts, as they stand in the file."""
    beside: tuple[PublishedEvent, ...] = ()
    """The other ones."""
    own: Published = Published()
    """What the next feed finds of the contacts' events."""
    published: Published = Published()
    """What it finds in the whole file."""


class FeedSource(Struct, frozen=True):
    """What all feeds of a vault share."""

    people: Mapping[str, tuple[Item, ...]]
    """The items of each contact, and of people without a note by their name."""
    contacts: Mapping[str, Contact]
    briefs: Mapping[str, Brief]
    unreadable: tuple[str, ...]
    """The ids of contacts whose notes cannot be read just now: their events stay as they were."""
    window: Window
    texts: Texts

    @property
    def kept_refs(self) -> Set[str]:
        """The REFs of events that stay as they were."""
        return {ref(contact, kind) for contact in self.unreadable for kind in NAMES}


def week_event(first: date, members: list[Item], feed: FeedConfig, source: FeedSource) -> Written:
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
    return _written(_with_alarm(event, feed))


def _with_alarm(event: Event, feed: FeedConfig) -> Event:
    if feed.alarm != "none":
        summary = str(event["SUMMARY"])
        event.add_component(Alarm.new_display(description=summary, trigger=_trigger(feed.alarm)))
    return event


def _written(event: Event) -> Written:
    return Written(str(event["UID"]), event.start, event.to_ical())


def _compact(day: date | None) -> str:
    return day.isoformat().replace("-", "") if day else "none"


def _has_a_due_day(item: Item) -> bool:
    return item.kind in TAKES_A_PLACE and item.kind != "event-follow-up"


def _key(item: Item) -> str:
    """What tells an event from others of its contact and kind."""
    return item.planned.isoformat() if item.planned and (_has_a_due_day(item) or item.kind == "writing") else item.key


def event_of(item: Item, feed: FeedConfig, source: FeedSource) -> Written:
    start = _first_day(item.yearly) if item.yearly else item.planned or PLACEHOLDER_DAY
    event = _all_day(uid(item.contact, item.kind, _key(item)), start, *_words(item, feed, source))
    event.add("CATEGORIES", [item.kind])
    event.add("X-RELNOTES-REF", vText(ref(item.contact, item.kind)))
    if _has_a_due_day(item):
        event.add("X-RELNOTES-DUE", vText(_compact(item.due)))
        if item.missed:
            event.add("X-RELNOTES-MISSED", vText(str(item.missed)))
    if item.yearly:
        event.add("RRULE", _yearly_rule(item.yearly, source.window.config))
    return _written(_with_alarm(event, feed))


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


def placeholder_uid() -> str:
    return uid("", "placeholder", "")


def placeholder(texts: Texts) -> Written:
    summary = texts.gettext("relnotes: nothing planned yet")
    return _written(_all_day(placeholder_uid(), PLACEHOLDER_DAY, summary, ""))


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
