"""Notes -> Vault: which notes are contacts, whom each link means, and all contact with each of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from relnotes.carry import carry, changed
from relnotes.model import Config, Contact, Note, Vault
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
    """A vault with what it was joined from, so that the next one is joined anew only where notes changed. By path."""

    vault: Vault
    index: Index
    about: Mapping[str, tuple[str, ...]]
    """Each note -> the contacts of whom it says something."""
    apart: Mapping[str, Note]
    """The notes of which the vault says more than of others: mine, and those with something wrong."""


def build_vault(notes: Mapping[str, Note], config: Config) -> Vault:
    """Everything that the notes, by path, say about the contacts among them."""
    return join(notes, config).vault


def join(notes: Mapping[str, Note], config: Config, before: Joined | None = None) -> Joined:
    """The vault of some notes. `before`, of the same config, saves time: what did not change is taken from there."""
    new = changed(before.vault.notes if before else {}, notes)
    said: defaultdict[str, Said] = defaultdict(Said)
    if before and _names_stay(before.vault.notes, notes, new, config):
        index, about, contacts = before.index, dict(before.about), dict(before.vault.contacts)
        stale: set[str] = set()
        for path in new:
            now = add_said(notes[path], index, config, defaultdict(Said))
            stale.update(about[path], now)
            about[path] = now
        speaking = sorted(path for path, whom in about.items() if not stale.isdisjoint(whom))
    else:
        speaking = sorted(notes)
        index, about, contacts = _index([notes[path] for path in speaking], config), {}, {}
        stale = set(index.ids)
    for path in speaking:
        about[path] = add_said(notes[path], index, config, said)
    for path in filter(stale.__contains__, index.ids):
        contacts[index.ids[path]] = put_together(notes[path], index, said[path])
    apart = carry(before.apart if before else {}, new, lambda path: _set_apart(notes.get(path)))
    return Joined(_vault(notes, contacts, index, apart, config), index, about, apart)


def _set_apart(note: Note | None) -> Note | None:
    return note if note and (note.diagnostics or not note.readable or note.type == "me") else None


def _vault(
    notes: Mapping[str, Note], contacts: Mapping[str, Contact], index: Index, apart: Mapping[str, Note], config: Config
) -> Vault:
    odd = [apart[path] for path in sorted(apart)]
    problems = [problem for note in odd if note.diagnostics for problem in problems_of(note, config)]
    unreadable = [note for note in odd if not note.readable and is_tracked(note, config)]
    return Vault(
        contacts=MappingProxyType(contacts),
        notes=notes,
        names=index.names,
        me=next((note for note in odd if note.type == "me" and note.readable), None),
        unreadable=tuple((note.fields.id or note.path, note.path) for note in unreadable),
        diagnostics=tuple(sorted([*problems, *index.clashes], key=lambda problem: (problem.path, problem.span))),
    )


def _index(ordered: Sequence[Note], config: Config) -> Index:
    ids, clashes = identities([note for note in ordered if note.readable and is_tracked(note, config)])
    return Index(index_names(ordered), ids, tuple(map(clash_problem, clashes)))


def _names_stay(old: Mapping[str, Note], notes: Mapping[str, Note], new: Iterable[str], config: Config) -> bool:
    """Whether all links still mean the same: nobody came or went, or got another name or id."""
    return all(
        path in old and path in notes and _called(old[path], config) == _called(notes[path], config) for path in new
    )


def _called(note: Note, config: Config) -> tuple[object, ...]:
    return (note.name, note.fields.aliases, note.fields.id, note.readable, is_tracked(note, config))
