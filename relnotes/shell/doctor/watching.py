"""Whether somebody keeps the outputs true."""

from collections.abc import Iterator
from pathlib import Path

from relnotes.model import Config
from relnotes.shell.doctor.result import Result
from relnotes.shell.lock import is_held


def check(root: Path, config: Config) -> Iterator[Result]:  # noqa: ARG001 - the shape of a check
    if is_held(root):
        yield Result("watch", "fine", "a relnotes watch is running")
    else:
        remedy = "relnotes watch, or at every login: relnotes watch --print-service systemd (or launchd)"
        yield Result("watch", "note", "nobody watches this vault, so the outputs are as old as they are", remedy)
