"""Notes -> Vault: which notes are contacts, whom each link means, and all contact with each of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from relnotes.model import Config, Note, Vault
from relnotes.vault.joining import Index, Said, add_said, put_together
from relnotes.vault.names import find_notes, index_names, name_key, resolve
from relnotes.vault.tracked import (
    clash_problem,
    clash_words,
    identities,
    in_folders,
    is_tracked,
    problems_of,
)

__all__ = [
    "Joined",
    "build_vault",
    "clash_words",
    "find_notes",
    "identities",
    "in_folders",
    "index_names",
    "is_tracked",
    "join",
    "name_key",
    "problems_of",
    "resolve",
]


class Joined(Struct, frozen=True):
    """A vault with what it was joined from, so that the next one is joined anew only where notes changed."""

    vault: Vault
    index: Index
    about: Mapping[str, tuple[str, ...]]
    """Each note -> the contacts, by path, of whom it says something."""


def build_vault(notes: Mapping[str, Note], config: Config) -> Vault:
    """Everything that the notes, by path, say about the contacts among them."""
    return join(notes, config).vault


def join(notes: Mapping[str, Note], config: Config, before: Joined | None = None) -> Joined:
    """The vault of some notes. `before`, of the same config, saves time: what did not change is taken from there."""
    ordered = [notes[path] for path in sorted(notes)]
    said: defaultdict[str, Said] = defaultdict(Said)
    if before and _names_stay(before, notes, config):
        index, about, contacts = before.index, dict(before.about), dict(before.vault.contacts)
        stale: set[str] = set()
        for note in ordered:
            if before.vault.notes[note.path] is not note:
                now = add_said(note, index, config, defaultdict(Said))
                stale.update(about[note.path], now)
                about[note.path] = now
        speaking = [note for note in ordered if not stale.isdisjoint(about[note.path])]
    else:
        index, about, contacts = _index(ordered, config), {}, {}
        stale, speaking = set(index.ids), ordered
    for note in speaking:
        about[note.path] = add_said(note, index, config, said)
    for path, identity in index.ids.items():
        if path in stale:
            contacts[identity] = put_together(notes[path], index, said[path])
    problems = [problem for note in ordered if note.diagnostics for problem in problems_of(note, config)]
    unreadable = [note for note in ordered if not note.readable and is_tracked(note, config)]
    vault = Vault(
        contacts=MappingProxyType(contacts),
        notes=notes,
        names=index.names,
        me=next((note for note in ordered if note.type == "me" and note.readable), None),
        unreadable=tuple((note.fields.id or note.path, note.path) for note in unreadable),
        diagnostics=tuple(sorted([*problems, *index.clashes], key=lambda problem: (problem.path, problem.span))),
    )
    return Joined(vault, index, about)


def _index(ordered: Sequence[Note], config: Config) -> Index:
    ids, clashes = identities([note for note in ordered if note.readable and is_tracked(note, config)])
    return Index(index_names(ordered), ids, tuple(map(clash_problem, clashes)))


def _names_stay(before: Joined, notes: Mapping[str, Note], config: Config) -> bool:
    """Whether all links still mean the same: nobody came or went, or got another name or id."""
    old = before.vault.notes
    return old.keys() == notes.keys() and all(
        _called(old[path], config) == _called(note, config) for path, note in notes.items() if old[path] is not note
    )


def _called(note: Note, config: Config) -> tuple[object, ...]:
    return (note.name, note.fields.aliases, note.fields.id, note.readable, is_tracked(note, config))
