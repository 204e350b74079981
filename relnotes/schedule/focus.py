"""The focus: a limit on how many people one keeps in touch with at a time. The others wait."""

from datetime import date

from relnotes.model import Contact, Vault, Window
from relnotes.schedule.cadence import circle_of, interval, paused


def waiting(vault: Vault, window: Window) -> frozenset[str]:
    """The ids of those outside of the focus, among all whom one keeps in touch with; nobody waits without a limit."""
    limit = window.config.focus
    if limit is None:
        return frozenset()
    return frozenset(contact.id for contact in in_line(vault, window)[limit:])


def in_line(vault: Vault, window: Window) -> tuple[Contact, ...]:
    """All people whom one keeps in touch with, in the order in which the focus admits them.

    That does not depend on the last contact, so nobody is thrown out by a chat. Who is paused takes nobody's place.
    """
    circles = {circle.name: circle for circle in window.config.circles}

    def order(contact: Contact) -> tuple[bool, float, date, str]:
        circle = circle_of(contact, circles)
        met = contact.fields.met.on if contact.fields.met and contact.fields.met.on else date.max
        return (not contact.fields.focus, -(circle.weight if circle else 1.0), met, contact.id)

    kept = [
        contact
        for contact in vault.contacts.values()
        if contact.note.type == "person"
        and (interval(contact, circles) or contact.fields.next_contact)
        and not paused(contact, window.today)
    ]
    return tuple(sorted(kept, key=order))
