"""A contact of the vault as a draft, for the way out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from relnotes.exchange.days import written
from relnotes.exchange.draft import Draft, LogLine, ToDo
from relnotes.exchange.imported import read_imported
from relnotes.model import Cadence, Contact, Period, Vault, Yearly
from relnotes.parse.fields import TABLE
from relnotes.parse.links import stem
from relnotes.vault import resolve

# Tags that only say that a note is a contact.
_MARKS = {"person", "people", "contact", "contacts"}
_OWN = {
    "id", "name", "aliases", "tags", "email", "phone", "url", "company", "role", "positions", "location", "birthday",
    "dates", "met", "type", "categories", "date", "people", "ignore",
}  # fmt: skip
MORE = tuple(name for name, _, _ in TABLE if name not in _OWN)


def draft_of(contact: Contact, data: bytes, vault: Vault) -> Draft:
    """What a contact's note says, as a draft; ``place`` is its path."""
    fields = contact.fields
    kept = read_imported(data.decode("utf-8", "replace"))
    note = contact.note
    more = tuple((name, texts) for name in MORE if (texts := _texts(getattr(fields, name))))
    if fields.no_cadence:
        more = (("cadence", ("none",)), *more)
    return Draft(
        name=contact.name,
        id=fields.id,
        aliases=fields.aliases,
        tags=tuple(tag for tag in fields.tags if tag.casefold() not in _MARKS),
        email=fields.email,
        phone=fields.phone,
        url=fields.url,
        company=fields.company,
        role=fields.role,
        positions=fields.positions,
        location=fields.location,
        birthday=fields.birthday,
        dates=fields.dates,
        met=fields.met.text if fields.met else "",
        more=more,
        text=kept.text,
        log=tuple(
            LogLine(one.date, one.head, one.text, _names(one.people, vault.names, vault), one.tags)
            for one in note.entries
        ),
        tasks=tuple(ToDo(task.text, task.due, not task.open) for task in note.tasks),
        extra=kept.extra,
        card=kept.card,
        place=contact.path,
    )


def _names(links: Any, names: Mapping[str, tuple[str, ...]], vault: Vault) -> tuple[str, ...]:
    """The names of those who are linked."""
    found = []
    for link in links:
        path = resolve(names, link.target)
        found.append(vault.notes[path].name if path else stem(link.target.rsplit("/", 1)[-1]))
    return tuple(found)


def _texts(value: Any) -> tuple[str, ...]:
    """A property's value as notes write it."""
    if not value:
        return ()
    if isinstance(value, tuple):
        return tuple(text for one in value for text in _texts(one))
    if isinstance(value, Cadence):
        return (value.text,)
    if isinstance(value, Period):
        return (f"{value.start.isoformat()}..{value.end.isoformat()}",)
    if isinstance(value, Yearly):
        return (written(value),)
    if isinstance(value, date):
        return (value.isoformat(),)
    return ("true",) if value is True else (str(value),)
