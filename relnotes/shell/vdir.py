"""Writing a vdir: a folder with one file an event. What others put there is theirs."""

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from relnotes.parse.published import parse_published
from relnotes.shell.disk import read_output, sweep, write_whole
from relnotes.shell.errors import CannotRun

_OURS = re.compile(rb"^(PRODID:-//relnotes|X-RELNOTES-REF:)", re.MULTILINE)


class Done(Struct, frozen=True):
    """How many events were written, taken away, and already there."""

    written: int
    removed: int
    unchanged: int


def write_vdir(folder: Path, events: Mapping[str, bytes], name: str, color: str) -> Done:
    """Bring a vdir up to date with the events by UID; only what differs is touched, and only our events go away.

    A file keeps the name that it has, as a vdir wants it. The folder's own name and colour are the user's once there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = {path: read_output(path) or b"" for path in sorted(folder.glob("*.ics")) if path.is_file()}
    except OSError as error:
        raise CannotRun(f"{folder} cannot be written: {error.strerror}.") from error
    ours: dict[str, Path] = {}
    surplus = []
    for path, data in there.items():
        uids = list(parse_published(data).events)
        if _OURS.search(data) and len(uids) == 1:
            if uids[0] in events and uids[0] not in ours:
                ours[uids[0]] = path
            else:
                surplus.append(path)
    written = 0
    for uid, data in events.items():
        path = ours.get(uid, folder / f"{uid}.ics")
        if path in there and uid not in ours:
            raise CannotRun(
                f"{path} was not written by relnotes, so it is left alone: move it, or choose another folder."
            )
        written += write_whole(path, data)
    for key, value in (("displayname", name), ("color", color)):
        if not (folder / key).exists():
            write_whole(folder / key, value.encode())
    for path in surplus:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise CannotRun(f"{path} cannot be removed: {error.strerror}.") from error
    sweep(folder)
    return Done(written, len(surplus), len(events) - written)
