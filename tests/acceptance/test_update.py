"""What a subscriber sees of an edit: what changed, and nothing else."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

from tests.acceptance.drive import Synced, subscribed
from tests.conftest import DAY, Run

KARIM = "People/Karim El-Attal.md"
START, UNTIL = date(2026, 11, 1), date(2027, 8, 1)


def test_one_log_line(example: Path, tmp_path: Path, relnotes: Run) -> None:
    """After a line in Karim's log, vdirsyncer fetches only his events anew, and khal shows only those otherwise."""
    with subscribed(tmp_path) as synced:
        files, shown = publish(example, synced, relnotes)
        due = {(day, title) for day, title in shown if "Karim" in title and "Birthday" not in title}
        assert len(due) == 2, "a check-in, and a word on the job that he lost"
        assert publish(example, synced, relnotes) == (files, shown)

        note = example / KARIM
        note.write_text(note.read_text().replace("## Log\n", f"## Log\n- {DAY} call: at last\n"))
        files_later, shown_later = publish(example, synced, relnotes)

    new = dict(files_later.items() - files.items())
    assert all("Karim" in (synced.folder / name).read_text() for name in new)
    # Both are done by the call, and the brief in his birthday's event is another one.
    assert (len(files) - len(files_later), len(new)) == (2, 1)
    assert set(shown - shown_later) == due and not shown_later - shown


def publish(vault: Path, synced: Synced, relnotes: Run) -> tuple[dict[str, tuple[int, int]], Counter[tuple[str, str]]]:
    """Write the feed, subscribe to it: which file is which, and what khal shows."""
    relnotes("-C", str(vault), "--today", DAY, "feed")
    shutil.copy(vault / "relnotes.ics", synced.feed)
    synced.sync()
    found = {path.name: path.stat() for path in synced.folder.glob("*.ics")}
    files = {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in found.items()}
    return files, Counter((one.day, one.summary) for one in synced.show(START, UNTIL))
