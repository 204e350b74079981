"""The ledger: what was given, got, asked and thanked, and who brought whom together; of each contact, and in all."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from relnotes.carry import carry, changed
from relnotes.model import Cadence, Contact, Deed, Introduction, Ledger, Vault
from relnotes.parse.when import add
from relnotes.parse.words import fold
from relnotes.vault import resolve

_FIELDS = {
    "gave": "gave",
    "got": "got",
    "asked": "asked",
    "they asked": "they_asked",
    "thanked": "thanked",
    "shared": "shared",
    "outcome": "outcomes",
}
_NOTHING = Ledger()
_BY_THEM = re.compile(r"\bintro(?:duced|'?d)? me\b|\bعرفت?ني\b")
_YEAR = Cadence("1 year", months=12)


class Books(Struct, frozen=True):
    """All ledgers of a day, with what they were made from. Everything by contact."""

    ledgers: Mapping[str, Ledger] = {}
    contacts: Mapping[str, Contact] = {}
    columns: Mapping[str, Ledger] = {}
    """What stands in somebody's own log."""
    brought: Mapping[str, tuple[Introduction, ...]] = {}


def ledgers(vault: Vault, today: date) -> Mapping[str, Ledger]:
    """The ledger of every contact with whom there is one, by id; nothing of days to come."""
    return keep_books(vault, today).ledgers


def keep_books(vault: Vault, today: date, before: Books | None = None) -> Books:
    """The ledgers of a day; what did not change since `before`, of the same day, is taken over."""
    before = before or Books()
    old, contacts = before.contacts, vault.contacts
    names = changed(old, contacts)
    columns = carry(before.columns, names, lambda name: _columns(contacts[name], today) if name in contacts else None)
    same = all(_brings_nobody(old.get(name), contacts.get(name)) for name in names)
    brought = before.brought if same else _brought(vault, today)

    def ledger_of(name: str) -> Ledger | None:
        found, introduced = columns.get(name), brought.get(name)
        if introduced:
            found = replace(found or _NOTHING, introductions=introduced)
        return known if (known := before.ledgers.get(name)) == found else found

    found = carry(before.ledgers, names | changed(before.brought, brought), ledger_of)
    return Books(found, contacts, columns, brought)


def _columns(contact: Contact, today: date) -> Ledger | None:
    columns: dict[str, list[Deed]] = defaultdict(list)
    for deed in contact.deeds:
        if deed.date <= today and deed.head in _FIELDS:
            columns[_FIELDS[deed.head]].append(deed)
    return replace(_NOTHING, **{field: tuple(deeds) for field, deeds in columns.items()}) if columns else None


def _brings_nobody(old: Contact | None, contact: Contact | None) -> bool:
    """Whether a contact that has changed plays no part in introductions, nor did before."""
    return (
        old is not None
        and contact is not None
        and (old.name, old.path) == (contact.name, contact.path)
        and not any(
            (one.fields.met and one.fields.met.via) or any(deed.head in {"intro", "outcome"} for deed in one.deeds)
            for one in (old, contact)
        )
    )


def _brought(vault: Vault, today: date) -> Mapping[str, tuple[Introduction, ...]]:
    found: dict[str, list[Introduction]] = defaultdict(list)
    for one in introductions(vault, today):
        for contact_id in one.contacts:
            found[contact_id].append(one)
    return {name: tuple(ones) for name, ones in found.items()}


def in_all(all_ledgers: Mapping[str, Ledger]) -> Ledger:
    """One ledger of all: what was given to three people on one line of a note is one gift, to all of them."""
    sums: dict[str, dict[tuple[str, int], Deed]] = defaultdict(dict)
    brought: dict[tuple[str, int, str], Introduction] = {}
    for one in all_ledgers.values():
        for field in _FIELDS.values():
            for deed in getattr(one, field):
                place = (deed.path, deed.line)
                first = sums[field].get(place)
                sums[field][place] = replace(first, also=(*first.also, deed.contact)) if first else deed
        for found in one.introductions:
            brought.setdefault((found.path, found.line, found.by), found)
    return Ledger(
        **{field: tuple(sorted(deeds.values(), key=_by_day)) for field, deeds in sums.items()},
        introductions=tuple(sorted(brought.values(), key=_by_day)),
    )


def only_asked(ledger: Ledger, today: date) -> Deed | None:
    """What I last asked of them, within a year, if I have given nothing on that day or since."""
    if not ledger.asked or add(ledger.asked[-1].date, _YEAR) < today:
        return None
    last = ledger.asked[-1]
    mine = [one.date for one in ledger.introductions if not one.by and one.date]
    given = max([*(deed.date for deed in ledger.gave), *mine], default=date.min)
    return last if given < last.date else None


