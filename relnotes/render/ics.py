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
from relnotes.schedule.places import first_of_week

PRODUCT = "-//relnotes//feed//EN"
COLOR = "#008080"
_REFRESH = timedelta(hours=12)
# Check-ins whose day somebody typed: a date that was made, or that was meant.
_TYPED_DAYS = {"planned-contact", "next-contact"}


def render_feed(source: FeedSource, feed: FeedConfig, published: Published) -> bytes:
    """One calendar file, with `published` as what this very file said before."""
    events: dict[str, tuple[date, str, bytes]] = {}
    today = source.window.today
    kept = {(feed.path, items[0].contact): _kept(items, feed, source, published) for items in _by_contact(source.items)}
    for key in [key for key in source.kept if key[0] == feed.path and key not in kept]:
        del source.kept[key]
    source.kept.update(kept)
    for one in kept.values():
        events.update((event[1], event) for event in one.events)
    for first, members in _weeks(kept.values(), source).items():
        week = week_event(first, members, feed, source)
        events[week.uid] = (week.start, week.uid, stamped(week.uid, week.content, published, today))
    for old in published.events.values() if source.kept_refs else ():
        # Of a week, one whose note cannot be read keeps all: what is said of them stands among the rest.
        if (old.ref in source.kept_refs and old.uid not in events) or _holds(old, source.kept_refs):
            events[old.uid] = (old.start or date.max, old.uid, old.raw)
    if not events:
        event = placeholder(source.texts)
        raw = stamped(event.uid, event.content, published, PLACEHOLDER_DAY)
        events[event.uid] = (event.start, event.uid, raw)
    head: bytes = _calendar(source.texts).to_ical()
    end = b"END:VCALENDAR\r\n"
    return head.removesuffix(end) + b"".join(raw for _, _, raw in sorted(events.values())) + end


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


def _by_contact(items: Iterable[Item]) -> Iterable[tuple[Item, ...]]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.contact].append(item)
    return map(tuple, groups.values())


def _kept(items: tuple[Item, ...], feed: FeedConfig, source: FeedSource, published: Published) -> Kept:
    """What the feed says of a contact; as before, where nothing changed that it is made from."""
    name = items[0].contact
    contact, brief = source.contacts.get(name), source.briefs.get(name)
    before = source.kept.get((feed.path, name))
    if before and before.contact is contact and before.items == items and before.brief == brief:
        known = [published.events.get(uid) for _, uid, _ in before.events]
        if all(old and old.raw == raw for old, (_, _, raw) in zip(known, before.events, strict=True)):
            return before
    shown = [item for item in items if _shows(item, feed, source)]
    written = [event_of(item, feed, source) for item in shown if not _in_week(item, feed)]
    today = source.window.today
    events = tuple((one.start, one.uid, stamped(one.uid, one.content, published, today)) for one in written)
    return Kept(contact, items, brief, events, tuple(item for item in shown if _in_week(item, feed)))


def _in_week(item: Item, feed: FeedConfig) -> bool:
    """Whether an item goes into its week's event: what the planner spread does, what has its own day keeps it."""
    typed = item.reason in _TYPED_DAYS and item.planned == item.due
    return feed.group == "week" and item.kind in TAKES_A_PLACE and not typed


def _weeks(kept: Iterable[Kept], source: FeedSource) -> Mapping[date, list[Item]]:
    """What stands in the event of each week, by its first day."""
    weeks: dict[date, list[Item]] = defaultdict(list)
    for item in (item for one in kept for item in one.in_weeks):
        if item.planned:
            weeks[first_of_week(item.planned, source.window.config.capacity)].append(item)
    for members in weeks.values():
        # By day, not by rank, which moves as days pass.
        members.sort(key=lambda item: (item.planned or date.max, item.contact, item.kind, item.key))
    return weeks
