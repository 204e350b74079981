"""The network of introductions: through whom I came to know whom, and whom I brought together."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from relnotes.model import Introduction

ME = ""
LATEST = 80


class Network(Struct, frozen=True):
    """Who came through whom: each key's parent is another key, or ``ME``; and the pairs that I brought together.

    Keys are ids of contacts; people without a note go by ``~`` and their name. ``names`` has the name of each.
    """

    names: Mapping[str, str]
    parents: Mapping[str, str]
    brought: tuple[tuple[str, str], ...]


def build_network(introductions: Iterable[Introduction], names: Mapping[str, str]) -> Network:
    """The network of the latest introductions; `names` are those of contacts, by id."""
    found: dict[str, str] = {}
    parents: dict[str, str] = {}
    brought: dict[tuple[str, str], None] = {}
    for one in tuple(introductions)[-LATEST:]:
        known = [contact for contact in one.contacts if contact in names]
        named = {names[contact] for contact in known}
        strangers = {f"~{name}": name for name in one.names if name not in named}
        others = [key for key in (*known, *strangers) if key != one.by]
        found |= {contact: names[contact] for contact in known} | strangers
        if one.by:
            for key in others:
                if key not in parents and not _below(one.by, key, parents):
                    parents[key] = one.by
        elif others:
            # In whose note it stands, that one was brought together with each of the others.
            brought |= dict.fromkeys((others[0], key) for key in others[1:])
    return Network(found, {key: parents.get(key, ME) for key in found}, tuple(brought))


def _below(key: str, other: str, parents: Mapping[str, str]) -> bool:
    """Whether a key is the other one, or came through it."""
    while key != other and key in parents:
        key = parents[key]
    return key == other