def to_thank(contact: Contact, today: date) -> tuple[Deed, ...]:
    """What I got and have not thanked for, until the next contact: asked once, then never again."""
    got = [deed for deed in contact.deeds if deed.head == "got" and deed.date <= today]
    if not got:
        return ()
    thanked = max((deed.date for deed in contact.deeds if deed.head == "thanked"), default=date.min)
    talked = next((one.date for one in reversed(contact.touches) if one.date <= today and one.way != "none"), date.min)
    return tuple(deed for deed in got if deed.date > thanked and deed.date >= talked)


# --- introductions -------------------------------------------------------------------------------------------------


def introductions(vault: Vault, today: date) -> tuple[Introduction, ...]:
    """All introductions that the notes know of, oldest first, those without a day before all others.

    An ``intro`` in a log is mine, unless the one was ``met via`` the other, or the words say that they introduced me;
    ``met via`` alone is an introduction as well.
    """
    by_path = {contact.path: contact for contact in vault.contacts.values()}
    outcomes: dict[str, list[Deed]] = defaultdict(list)
    for contact in vault.contacts.values():
        for deed in contact.deeds:
            if deed.head == "outcome" and deed.date <= today:
                outcomes[contact.id].append(deed)
    found = {(one.path, one.line): one for one in _logged(vault, by_path, today)}
    known = {(one.by, contact) for one in found.values() for contact in one.contacts if one.by}
    for contact in by_path.values():
        via = _via(vault, by_path, contact)
        if via and contact.fields.met and (via.id, contact.id) not in known:
            line = contact.fields.lines.get("met", 1)
            met = contact.fields.met
            one = Introduction(via.id, (contact.name,), (via.id, contact.id), met.on, "", contact.path, line)
            found[contact.path, line] = one
    return tuple(sorted((_with_outcomes(vault, one, outcomes) for one in found.values()), key=_by_day))


def _logged(vault: Vault, by_path: Mapping[str, Contact], today: date) -> Iterator[Introduction]:
    for contact in by_path.values():
        for deed in contact.deeds:
            if deed.head != "intro" or deed.date > today:
                continue
            linked = {_path_or_name(vault, link.target): link for link in deed.links}
            others = [by_path[path] for path in linked if path in by_path and path != contact.path]
            strangers = [link.text or link.target for path, link in linked.items() if path not in vault.notes]
            by, brought = _who(vault, by_path, contact, others)
            if not by and _BY_THEM.search(fold(deed.text)):
                by, brought = contact.id, others
            names = tuple(dict.fromkeys([*(one.name for one in brought), *strangers]))
            contacts = tuple(dict.fromkeys([contact.id, *(one.id for one in others)]))
            yield Introduction(by, names, contacts, deed.date, deed.text, deed.path, deed.entry)


def _who(
    vault: Vault, by_path: Mapping[str, Contact], contact: Contact, others: list[Contact]
) -> tuple[str, list[Contact]]:
    """Who made an introduction that is written in a contact's note, and who of the contacts was introduced."""
    via = _via(vault, by_path, contact)
    if via in others and via is not None:
        return via.id, [contact]
    if brought := [one for one in others if _via(vault, by_path, one) is contact]:
        return contact.id, brought
    return "", [contact, *others]


def _via(vault: Vault, by_path: Mapping[str, Contact], contact: Contact) -> Contact | None:
    """The contact through whom somebody was met."""
    met = contact.fields.met
    path = resolve(vault.names, met.via) if met and met.via else None
    return by_path.get(path) if path and path != contact.path else None


def _path_or_name(vault: Vault, target: str) -> str:
    return resolve(vault.names, target) or target


def _with_outcomes(vault: Vault, one: Introduction, outcomes: Mapping[str, list[Deed]]) -> Introduction:
    """With what came of it: in the same entry, or later in the note of one who took part, linking another."""
    paths = {vault.contacts[contact].path for contact in one.contacts}
    came = {
        (deed.path, deed.line): deed
        for contact in one.contacts
        for deed in outcomes.get(contact, ())
        if (deed.path, deed.entry) == (one.path, one.line)
        or (
            (one.date is None or deed.date >= one.date)
            and any(resolve(vault.names, link.target) in paths - {deed.path} for link in deed.links)
        )
    }
    return replace(one, outcomes=tuple(sorted(came.values(), key=_by_day)))


def _by_day(one: Deed | Introduction) -> tuple[date, str, int]:
    return (one.date or date.min, one.path, one.line)
