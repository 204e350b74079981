"""Whom to begin with, where nobody has a cadence yet: the people that the notes speak of most and last."""

from datetime import date

from relnotes.model import Agenda, Note, Suggestion, Vault
from relnotes.parse.words import CONTACT

FIVE = 5
_PEOPLE_FOLDERS = {"people", "contacts", "persons", "friends", "network", "crm", "أشخاص", "ناس", "معارف"}


def suggest(vault: Vault, agenda: Agenda) -> tuple[Suggestion, ...]:
    """Up to five, while nobody has an interval or a next contact: contacts first, then who may become one."""
    if any(item.cadence or item.reason == "next-contact" for item in agenda.items):
        return ()
    people = []
    for contact in vault.contacts.values():
        if contact.note.type == "person":
            days = [touch.date for touch in contact.touches if touch.date <= agenda.today]
            count = len(contact.touches) + len({path for path, _ in contact.backlinks})
            people.append(Suggestion(contact.name, contact.path, count, max(days, default=None)))
    others = [_unmarked(note, agenda.today) for note in vault.notes.values() if looks_like_a_person(note)]
    return tuple([*sorted(people, key=_order), *sorted(others, key=_order)][:FIVE])


def _order(one: Suggestion) -> tuple[int, int, str]:
    return (-(one.last or date.min).toordinal(), -one.mentions, one.path)


def looks_like_a_person(note: Note) -> bool:
    """A note without any mark that is probably about somebody: by its folder, or by what only people have."""
    if note.type or note.daily or not note.readable:
        return False
    fields = note.fields
    folders = {part.casefold() for part in note.path.split("/")[:-1]}
    personal = fields.email or fields.phone or fields.birthday or fields.met or fields.last_contact
    return bool(folders & _PEOPLE_FOLDERS or personal or any(entry.head in CONTACT for entry in note.entries))


def _unmarked(note: Note, today: date) -> Suggestion:
    days = [entry.date for entry in note.entries if entry.date <= today]
    last = max([*days, *([note.fields.last_contact] if note.fields.last_contact else [])], default=None)
    return Suggestion(note.name, note.path, len(note.entries) + len(note.links), last)
