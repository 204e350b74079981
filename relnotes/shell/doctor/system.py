"""What the system can report of changes: its limits for watched folders, and file systems of which it hears nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from relnotes.model import Config
from relnotes.shell.doctor.result import Result
from relnotes.shell.filesystems import filesystem, is_remote
from relnotes.shell.lock import is_held

_LIMITS = Path("/proc/sys/fs/inotify")
# A container's own limit, below the machine's.
_OWN_LIMIT = Path("/proc/sys/user/max_inotify_watches")
_PROCESSES = Path("/proc")
# What a checkout makes of each note: deleted, created, modified, closed.
_EVENTS = 4


class Limits(Struct, frozen=True):
    """The kernel's limits a user, and what this user's processes use of them."""

    watches: int
    instances: int
    queue: int
    used_watches: int
    used_instances: int


def check(root: Path, config: Config) -> Iterator[Result]:  # noqa: ARG001 - the shape of a check
    if is_remote(root):
        yield Result(
            "system",
            "note",
            f"the vault lies on a network drive ({filesystem(root)}), whose changes the system does not report",
            "none needed: relnotes watch looks at it every two seconds instead",
        )
        return
    limits = read_limits()
    if limits is None:
        return
    folders, files = count(root)
    yield from judge(limits, folders, files, running=is_held(root))


def judge(limits: Limits, folders: int, files: int, *, running: bool) -> Iterator[Result]:
    """What the limits mean for a vault of so many folders and files; a running watcher's share is in use already."""
    needed = limits.used_watches + (0 if running else folders)
    # Full while one runs means that some of its folders may have found no place.
    if needed > limits.watches or (running and needed >= limits.watches):
        yield Result(
            "system",
            "wrong",
            f"{limits.watches:,} folders may be watched, {limits.used_watches:,} are, and this vault has {folders:,}: "
            "changes in some are seen only by looking every two seconds",
            "raise it: sudo sysctl fs.inotify.max_user_watches=524288 (and put that into /etc/sysctl.d/)",
        )
    elif limits.used_instances + (0 if running else 1) > limits.instances:
        yield Result(
            "system",
            "wrong",
            f"{limits.used_instances:,} programs and parts of them watch folders, and {limits.instances:,} may",
            "raise it: sudo sysctl fs.inotify.max_user_instances=512 (and put that into /etc/sysctl.d/)",
        )
    else:
        yield Result("system", "fine", f"{folders:,} folders, of {limits.watches:,} that may be watched")
    if files * _EVENTS > limits.queue:
        yield Result(
            "system",
            "note",
            f"changing all {files:,} files at once makes more events than the system's queue holds ({limits.queue:,})",
            "none needed: relnotes watch reads the vault again then",
        )


def read_limits() -> Limits | None:
    """The limits of Linux' inotify; None where there is none."""
    try:
        watches, instances, queue = (
            int((_LIMITS / name).read_text())
            for name in ("max_user_watches", "max_user_instances", "max_queued_events")
        )
        if _OWN_LIMIT.exists():
            watches = min(watches, int(_OWN_LIMIT.read_text()))
    except (OSError, ValueError):
        return None
    used = [one for process in _PROCESSES.iterdir() if process.name.isdecimal() for one in _used(process)]
    return Limits(watches, instances, queue, sum(used), len(used))


def _used(process: Path) -> list[int]:
    """How many folders each inotify instance of one of our processes watches."""
    try:
        if process.stat().st_uid != os.getuid():
            return []
        handles = [one for one in (process / "fd").iterdir() if str(one.readlink()) == "anon_inode:inotify"]
        return [(process / "fdinfo" / one.name).read_text().count("inotify wd:") for one in handles]
    except OSError:
        # The process ended, or is not ours to look into.
        return []


def count(root: Path) -> tuple[int, int]:
    """How many folders and files a vault holds, hidden ones too: all of them are watched."""
    folders = files = 0
    for _, _, names in os.walk(root):
        folders += 1
        files += len(names)
    return folders, files
