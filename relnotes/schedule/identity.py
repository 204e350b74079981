"""Names for events that reveal nobody and never change by themselves: RFC 9562 UUIDs of version 5."""

from functools import lru_cache
from uuid import UUID, uuid5

NAMESPACE = UUID("6f2b0f5e-6a0b-5c0e-9d53-0a5f6a1f2c11")
_SEPARATOR = "\x1f"


def uid(contact: str, kind: str, key: str) -> str:
    """The UID of an event: from the contact's id, the kind, and what tells it from others of the two."""
    return str(uuid5(NAMESPACE, _SEPARATOR.join((contact, kind, key))))


@lru_cache(maxsize=65_536)
def ref(contact: str, kind: str) -> str:
    """What all events of a contact and kind share, so that a later run finds them whatever their UID."""
    return str(uuid5(NAMESPACE, _SEPARATOR.join((contact, kind))))


def short(*parts: str) -> str:
    """Six hexadecimal digits that stand for some texts, the same everywhere."""
    return uuid5(NAMESPACE, _SEPARATOR.join(parts)).hex[:6]
