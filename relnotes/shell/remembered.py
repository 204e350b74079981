"""The numbers of the due list that was last shown here, so that `done 3` means the third person of that very list.

A memory of the screen and of nothing else, in the user's cache folder: without it, numbers are not understood.
"""

import contextlib
import hashlib
import os
from pathlib import Path

import msgspec
from platformdirs import user_cache_path

from relnotes.shell.disk import write_whole
from relnotes.shell.errors import CannotRun


def remember(root: Path, people: list[str]) -> None:
    """Keep whom the list showed, by id, in the order of its numbers. Where that cannot be kept it is forgotten."""
    path = _place(root)
    with contextlib.suppress(CannotRun, OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, msgspec.json.encode(people))


def recall(root: Path) -> list[str]:
    """Whom the list showed that was last seen; nobody when none was."""
    try:
        return msgspec.json.decode(_place(root).read_bytes(), type=list[str])
    except (OSError, msgspec.DecodeError):
        return []


def _place(root: Path) -> Path:
    name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    return user_cache_path("relnotes", appauthor=False) / f"shown-{name}.json"
