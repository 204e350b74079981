"""All notes of a vault at one moment, each parsed when its file has changed."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from relnotes.model import Config, Diagnostic, Note
from relnotes.parse.note import parse_note
from relnotes.parse.words import Heads
from relnotes.shell.cache import Cache
from relnotes.shell.disk import Scan, Signature, read_note, scan, settled


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
    heads = Heads(config.contact_kinds)
    old = previous or Snapshot()
    if old.kinds != config.contact_kinds:
        old = replace(old, signatures={})
    notes: dict[str, Note] = {}
    signatures = dict(found.notes)
    stale: set[str] = set()
    parsed: dict[str, tuple[Signature, Note]] = {}
    for path, signature in found.notes.items():
        tick(len(found.notes))
        if old.signatures.get(path) == signature:
            notes[path] = old.notes[path]
            if path in old.stale:
                stale.add(path)
            continue
        if cache and path not in old.notes and (kept := cache.get(path, signature)):
            notes[path] = kept
            continue
        data = read_note(root, path)
        if data is None and path not in old.notes:
            continue
        note = parse_note(path, data, heads) if data is not None else old.notes[path]
        if not settled(signature, time.time_ns()):
            # Another edit within the same tick of the file system's clock could bear the same signature.
            signatures[path] = (0, signature[1], 0, 0)
        elif data is not None:
            parsed[path] = (signature, note)
        before = old.notes.get(path)
        if before and before.marked and before.readable and (data is None or not data.strip() or not note.readable):
            notes[path] = replace(before, diagnostics=note.diagnostics)
            stale.add(path)
        else:
            notes[path] = note
    if cache:
        cache.keep(parsed, [path for path in cache.paths if path not in found.notes])
    return Snapshot(notes, signatures, found.problems, frozenset(stale), config.contact_kinds)


def lessened(before: Snapshot, found: Scan) -> dict[str, Signature | None]:
    """The notes that are gone or shorter than they were: what a save or a checkout may only have begun."""
    now = {path: found.notes.get(path) for path in before.signatures}
    return {path: one for path, one in now.items() if one is None or one[1] < before.signatures[path][1]}
