"""The focus: a limit on how many people one keeps in touch with at a time. The others wait."""

from datetime import date

from relnotes.model import Config, Contact, Vault
from relnotes.schedule.cadence import circle_of, interval


def waiting(vault: Vault, config: Config) -> frozenset[str]:
    """The ids of those outside of the focus, among all whom one keeps in touch with; nobody waits without a limit.

    Who is admitted does not depend on the last contact, so nobody is thrown out by a chat.
    """
    if config.focus is None:
        return frozenset()
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
    return frozenset(contact.id for contact in sorted(kept, key=order)[config.focus :])
