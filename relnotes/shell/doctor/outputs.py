"""Due.md and the feeds: whether they can be written, tried by writing."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from relnotes.model import Config
from relnotes.shell.disk import left_behind, refuse_foreign
from relnotes.shell.doctor.result import Result
from relnotes.shell.errors import CannotRun

# What a feed and a list of some thousand people need, twice: the old ones stay until the new ones are whole.
_ROOM = 10 * 1024 * 1024
_TRIAL = 64 * 1024


def check(root: Path, config: Config) -> Iterator[Result]:
    bad = False
    for path in config.outputs:
        try:
            refuse_foreign(root / path, path)
        except CannotRun as error:
            bad = True
            yield Result("outputs", "wrong", str(error).rstrip("."))
    for folder in sorted({(root / path).parent for path in config.outputs}):
        for result in _folder(folder):
            bad = True
            yield result
    missing = [path for path in config.outputs if not (root / path).exists()]
    if missing:
        yield Result("outputs", "note", f"not written yet: {', '.join(missing)}", "relnotes watch --once")
    elif not bad:
        yield Result("outputs", "fine", ", ".join(config.outputs))


def _folder(folder: Path) -> Iterator[Result]:
    there = next(one for one in (folder, *folder.parents) if one.exists())
    try:
        with tempfile.NamedTemporaryFile(dir=there, prefix=f".relnotes-{os.getpid()}-", suffix=".tmp") as file:
            file.write(b"\0" * _TRIAL)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        remedy = (
            "make room on the disk" if error.errno == errno.ENOSPC else "make it writable, or put the outputs elsewhere"
        )
        yield Result("outputs", "wrong", f"{there} cannot be written to: {error.strerror}", remedy)
    else:
        free = shutil.disk_usage(there).free
        if free < _ROOM:
            yield Result("outputs", "wrong", f"only {free // 1024:,} KiB are free on the disk of {there}", "make room")
    left = left_behind(there)
    if left:
        many = f"{len(left)} temporary file{'s' if len(left) > 1 else ''}"
        says = f"{many} left in {there} by a relnotes that was killed"
        yield Result("outputs", "note", says, "the next start of relnotes watch takes them away")
