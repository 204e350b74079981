"""Bring the outputs of a vault up to date: Due.md, with the answers in it taken first, and the feeds."""

import contextlib
import time
from pathlib import Path

from msgspec import Struct

from relnotes.model import Config
from relnotes.render.answering import Answering, reason
from relnotes.schedule.asking import marks_of
from relnotes.shell.answers import Taken, take_answers
from relnotes.shell.catalogues import load_texts
from relnotes.shell.disk import read_output, write_output
from relnotes.shell.errors import Busy, CannotRun
from relnotes.shell.live import Today, render_feeds, render_list, render_outputs, write_outputs
from relnotes.shell.snapshot import Snapshot
from relnotes.shell.write import Edit, change_notes


class Done(Struct, frozen=True):
    """What was brought up to date, and the vault as it is then."""

    snapshot: Snapshot
    day: Today
    written: tuple[str, ...] = ()
    taken: Taken = Taken()
    later: bool = False
    """Somebody is answering in the list just now: it was left alone, and is to be looked at again soon."""

    def said(self) -> list[str]:
        """What to tell of the answers that were left in the list."""
        english = load_texts("en")
        due = self.day.window.config.due_path
        return [f"{due}: “{one.line}” stays there. {reason(one, english)}" for one in self.taken.left]


def bring_up_to_date(root: Path, config: Config, snapshot: Snapshot, day: Today) -> Done:
    """Write every output whose bytes changed. A list that answers is asked first, and never written over an answer."""
    if not config.due_answers:
        outputs = render_outputs(day)
        return Done(snapshot, day, tuple(write_outputs(day, outputs)))
    snapshot, day, taken = take_answers(root, config, snapshot, day, time.time())
    data = render_list(day, Answering(marks_of(day.vault), taken.words, taken.left))
    feeds = render_feeds(day)
    refused = []
    written = list(taken.written)
    true = False
    try:
        true = write_list(root, config, data, taken)
        if true and data != taken.seen:
            written.append(config.due_path)
    except CannotRun as error:
        refused.append(str(error))
    try:
        written += write_outputs(day, feeds)
    except CannotRun as error:
        refused.append(str(error))
    if refused:
        raise CannotRun("\n".join(refused))
    return Done(snapshot, day, tuple(written), taken, later=not true)


def write_list(root: Path, config: Config, data: bytes, taken: Taken) -> bool:
    """Write the list anew, unless it is not any more what the answers were read from; whether it is now true.

    Conflict copies whose answers were taken, or are left in the list, have said all that they had to say.
    """
    if taken.later:
        return False
    if taken.seen is None:
        write_output(root, config.due_path, data)
    elif taken.seen != data:
        try:
            change_notes(root, {config.due_path: _instead_of(taken.seen, data)})
        except (_Meanwhile, Busy):
            return False
    for path, copy in taken.copies.items():
        if read_output(root / path) == copy:
            with contextlib.suppress(OSError):
                (root / path).unlink()
    return True


class _Meanwhile(Exception):
    """The user has answered in the list since it was read."""


def _instead_of(seen: bytes, data: bytes) -> Edit:
    def edit(found: bytes) -> bytes:
        if found != seen:
            raise _Meanwhile
        return data

    return edit
