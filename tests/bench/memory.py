"""What processes hold in memory, in MiB, by Linux's own account."""

import subprocess
import sys
import time
from pathlib import Path

from tests.bench.workbench import Workbench
from tests.conftest import ROOT
from tests.shell.watching import memory, peak, rest
from tests.support import TODAY

MEBIBYTE = 1 << 20
LONGEST = 600
"""Seconds until a watcher has to be ready."""


def of_watcher(words: list[str], bench: Workbench, note: Path) -> tuple[float, float]:
    """At rest after a note was saved, and at most until then."""
    log = bench.folder / "watch.log"
    with log.open("wb") as file, subprocess.Popen(words, env=bench.env, cwd=ROOT, stderr=file) as process:
        try:
            _until(log, process, "watching /", 1)
            note.write_text(note.read_text("utf-8").replace("## Log\n", f"## Log\n- {TODAY} call: chess\n"), "utf-8")
            _until(log, process, ": wrote ", 2)
            rest(process.pid)
            return memory(process.pid) / MEBIBYTE, peak(process.pid) / MEBIBYTE
        finally:
            process.terminate()


def of_bare_python() -> float:
    """An interpreter that waits."""
    words = [sys.executable, "-c", "input()"]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        rest(process.pid)
        held = memory(process.pid) / MEBIBYTE
        process.communicate(b"\n")
        return held


def _until(log: Path, process: subprocess.Popen[bytes], words: str, times: int) -> None:
    end = time.monotonic() + LONGEST
    while log.read_text("utf-8").count(words) < times:
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"watch did not say “{words}”: {log.read_text('utf-8')[-2000:]}")
        time.sleep(0.1)
