"""How often: the interval of a contact, and the circle that may give it."""

from collections.abc import Mapping

from relnotes.model import Cadence, Circle, Contact


def interval(contact: Contact, circles: Mapping[str, Circle]) -> Cadence | None:
    """The contact's own cadence, else its circle's."""
    if contact.fields.cadence or contact.fields.no_cadence:
        return contact.fields.cadence
    circle = circle_of(contact, circles)
    return circle.cadence if circle else None


def circle_of(contact: Contact, circles: Mapping[str, Circle]) -> Circle | None:
    return circles.get(contact.fields.circle.casefold())
