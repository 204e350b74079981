"""The cache of parsed notes: nothing but time depends on it, whatever happens to it."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

import relnotes
from relnotes.model import Config
from relnotes.shell import disk, snapshot
from relnotes.shell.cache import Cache
from relnotes.shell.snapshot import Snapshot, take_snapshot
from tests.conftest import DAY, Run

NOTES = ("a.md", "People/b.md", "People/ليلى.md", "People/c d.md")
# Several of the same length.
TEXTS = (
    "---\ntags: [person]\ncadence: 6w\n---\n- 2026-01-01 call: boats\n",
    "---\ntags: [person]\ncadence: 8w\n---\n- 2026-01-02 mail: ships\n",
    "---\ntags: [person\n---\nbroken\n",
    "no contact, [[a]] only\n",
    "",
)


def kept(root: Path) -> Snapshot:
    return take_snapshot(root, Config(), cache=Cache(root, ()))


def fresh(root: Path) -> Snapshot:
    return take_snapshot(root, Config())


class Edits(RuleBasedStateMachine):
    """A vault that is edited in every way, and read with and without the cache after each."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.root = self.folder / "vault"
        self.root.mkdir()

    def same(self) -> None:
        with_cache, without = kept(self.root), fresh(self.root)
        assert with_cache.notes == without.notes
        assert with_cache.problems == without.problems

    @rule(note=st.sampled_from(NOTES), text=st.sampled_from(TEXTS), old=st.booleans(), keep=st.booleans())
    def write(self, note: str, text: str, *, old: bool, keep: bool) -> None:
        """In place or anew, with the time that it had or one of long ago: no time of ours is to be trusted."""
        path = self.root / note
        path.parent.mkdir(exist_ok=True)
        before = path.stat() if path.exists() else None
        path.write_text(text)
        if before and keep:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        elif old:
            os.utime(path, (1_600_000_000, 1_600_000_000))
        self.same()

    @rule(note=st.sampled_from(NOTES), other=st.sampled_from(NOTES))
    def move(self, note: str, other: str) -> None:
        if (self.root / note).exists():
            (self.root / other).parent.mkdir(exist_ok=True)
            (self.root / note).replace(self.root / other)
        self.same()

    @rule(note=st.sampled_from(NOTES))
    def delete(self, note: str) -> None:
        (self.root / note).unlink(missing_ok=True)
        self.same()

    @rule()
    def later(self) -> None:
        """When the file system's clock has moved on, so that what was read is kept."""
        time.sleep(0.03)
        self.same()
        self.same()

    def teardown(self) -> None:
        shutil.rmtree(getattr(self, "folder", ""), ignore_errors=True)


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault of four notes that were read with the cache, long enough after they were written."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name, text in zip(NOTES, TEXTS, strict=False):
        path = tmp_path / "vault" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    # Not a wait for the clock: the cache keeps no signature that another edit could bear.
    while len(list(Cache(tmp_path / "vault", ()).paths)) < len(NOTES):
        kept(tmp_path / "vault")
    return tmp_path / "vault"


def test_notes_are_taken_from_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unchanged note is not parsed again, nor even read; a changed one is."""
    (root / "a.md").write_text(TEXTS[1])
    read: list[str] = []
    real = disk.read_note

    def watched(root: Path, path: str) -> bytes | None:
        read.append(path)
        return real(root, path)

    monkeypatch.setattr(snapshot, "read_note", watched)
    assert kept(root).notes["a.md"].entries[0].text == "ships"
    assert read == ["a.md"]


def garbage(path: Path) -> None:
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def other_table(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE notes (something INTEGER)")


def bad_rows(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE notes SET note = x'81a470617468c0'")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("harm", [garbage, cut, empty, other_table, bad_rows, folder])
def test_whatever_is_wrong_with_it(root: Path, harm: Callable[[Path], None]) -> None:
    """Garbage, half a file, another table, rows of another shape: the answer is the same, the second time too."""
    harm(Cache(root, ()).path)
    for _ in range(3):
        assert kept(root).notes == fresh(root).notes


def test_while_another_process_writes_it(root: Path) -> None:
    """A cache that is held by somebody else is not waited for."""
    path = Cache(root, ()).path
    with sqlite3.connect(path, isolation_level=None) as database:
        database.execute("BEGIN EXCLUSIVE")
        (root / "a.md").write_text(TEXTS[3])
        assert kept(root).notes == fresh(root).notes


def test_many_processes_at_once(root: Path) -> None:
    """Six that read and write it at the same time all say the same."""
    code = (
        "import sys; from pathlib import Path; from tests.shell.test_cache import kept, fresh\n"
        f"root = Path({str(root)!r})\n"
        "for n in range(15):\n    (root / f'{sys.argv[1]}.md').write_text('x' * n)\n    kept(root)\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(n)], stderr=subprocess.PIPE) for n in range(6)]
    for one in running:
        _, said = one.communicate(timeout=120)
        assert (one.returncode, said.decode()) == (0, "")
    assert kept(root).notes == fresh(root).notes


def test_where_it_cannot_be(root: Path, monkeypatch: pytest.MonkeyPatch, relnotes: Run) -> None:
    """A cache folder that cannot be made is no reason to fail."""
    nowhere = root.parent / "file"
    nowhere.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(nowhere))
    assert kept(root).notes == fresh(root).notes
    done = relnotes("-C", str(root), "--today", DAY, "due", "--all", XDG_CACHE_HOME=str(nowhere))
    assert "boats" not in done.stderr


def test_another_version_reads_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the parser said is thrown away, whichever came first."""
    first = Cache(root, ())
    assert set(first.paths) == set(NOTES)
    monkeypatch.setattr(relnotes, "__version__", "99.0")
    second = Cache(root, ())
    assert second.path != first.path and not list(second.paths)
    assert not first.path.exists()
    assert Cache(root, ("standup",)).path != second.path


def test_only_its_owner_can_read_it(root: Path) -> None:
    """It holds what the notes say."""
    path = Cache(root, ()).path
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_name_that_is_no_text(root: Path) -> None:
    """Its note is parsed each time, and the others are kept."""
    Path(os.fsdecode(os.fsencode(root) + b"/\xff.md")).write_text(TEXTS[0])
    for _ in range(2):
        assert kept(root).notes == fresh(root).notes
