"""A progress bar, where a person waits for more than a second."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

PATIENCE = 1.0
WIDTH = 24


@contextmanager
def reading(what: str = "reading notes") -> Iterator[Callable[[int], None]]:
    """Gives what to call, with the number of notes, for each that is read; draws on stderr when that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    start = time.monotonic()
    done = 0
    drawn = 0.0

    def tick(total: int) -> None:
        nonlocal done, drawn
        done += 1
        now = time.monotonic()
        if now - start > PATIENCE and now - drawn > 0.1:
            drawn = now
            full = WIDTH * min(done, total) // max(total, 1)
            click.echo(f"\r{what} [{'#' * full:{WIDTH}}] {done:,} of {total:,} ", nl=False, err=True)

    try:
        yield tick
    finally:
        if drawn:
            click.echo("\r\x1b[K", nl=False, err=True)
