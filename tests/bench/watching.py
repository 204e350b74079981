"""The watcher's own work, timed inside a process of its own: `python -m tests.bench.watching VAULT SAVES`.

Prints the seconds of a full build, and those of each saved note after it, as JSON. What a watcher waits for is left
out: the hint, and the quiet time after a save, which passes before the clock is started.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from relnotes.shell.watch import QUIET, Watcher
from tests.bench.vault import build
from tests.support import TODAY

OUTPUTS = ("Due.md", "relnotes.ics")


def watcher_of(root: Path, said: list[str]) -> Watcher:
    return Watcher(root, lambda _config: TODAY, said.append)


def refresh(watcher: Watcher) -> float:
    """Seconds from the end of the quiet time until the outputs are written."""
    start = time.perf_counter()
    watcher.refresh()
    return time.perf_counter() - start


def save(watcher: Watcher, note: Path, said: list[str]) -> float:
    """Somebody was called today, which changes when they are next due."""
    text = note.read_text("utf-8")
    note.write_text(text.replace("## Log\n", f"## Log\n- {TODAY} call: the race in spring\n"), "utf-8")
    time.sleep(QUIET)
    before = len(said)
    seconds = refresh(watcher)
    # As in a running watcher: what its own writing announces, and the look at everything that follows a save.
    time.sleep(QUIET)
    watcher.refresh()
    if not any("relnotes.ics" in line for line in said[before:]):
        raise RuntimeError(f"the feed did not follow {note.name}: {said[before:]}")
    return seconds


def main(root: Path, saves: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        # Modules that are imported late are no part of the first build.
        refresh(watcher_of(build(Path(name), 3), []))
    said: list[str] = []
    watcher = watcher_of(root, said)
    watcher.hints.start()
    full = refresh(watcher)
    time.sleep(QUIET)
    watcher.refresh()
    if not all((root / output).exists() for output in OUTPUTS):
        raise RuntimeError(f"the outputs are not there: {said}")
    notes = sorted(root.rglob("People/*/*.md"))
    each = [save(watcher, note, said) for note in notes[:: max(1, len(notes) // saves)][:saves]]
    watcher.hints.stop()
    print(json.dumps({"full": full, "saves": each}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
