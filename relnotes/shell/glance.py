"""The due list as it was worked out, kept while nothing changes that it follows from.

Its key are the day, the config, this version of the program, and the signatures of all notes and of the feed. As with
the notes in `cache`, files that changed a moment ago are not relied upon, and whatever is wrong is passed over.
"""

import contextlib
import time
from collections.abc import Callable
from datetime import date
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct

from relnotes.model import Agenda, Config, Diagnostic
from relnotes.shell.disk import Scan, scan, settled, signature
from relnotes.shell.kept import keep, kept_at

_WORKED_OUT_BY = ("vault/*.py", "schedule/*.py", "insight/*.py")
_SEAL = 32


class Glance(Struct, frozen=True):
    """What the due list shows: an agenda with the items that are listed and no others, and what is wrong in notes."""

    agenda: Agenda
    problems: tuple[Diagnostic, ...]
    anybody: bool
    """Whether any note is about a person."""


def glance(root: Path, config: Config, today: date, work_out: Callable[[Scan], Glance]) -> Glance:
    """What the list shows on a day: as it was kept, or worked out from what now lies in the vault."""
    found = scan(root, config)
    feed = signature(root / config.feed.path)
    path = kept_at(root, "due", also=_WORKED_OUT_BY)
    # What is reported instead of read may have a name that is no text.
    key = msgspec.msgpack.encode((today, repr(config), found.notes, repr(found.problems), feed))
    if kept := _read(path, key):
        return kept
    began = time.time_ns()
    new = work_out(found)
    if all(settled(one, began) for one in (*found.notes.values(), feed) if one):
        # Where it speaks of a name that is no text it cannot be kept, and is worked out each time.
        with contextlib.suppress(UnicodeEncodeError):
            data = msgspec.msgpack.encode(new)
            keep(path, _seal(key, data) + data)
    return new


def _read(path: Path, key: bytes) -> Glance | None:
    try:
        data = path.read_bytes()
        if data[:_SEAL] == _seal(key, data[_SEAL:]):
            return msgspec.msgpack.decode(data[_SEAL:], type=Glance)
    except (OSError, msgspec.MsgspecError):
        pass
    return None


def _seal(key: bytes, data: bytes) -> bytes:
    """What only this content for this key has: a file of another day, or one that was cut short, has another."""
    return blake2b(data, key=blake2b(key, digest_size=_SEAL).digest(), digest_size=_SEAL).digest()
