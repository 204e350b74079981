"""Whom a link or a word on the command line means: names, aliases and paths -> notes."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Protocol

from relnotes.model import Note
from relnotes.parse.links import stem
from relnotes.parse.words import plain


def name_key(name: str) -> str:
    """A name as links compare it: in any case, and whichever way its accents are encoded."""
    return (name if name.isascii() else unicodedata.normalize("NFC", name)).casefold().strip()


class _Properties(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


class Named(Protocol):
    """A note, or as much of one as it is known by."""

    @property
    def path(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def fields(self) -> _Properties: ...


def index_names(notes: Iterable[Named]) -> Mapping[str, tuple[str, ...]]:
    """Every name, alias and path without its ending -> the notes that it may mean, best first."""
    by_path = {note.path: note for note in notes}
    names: dict[str, tuple[str, ...]] = {}
    several: dict[str, list[str]] = {}
    for path, note in by_path.items():
        only = (path,)
        for key in _keys(note):
            other = names.setdefault(key, only)
            if other is not only:
                several.setdefault(key, [*other]).append(path)
    for key, paths in several.items():
        names[key] = tuple(sorted(paths, key=lambda path: (_keys(by_path[path])[key], path.count("/"), path)))
    return MappingProxyType(names)


def _keys(note: Named) -> dict[str, int]:
    """What links may call a note, and how good a name each is, from 0."""
    bare = stem(note.path)
    last = bare.rpartition("/")[2]
    keys = {name_key(bare): 0, name_key(last): 0}
    if note.name != last:
        keys.setdefault(name_key(note.name), 1)
    for alias in note.fields.aliases:
        keys.setdefault(name_key(alias), 2)
    return keys


def resolve(names: Mapping[str, tuple[str, ...]], target: str) -> str | None:
    """The path of the note that a link means, as Obsidian finds it: by path, name, alias, or the end of a path."""
    key = name_key(target.removeprefix("/"))
    while key.startswith(("./", "../")):
        key = key.partition("/")[2]
    if key in names:
        return names[key][0]
    last = key.rsplit("/", 1)[-1]
    if last != key:
        return next((path for path in names.get(last, ()) if name_key(stem(path)).endswith(f"/{key}")), None)
    return None


def find_notes(notes: Iterable[Note], words: str) -> list[Note]:
    """The notes that somebody may mean on the command line: by name, alias, path or id; else by a beginning, or a word.

    Case and accents do not matter. One note: it is meant. Several: ask. None: unknown.
    """
    wanted = plain(stem(words.strip()))
    spoken = [(note, [plain(name) for name in _spoken(note)]) for note in notes]
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: name == wanted,
        lambda name: name.startswith(wanted),
        lambda name: wanted in name.split(),
    )
    for test in tests if wanted else ():
        if found := [note for note, names in spoken if any(test(name) for name in names)]:
            return found
    return []


def _spoken(note: Note) -> Iterator[str]:
    bare = stem(note.path)
    yield from (note.name, bare, bare.rsplit("/", 1)[-1], *note.fields.aliases)
    if note.fields.id:
        yield note.fields.id
