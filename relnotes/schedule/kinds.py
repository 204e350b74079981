"""What a kind is: a function from a contact, where it stands, and the window to items. Each has a file of its own."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from relnotes.model import Contact, Item, Kind, Standing, State, Vault, Window


class KindModule(Protocol):
    """One kind of thing on the agenda (or a few that share their rules), of one contact at a time."""

    KINDS: tuple[Kind, ...]

    def items(self, contact: Contact, standing: Standing | None, window: Window, /) -> Iterable[Item]: ...


class KindAcross(Protocol):
    """A kind whose items are about others than the contact whose note says so."""

    KINDS: tuple[Kind, ...]

    def items_across(self, vault: Vault, standings: Mapping[str, Standing], window: Window, /) -> Iterable[Item]: ...


def item(contact: Contact, kind: Kind, state: State, reason: str, standing: Standing | None) -> Item:
    """An item with what every one of a contact says: last contact with its source, cadence, ratio, rank."""
    last = standing.last if standing else None
    return Item(
        contact=contact.id,
        path=contact.path,
        home=contact.path,
        line=1,
        name=contact.name,
        kind=kind,
        state=state,
        due=None,
        reason=reason,
        rank=standing.rank if standing else 1.0,
        last_contact=last.date if last else None,
        last_source=f"{last.path}:{last.line}" if last else None,
        last_head=last.head if last else "",
        cadence=standing.cadence if standing else None,
        ratio=standing.ratio if standing else None,
        unanswered=standing.unanswered if standing else 0,
    )
