"""What a kind is: a function from a contact, where it stands, and the window to items. Each has a file of its own.

All items of a contact are made from its bare one, and say what they are.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from relnotes.model import Contact, Item, Kind, Standing, Vault, Window


class KindModule(Protocol):
    """One kind of thing on the agenda (or a few that share their rules), of one contact at a time."""

    KINDS: tuple[Kind, ...]

    def items(self, contact: Contact, standing: Standing | None, bare: Item, window: Window, /) -> Iterable[Item]: ...


class KindAcross(Protocol):
    """A kind whose items are about others than the contact whose note says so."""

    KINDS: tuple[Kind, ...]

    def items_across(self, vault: Vault, standings: Mapping[str, Standing], window: Window, /) -> Iterable[Item]: ...


def bare_item(contact: Contact, standing: Standing | None) -> Item:
    """What every item of a contact says: last contact with its source, cadence, ratio, rank; not yet what it is."""
    return Item(
        contact.id,
        contact.path,
        1,
        contact.name,
        "check-in",
        "ok",
        None,
        "",
        standing.rank if standing else 1.0,
        last=standing.last if standing else None,
        cadence=standing.cadence if standing else None,
        ratio=standing.ratio if standing else None,
        unanswered=standing.unanswered if standing else 0,
        home=contact.path,
    )
