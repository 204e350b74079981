"""The calendar feed: a pure function of the agenda, the day and the previous feed, to the byte.

An event whose other bytes equal those published before is copied, stamps and all; one that differs gets stamps that
are newer than its old ones, which is what calendar clients look at. The reasons stand in the project's design notes.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date, timedelta
from itertools import chain
from operator import attrgetter

from icalendar import Calendar, vDuration, vText
from msgspec.structs import replace

from relnotes.carry import carry, carry_sorted, changed
from relnotes.model import Contact, FeedConfig, Item, Published, PublishedEvent, Texts
from relnotes.parse.published import parse_published
from relnotes.render.clean import clean
from relnotes.render.event import (
    PLACEHOLDER_DAY,
    FeedSource,
    Kept,
    KeptFeed,
    Written,
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


def render_feed(
    source: FeedSource, feed: FeedConfig, published: Published, before: KeptFeed | None = None
) -> tuple[bytes, KeptFeed]:
    """One calendar file, with `published` as what this very file said before; and what it is made of.

    What did not change since `before`, of the same config and language, is kept.
    """
    before = before or KeptFeed()
    names = changed(before.people, source.people) | changed(before.contacts, source.contacts)
    names |= changed(before.briefs, source.briefs)
    if before.published is not published:
        # It was read from disk, where anything may have happened to it.
        names |= dict.fromkeys((*source.people, *before.said))
        before = replace(before, in_order=(), own=Published())
    said = carry(before.said, names, _sayer(source, feed, published, before.said))
    in_weeks = carry(before.in_weeks, names, lambda name: one.in_weeks or None if (one := said.get(name)) else None)
    gone, come = (
        {event.uid: event for name in names if name in some for event in some[name].events}
        for some in (before.said if before.in_order else {}, said)
    )
    in_order = carry_sorted(before.in_order, gone.values(), come.values(), key=_by_day)
    beside = _beside(in_order, in_weeks, source, feed, published)
    everything = sorted([*in_order, *beside], key=_by_day) if beside else in_order
    head: bytes = _calendar(source.texts).to_ical()
    end = b"END:VCALENDAR\r\n"
    # Put together at once: of a large feed each copy is felt.
    data = b"".join([head.removesuffix(end), *map(attrgetter("raw"), everything), end])
    own = _published(before.own, gone, come)
    now = _with(beside, own)
    return data, KeptFeed(source.people, source.contacts, source.briefs, said, in_weeks, in_order, beside, own, now)


def _beside(
    in_order: Iterable[PublishedEvent],
    in_weeks: Mapping[str, tuple[Item, ...]],
    source: FeedSource,
    feed: FeedConfig,
    published: Published,
) -> tuple[PublishedEvent, ...]:
    """What stands in a feed beside what is said of each contact: whole weeks, and what cannot be read just now."""
    found = {}
    for first, members in _weeks(in_weeks.values(), source).items():
        week = week_event(first, members, feed, source)
        found[week.uid] = _stamped(week, published, source.window.today)
    if source.kept_refs:
        known = {event.uid for event in in_order} | found.keys()
        for old in published.events.values():
            # Of a week, one whose note cannot be read keeps all: what is said of them stands among the rest.
            if (old.ref in source.kept_refs and old.uid not in known) or _holds(old, source.kept_refs):
                found[old.uid] = old
    if not found and not in_order:
        event = placeholder(source.texts)
        found[event.uid] = _stamped(event, published, PLACEHOLDER_DAY)
    return tuple(found.values())


def _published(before: Published, gone: Mapping[str, PublishedEvent], come: Mapping[str, PublishedEvent]) -> Published:
    """What the next feed finds of the events of contacts: as `before`, without some and with others."""
    planned = dict(before.planned)
    for one in gone.values():
        planned.pop(one.ref, None)
    planned.update((one.ref, one) for one in come.values() if one.takes_a_place)
    return Published(carry(before.events, (*gone, *come), come.get), planned)


def _with(beside: Iterable[PublishedEvent], own: Published) -> Published:
    """The same with the events beside: where two speak of one planned day, the later event has the last word."""
    if not beside:
        return own
    events, planned = dict(own.events), dict(own.planned)
    members: dict[str, PublishedEvent] = {}
    for event in sorted(beside, key=_by_day):
        events[event.uid] = event
        members.update((member.uid, member) for member in event.members)
        planned.update(
            (ref, one)
            for ref, one in event.planned.items()
            if ref not in own.planned or _by_day(own.planned[ref]) < _by_day(event)
        )
    return Published(events, planned, members)


def _by_day(event: PublishedEvent) -> tuple[date, str]:
    return (event.start or date.max, event.uid)


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


def _sayer(
    source: FeedSource, feed: FeedConfig, published: Published, before: Mapping[str, Kept]
) -> Callable[[str], Kept | None]:
    """What says of a contact what the feed does; as before, where that is made from the same and stands there."""

    def say_of(name: str) -> Kept | None:
        items = source.people.get(name)
        if items is None:
            return None
        contact, brief, old = source.contacts.get(name), source.briefs.get(name), before.get(name)
        same = old and old.contact is contact and old.items == items and old.brief == brief
        if old and same and all(event == published.events.get(event.uid) for event in old.events):
            return old
        shown = [item for item in items if _shows(item, feed, source)]
        written = [event_of(item, feed, source) for item in shown if not _in_week(item, feed)]
        events = {one.uid: _stamped(one, published, source.window.today) for one in written}
        in_weeks = tuple(item for item in shown if _in_week(item, feed))
        return Kept(contact, items, brief, tuple(events.values()), in_weeks)

    return say_of


def _stamped(written: Written, published: Published, today: date) -> PublishedEvent:
    old = published.events.get(written.uid)
    raw = stamped(written.uid, written.content, published, today)
    return old if old and old.raw == raw else parse_published(raw).events[written.uid]


def _in_week(item: Item, feed: FeedConfig) -> bool:
    """Whether an item goes into its week's event: what the planner spread does, what has its own day keeps it."""
    typed = item.reason in _TYPED_DAYS and item.planned == item.due
    return feed.group == "week" and item.kind in TAKES_A_PLACE and not typed


def _weeks(people: Iterable[tuple[Item, ...]], source: FeedSource) -> Mapping[date, list[Item]]:
    """What stands in the event of each week, by its first day."""
    weeks: dict[date, list[Item]] = defaultdict(list)
    for item in chain.from_iterable(people):
        if item.planned:
            weeks[first_of_week(item.planned, source.window.config.capacity)].append(item)
    for members in weeks.values():
        # By day, not by rank, which moves as days pass.
        members.sort(key=lambda item: (item.planned or date.max, item.contact, item.kind, item.key))
    return weeks
