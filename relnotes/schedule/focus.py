"""The focus: a limit on how many people one keeps in touch with at a time. The others wait."""

from datetime import date

from relnotes.model import Config, Contact, Vault
from relnotes.schedule.cadence import circle_of, interval


def waiting(vault: Vault, config: Config) -> frozenset[str]:
    """The ids of those outside of the focus, among all whom one keeps in touch with; nobody waits without a limit."""
    if config.focus is None:
        return frozenset()
    return frozenset(contact.id for contact in in_line(vault, config)[config.focus :])


def in_line(vault: Vault, config: Config) -> tuple[Contact, ...]:
    """All people whom one keeps in touch with, in the order in which the focus admits them.

    That does not depend on the last contact, so nobody is thrown out by a chat.
    """
    circles = {circle.name: circle for circle in config.circles}

    def order(contact: Contact) -> tuple[bool, float, date, str]:
        circle = circle_of(contact, circles)
        met = contact.fields.met.on if contact.fields.met and contact.fields.met.on else date.max
        return (not contact.fields.focus, -(circle.weight if circle else 1.0), met, contact.id)

    kept = [
        contact
        for contact in vault.contacts.values()
        if contact.note.type == "person" and (interval(contact, circles) or contact.fields.next_contact)
    ]
    return tuple(sorted(kept, key=order))
