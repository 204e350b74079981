"""The addresses that were given away."""

import os
from collections.abc import Iterator
from pathlib import Path

from relnotes.model import Config
from relnotes.shell.doctor.result import Result


def check(root: Path, config: Config) -> Iterator[Result]:  # noqa: ARG001 - the shape of a check
    """Nothing where relnotes serve was never started."""
    try:
        from relnotes.shell.server.keys import key_file
    except ImportError:
        return
    path = key_file()
    if not path.exists():
        return
    if os.name != "nt" and path.stat().st_mode & 0o077:
        yield Result("serve", "wrong", f"others on this machine can read {path}", "relnotes serve --new-token")
    else:
        yield Result("serve", "fine", "the feed has a secret address", "to see it: relnotes serve --print-address")
