"""The agenda: every kind's items, planned and ranked. A new kind is one file and one line here."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date
from itertools import chain
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from relnotes.carry import carry, carry_sorted, changed
from relnotes.model import Agenda, Contact, Item, Kind, Standing, Touch, Vault, Window
from relnotes.schedule import birthday, checkin, event, event_followup, followup, news, reply
from relnotes.schedule.focus import waiting
from relnotes.schedule.kinds import KindAcross, KindModule, bare_item
from relnotes.schedule.listing import NOW
from relnotes.schedule.places import Places, first_of_week, touched
from relnotes.schedule.planner import Days, Plan, plan
from relnotes.schedule.standing import stand

KINDS: tuple[KindModule, ...] = (reply, news, checkin, followup, birthday, event)
ACROSS: tuple[KindAcross, ...] = (event_followup,)
NAMES: tuple[Kind, ...] = (
    *(name for kind in KINDS for name in kind.KINDS),
    *(name for kind in ACROSS for name in kind.KINDS),
)

_ON_ITS_DAY = {"birthday", "date", "event"}
_Order = tuple[int, float, date, str, str, str]


class Sheet(Struct, frozen=True):
    """One contact on a day: where it stands, its items before they are planned, and the contact that week."""

    standing: Standing | None
    items: tuple[Item, ...]
    touches: tuple[Touch, ...]


class Row(Struct, frozen=True):
    """Somebody's items as they were planned, in their order, and what they were made from."""

    name: str
    """The contact, or the name of somebody without a note."""
    found: tuple[Item, ...]
    days: tuple[Days, ...]
    items: tuple[Item, ...]
    order: _Order


class Outlook(Struct, frozen=True):
    """An agenda with what it was made from, so that the next one of the day is made anew only where something changed.

    All by contact, and where somebody without a note may have items, by that name.
    """

    agenda: Agenda
    contacts: Mapping[str, Contact] = {}
    waiting: frozenset[str] = frozenset()
    sheets: Mapping[str, Sheet] = {}
    standings: Mapping[str, Standing] = {}
    touches: Mapping[str, tuple[Touch, ...]] = {}
    across: Mapping[str, tuple[Item, ...]] = {}
    """What the notes of others say is to do with somebody."""
    found: Mapping[str, tuple[Item, ...]] = {}
    plan: Plan = Plan()
    rows: Mapping[str, Row] = {}
    people: Mapping[str, tuple[Item, ...]] = {}
    """Each one's items as they were planned."""
    in_order: Sequence[Row] = ()


def build_agenda(vault: Vault, window: Window) -> Agenda:
    """What is to do, in the order of the due list: by person, each where their most pressing item stands."""
    return look_ahead(vault, window).agenda


def look_ahead(vault: Vault, window: Window, before: Outlook | None = None) -> Outlook:
    """The agenda of a day; of `before`, of the same day and config, whatever did not change is taken over."""
    before = before or Outlook(Agenda(window.today))
    outside = waiting(vault, window)
    names = changed(before.contacts, vault.contacts) | dict.fromkeys(sorted(before.waiting ^ outside))
    sheets = carry(before.sheets, names, _sheets_of(vault, window, outside))
    standings = carry(before.standings, names, lambda name: sheets[name].standing if name in sheets else None)
    touches = carry(before.touches, names, lambda name: (sheets[name].touches or None) if name in sheets else None)
    across = _across(vault, standings, window)
    names |= dict.fromkeys((*before.across, *across))

    def items_of(name: str) -> tuple[Item, ...] | None:
        items = (*(sheets[name].items if name in sheets else ()), *across.get(name, ()))
        old = before.found.get(name)
        return (old if old == items else items) or None

    found = carry(before.found, names, items_of)
    places = Places(window, vault.me, chain.from_iterable(touches.values()))
    planned = plan(found, names, standings, window, places, before.plan)
    given = before.plan.given
    names |= dict.fromkeys(name for name in (*given, *planned.given) if given.get(name) != planned.given.get(name))

    def row_of(name: str) -> Row | None:
        return _row(name, found[name], planned.days(name), before.rows.get(name)) if name in found else None

    rows = carry(before.rows, names, row_of)
    new = changed(before.rows, rows)
    people = carry(before.people, new, lambda name: rows[name].items if name in rows else None)
    gone, come = ([some[name] for name in new if name in some] for some in (before.rows, rows))
    in_order = carry_sorted(before.in_order, gone, come, key=attrgetter("order"))
    agenda = Agenda(window.today, tuple(chain.from_iterable(row.items for row in in_order)))
    return Outlook(
        agenda, vault.contacts, outside, sheets, standings, touches, across, found, planned, rows, people, in_order
    )


def _sheets_of(vault: Vault, window: Window, outside: Set[str]) -> Callable[[str], Sheet | None]:
    circles = {circle.name: circle for circle in window.config.circles}
    week = first_of_week(window.today, window.config.capacity)

    def sheet_of(name: str) -> Sheet | None:
        contact = vault.contacts.get(name)
        if contact is None:
            return None
        event = contact.note.type == "event"
        standing = None if event else stand(contact, circles, window, waits=name in outside)
        bare = bare_item(contact, standing)
        items = tuple([item for kind in KINDS for item in kind.items(contact, standing, bare, window)])
        return Sheet(standing, items, touched(contact, week, window.today))

    return sheet_of


def _across(vault: Vault, standings: Mapping[str, Standing], window: Window) -> Mapping[str, tuple[Item, ...]]:
    found = defaultdict(list)
    for kind in ACROSS:
        for item in kind.items_across(vault, standings, window):
            found[item.contact].append(item)
    return {name: tuple(items) for name, items in found.items()}


def _row(name: str, found: tuple[Item, ...], days: tuple[Days, ...], before: Row | None) -> Row:
    if before and before.found is found and before.days == days:
        return before
    items = sorted((_on(day, missed, item) for item, (day, missed) in zip(found, days, strict=True)), key=_order)
    return Row(name, found, days, tuple(items), _order(items[0]))


def _on(day: date | None, missed: int, item: Item) -> Item:
    return item if (item.planned, item.missed) == (day, missed) else replace(item, planned=day, missed=missed)


def _order(item: Item) -> _Order:
    """Replies, who lost a job, what belongs to this very day, what is due by rank, what comes by its day, the rest."""
    day = item.planned or item.due or date.max
    if item.state == "reply":
        section, rank = 0, 0.0
    elif item.state in NOW:
        on_its_day = item.kind in _ON_ITS_DAY or item.reason == news.LOST
        section, rank = (1, -1.0 * (item.reason == news.LOST)) if on_its_day else (2, -item.rank)
    elif item.reason == "resting-question":
        section, rank = 3, 0.0
    elif item.state in {"upcoming", "ok"}:
        section, rank = (4 if item.state == "upcoming" else 5), 0.0
    else:
        section, rank = 6, 0.0
    first = item.due or date.min if section == 2 else day
    return (section, rank, first, item.contact, item.kind, item.key)
