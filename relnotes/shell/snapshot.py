"""All notes of a vault at one moment, each parsed when its file has changed."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from relnotes.carry import changed
from relnotes.model import Config, Diagnostic, Note
from relnotes.parse.note import parse_each
from relnotes.parse.words import Heads
from relnotes.shell.cache import Cache
from relnotes.shell.disk import Scan, Signature, read_note, scan, settled
from relnotes.shell.shares import beside, shared


class Snapshot(Struct, frozen=True):
    """All notes of a vault at one moment. ``stale`` are those kept as they were, since they cannot be read just now."""

    notes: Mapping[str, Note] = {}
    signatures: Mapping[str, Signature] = {}
    problems: tuple[Diagnostic, ...] = ()
    stale: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = ()
    """The config's kinds of contact that the notes were read with."""


def take_snapshot(
    root: Path,
    config: Config,
    previous: Snapshot | None = None,
    tick: Callable[[int], None] = lambda _: None,
    found: Scan | None = None,
    cache: Cache | None = None,
) -> Snapshot:
    """Read what changed since the previous snapshot, or everything; `tick` hears how many notes there are, for each.

    `found` is what lies in the vault, where the caller has just looked; `cache` has notes that were parsed before.

    A note that was good and is empty, cut short or broken now stays as it was, marked stale: editors and sync tools
    leave such states behind for a moment, and a contact must not vanish meanwhile.
    """
    found = found or scan(root, config)
    old = previous or Snapshot()
    if old.kinds != config.contact_kinds:
        old = replace(old, signatures={})
    notes, missing = _taken_over(old, found, cache)
    for _ in range(len(found.notes) - len(missing)):
        tick(len(found.notes))
    stale = {path for path in old.stale if path in notes and old.signatures.get(path) == found.notes[path]}
    signatures = dict(found.notes)
    parsed: dict[str, tuple[Signature, Note]] = {}
    now = time.time_ns()
    for path, read in _read(root, Heads(config.contact_kinds), missing, lambda: tick(len(found.notes))).items():
        if not settled(found.notes[path], now):
            # Another edit within the same tick of the file system's clock could bear the same signature.
            signatures[path] = (0, found.notes[path][1], 0, 0)
        elif read:
            parsed[path] = (found.notes[path], read.note)
        before = old.notes.get(path)
        if before and before.marked and before.readable and (read is None or read.blank or not read.note.readable):
            notes[path] = replace(before, diagnostics=read.note.diagnostics if read else before.diagnostics)
            stale.add(path)
        elif read and read.note != before:
            # One that says the same as before remains the same.
            notes[path] = read.note
    if cache:
        gone = [path for path in cache.paths if path not in found.notes]
        beside(partial(cache.keep, parsed, gone), len(parsed))
    return Snapshot(notes, signatures, found.problems, frozenset(stale), config.contact_kinds)


def _taken_over(old: Snapshot, found: Scan, cache: Cache | None) -> tuple[dict[str, Note], list[str]]:
    """The notes as they were, but for those that are gone; and which of them, and of the new ones, are to be read."""
    notes = dict(old.notes)
    for path in old.notes.keys() - found.notes.keys():
        del notes[path]
    missing = []
    for path in changed(old.signatures, found.notes):
        signature = found.notes.get(path)
        if signature is None or signature == old.signatures.get(path):
            continue
        kept = cache.get(path, signature) if cache and path not in notes else None
        if kept:
            notes[path] = kept
        else:
            missing.append(path)
    return notes, missing


class _Read(Struct, frozen=True):
    note: Note
    blank: bool


def _read(root: Path, heads: Heads, paths: Sequence[str], tick: Callable[[], None]) -> Mapping[str, _Read | None]:
    """The notes in files, None for what cannot be read just now; `tick` is called once for each."""

    def read(some: Sequence[str]) -> dict[str, _Read | None]:
        texts = {path: read_note(root, path) for path in some}
        found: dict[str, _Read | None] = dict.fromkeys(some)
        for one in parse_each(((path, data) for path, data in texts.items() if data is not None), heads):
            found[one.note.path] = _Read(one.note, not (texts[one.note.path] or b"").strip())
        return found

    def done(count: int) -> None:
        for _ in range(count):
            tick()

    return shared(read, paths, dict[str, _Read | None], done)


def lessened(before: Snapshot, found: Scan) -> dict[str, Signature | None]:
    """The notes that are gone or shorter than they were: what a save or a checkout may only have begun."""
    now = {path: found.notes.get(path) for path in before.signatures}
    return {path: one for path, one in now.items() if one is None or one[1] < before.signatures[path][1]}
