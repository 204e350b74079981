"""The focus: a limit on how many people one keeps in touch with at a time. The others wait."""

from datetime import date

from relnotes.model import Config, Contact, Vault


def active(vault: Vault, config: Config) -> frozenset[str] | None:
    """The ids of those in the focus; None without a limit.

    Who is admitted does not depend on the last contact, so nobody is thrown out by a chat.
    """
    if config.focus is None:
        return None
    circles = {circle.name: circle for circle in config.circles}

    def keeps(contact: Contact) -> bool:
        circle = circles.get(contact.fields.circle.casefold())
        own = contact.fields.cadence is not None or contact.fields.next_contact is not None
        return own or (not contact.fields.no_cadence and circle is not None and circle.cadence is not None)

    def order(contact: Contact) -> tuple[bool, float, date, str]:
        circle = circles.get(contact.fields.circle.casefold())
        met = contact.fields.met.on if contact.fields.met and contact.fields.met.on else date.max
        return (not contact.fields.focus, -(circle.weight if circle else 1.0), met, contact.id)

    people = [contact for contact in vault.contacts.values() if contact.note.type == "person" and keeps(contact)]
    return frozenset(contact.id for contact in sorted(people, key=order)[: config.focus])
