"""The marks by which the lines of a Due.md that answers are known.

A mark is made from what the notes say when the line is written: all machines make the same one, it stays while that
stands, and it is another one as soon as the question has been answered.
"""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from relnotes.model import Contact, FollowUp, Vault
from relnotes.schedule.identity import short


class Marks(Struct, frozen=True):
    """The mark of each contact's line by id, and of each follow-up's by contact, path and line."""

    people: Mapping[str, str]
    tasks: Mapping[tuple[str, str, int], str]


def marks_of(vault: Vault) -> Marks:
    """The marks of everybody and everything that may stand in the list."""
    people = {contact.id: person_mark(contact) for contact in vault.contacts.values()}
    tasks: dict[tuple[str, str, int], str] = {}
    for contact in vault.contacts.values():
        alike = Counter(one.text for one in contact.follow_ups)
        for one in contact.follow_ups:
            # Of two with the same words an answer could mean either.
            if alike[one.text] == 1:
                tasks[contact.id, one.path, one.line] = task_mark(contact, one)
    return Marks(people, tasks)


def person_mark(contact: Contact) -> str:
    """From all contact so far, and from whether somebody is put off or rests."""
    last = contact.touches[-1].date.isoformat() if contact.touches else ""
    state = (len(contact.touches), last, contact.fields.snooze_until, contact.fields.paused)
    return f"due-{short(contact.id, *map(str, state))}"


def task_mark(contact: Contact, one: FollowUp) -> str:
    """From a follow-up's words and its day."""
    return f"task-{short(contact.id, one.path, one.text, str(one.due))}"
