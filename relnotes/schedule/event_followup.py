"""event-follow-up: a word to each person met at an event, within ten days; then it goes quietly."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from msgspec.structs import replace

from relnotes.model import Contact, Item, Kind, Link, Period, Standing, Vault, Window
from relnotes.schedule.kinds import bare_item
from relnotes.vault import resolve

KINDS: tuple[Kind, ...] = ("event-follow-up",)
WITHIN = timedelta(days=10)
_SILENT = {"paused", "resting", "waiting", "snoozed", "quiet", "reply"}


def items_across(vault: Vault, standings: Mapping[str, Standing], window: Window) -> Iterable[Item]:
    """One a person linked in an event's note and not in contact since, spread over the days after it."""
    for event in vault.contacts.values():
        day = event.note.date
        if event.note.type != "event" or day is None or not day < window.today <= day + WITHIN:
            continue
        people = _people(vault, event)
        for number, (key, (link, contact)) in enumerate(people.items()):
            standing = standings.get(contact.id) if contact else None
            if standing and (standing.state in _SILENT or (standing.last and standing.last.date > day)):
                continue
            start = day + timedelta(days=1 + number * (WITHIN.days - 1) // len(people))
            yield replace(
                bare_item(contact or event, standing),
                kind="event-follow-up",
                reason="event-follow-up",
                contact=contact.id if contact else key,
                name=contact.name if contact else (link.text or key),
                home=contact.path if contact else "",
                path=event.path,
                line=link.line,
                state="due" if start <= window.today else "upcoming",
                due=start,
                since=day,
                subject=event.name,
                key=event.id,
                window=Period(start, day + WITHIN),
            )


def _people(vault: Vault, event: Contact) -> Mapping[str, tuple[Link, Contact | None]]:
    """The people of an event: each contact that its note links, and whoever its lists name without a note."""
    by_path = {contact.path: contact for contact in vault.contacts.values() if contact.note.type == "person"}
    listed = {*event.fields.people, *(link for mention in event.note.mentions for link in mention.people)}
    found: dict[str, tuple[Link, Contact | None]] = {}
    for link in (*event.note.links, *event.fields.people):
        path = resolve(vault.names, link.target)
        if path in by_path:
            found.setdefault(path, (link, by_path[path]))
        elif path is None and link in listed and _may_be_a_name(_last(link.target)):
            found.setdefault(_last(link.target), (link, None))
    return found


def _may_be_a_name(text: str) -> bool:
    """Names begin and end with a capital, in scripts that have them; the title of a talk hardly does."""
    words = text.split()
    return bool(words) and not words[0][0].islower() and not words[-1][0].islower() and len(words) <= 5


def _last(target: str) -> str:
    return target.rsplit("/", 1)[-1]
