"""The calendar feed: a pure function of the agenda, the day and the previous feed, to the byte.

An event whose other bytes equal those published before is copied, stamps and all; one that differs gets stamps that
are newer than its old ones, which is what calendar clients look at. The reasons stand in the project's design notes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from datetime import date, timedelta

from icalendar import Calendar, vDuration, vText

from relnotes.model import Contact, FeedConfig, Item, Published, PublishedEvent, Texts
from relnotes.render.clean import clean
from relnotes.render.event import (
    PLACEHOLDER_DAY,
    FeedSource,
    Kept,
    event_of,
    placeholder,
    placeholder_uid,
    week_event,
)
from relnotes.render.stamps import stamped
from relnotes.schedule.listing import TAKES_A_PLACE
from relnotes.schedule.planner import first_of_week

PRODUCT = "-//relnotes//feed//EN"
COLOR = "#008080"
_REFRESH = timedelta(hours=12)
# Check-ins whose day somebody typed: a date that was made, or that was meant.
_TYPED_DAYS = {"planned-contact", "next-contact"}


def render_feed(source: FeedSource, feed: FeedConfig, published: Published) -> bytes:
    """One calendar file, with `published` as what this very file said before."""
    events: dict[str, tuple[date, bytes]] = {}
    today = source.window.today
    alone, weeks = _grouped([item for item in source.items if _shows(item, feed, source)], feed, source)
    seen = set()
    for item in alone:
        key: tuple[str, str, str, str] = (feed.path, item.contact, item.kind, item.key)
        kept = source.kept[key] = _kept(item, source.kept.get(key), feed, source, published)
        events[kept.event.uid] = (kept.event.start, kept.raw)
        seen.add(key)
    for key in [key for key in source.kept if key[0] == feed.path and key not in seen]:
        del source.kept[key]
    for first, members in weeks.items():
        week = week_event(first, members, feed, source)
        events[week.uid] = (week.start, stamped(week.uid, week.content, published, today))
    for old in published.events.values():
        # Of a week, one whose note cannot be read keeps all: what is said of them stands among the rest.
        if (old.ref in source.kept_refs and old.uid not in events) or _holds(old, source.kept_refs):
            events[old.uid] = (old.start or date.max, old.raw)
    if not events:
        event = placeholder(source.texts)
        events[event.uid] = (event.start, stamped(event.uid, event.content, published, PLACEHOLDER_DAY))
    ordered = sorted(events.items(), key=lambda pair: (pair[1][0], pair[0]))
    head: bytes = _calendar(source.texts).to_ical()
    end = b"END:VCALENDAR\r\n"
    return head.removesuffix(end) + b"".join(data for _, (_, data) in ordered) + end


def holds_events(published: Published) -> bool:
    """Whether a feed says something: more than the placeholder."""
    return any(event.uid != placeholder_uid() for event in published.events.values())


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


def _grouped(
    items: Iterable[Item], feed: FeedConfig, source: FeedSource
) -> tuple[list[Item], Mapping[date, list[Item]]]:
    """Those with an event of their own; and, where a week is said at once, what the planner spread over each week.

    What has its own day keeps it.
    """
    alone: list[Item] = []
    weeks: dict[date, list[Item]] = defaultdict(list)
    for item in items:
        typed = item.reason in _TYPED_DAYS and item.planned == item.due
        if feed.group == "week" and item.kind in TAKES_A_PLACE and item.planned and not typed:
            weeks[first_of_week(item.planned, source.window.config.capacity)].append(item)
        else:
            alone.append(item)
    for members in weeks.values():
        # By day, not by rank, which moves as days pass.
        members.sort(key=lambda item: (item.planned or date.max, item.contact, item.kind, item.key))
    return alone, weeks


def _kept(item: Item, before: Kept | None, feed: FeedConfig, source: FeedSource, published: Published) -> Kept:
    """The event of an item with its stamps; the one of before, where nothing changed that it is made from."""
    brief = source.briefs.get(item.contact)
    if before is None or before.item != item or before.brief != brief:
        event = event_of(item, feed, source)
    else:
        event = before.event
        known = published.events.get(event.uid)
        if known and known.raw == before.raw:
            return before
    return Kept(item, brief, event, stamped(event.uid, event.content, published, source.window.today))
