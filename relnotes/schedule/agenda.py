"""The agenda: every kind's items, planned and ranked. A new kind is one file and one line here."""

from collections.abc import Mapping
from datetime import date
from itertools import islice
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from relnotes.model import Agenda, Contact, Item, Kind, Standing, Vault, Window
from relnotes.schedule import birthday, checkin, event, event_followup, followup, news, reply
from relnotes.schedule.focus import waiting
from relnotes.schedule.kinds import KindAcross, KindModule
from relnotes.schedule.listing import NOW
from relnotes.schedule.planner import Days, plan
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
    """One contact on a day: where it stands, and its items before they are planned."""

    contact: Contact
    waits: bool
    standing: Standing | None
    items: tuple[Item, ...]


class Row(Struct, frozen=True):
    """Somebody's items as they were planned, in their order, and what they were made from."""

    found: tuple[Item, ...]
    days: tuple[Days, ...]
    items: tuple[Item, ...]
    order: _Order


class Outlook(Struct, frozen=True):
    """An agenda with what it was made from, so that the next one of the day is made anew only where something changed.

    ``sheets`` by contact; ``rows`` by contact too, or by the name of somebody without a note.
    """

    agenda: Agenda
    sheets: Mapping[str, Sheet] = {}
    rows: Mapping[str, Row] = {}


def build_agenda(vault: Vault, window: Window) -> Agenda:
    """What is to do, in the order of the due list: by person, each where their most pressing item stands."""
    return look_ahead(vault, window).agenda


def look_ahead(vault: Vault, window: Window, before: Outlook | None = None) -> Outlook:
    """The agenda of a day; of `before`, of the same day and config, whatever did not change is taken over."""
    sheets = _sheets(vault, window, before.sheets if before else {})
    standings = {identity: sheet.standing for identity, sheet in sheets.items() if sheet.standing}
    found: dict[str, tuple[Item, ...]] = {identity: sheet.items for identity, sheet in sheets.items() if sheet.items}
    for kind in ACROSS:
        for item in kind.items_across(vault, standings, window):
            found[item.contact] = (*found.get(item.contact, ()), item)
    days = iter(plan([item for items in found.values() for item in items], vault, standings, window))
    old = before.rows if before else {}
    rows = {name: _row(items, tuple(islice(days, len(items))), old.get(name)) for name, items in found.items()}
    in_order = sorted(rows.values(), key=attrgetter("order"))
    return Outlook(Agenda(window.today, tuple(item for row in in_order for item in row.items)), sheets, rows)


def _sheets(vault: Vault, window: Window, before: Mapping[str, Sheet]) -> Mapping[str, Sheet]:
    circles = {circle.name: circle for circle in window.config.circles}
    outside = waiting(vault, window)
    sheets = {}
    for identity, contact in vault.contacts.items():
        waits = identity in outside
        sheet = before.get(identity)
        if sheet is None or sheet.contact is not contact or sheet.waits != waits:
            standing = None if contact.note.type == "event" else stand(contact, circles, window, waits=waits)
            items = tuple(item for kind in KINDS for item in kind.items(contact, standing, window))
            sheet = Sheet(contact, waits, standing, items)
        sheets[identity] = sheet
    return sheets


def _row(found: tuple[Item, ...], days: tuple[Days, ...], before: Row | None) -> Row:
    if before and before.days == days and before.found == found:
        return before
    items = sorted((_on(day, missed, item) for item, (day, missed) in zip(found, days, strict=True)), key=_order)
    return Row(found, days, tuple(items), _order(items[0]))


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
