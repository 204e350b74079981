"""After any sequence of edits the snapshot that the watcher keeps equals one read from nothing."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from relnotes.model import Config
from relnotes.shell.snapshot import Snapshot, take_snapshot

NAMES = st.sampled_from(["A.md", "a.md", "B.md", "F/A.md", "F/G/C.md", "ليلى.md", "Due.md", "x.txt"])
TEXTS = st.sampled_from(
    [
        "---\ntags: [person]\ncadence: 6 weeks\n---\n- 2026-11-02 coffee\n",
        "---\ntags: [person]\ncadence: 7 weeks\n---\n- 2026-11-02 coffee\n",
        "---\ntags: [person]\ncadence: 6 weeks\n---\n- 2026-11-02 coffee with [[B]]\n- 2026-10-02 call\n",
        "- coffee with [[A]]\n",
        "an ordinary note\n",
    ]
)
BROKEN = st.sampled_from(["", "---\ntags: [person\n---\n", "---\ntags: [person]\n", "<<<<<<< a\n>>>>>>> b\n", "\xff"])


class Vault(RuleBasedStateMachine):
    """A folder, edited; the snapshot follows at some moments only, as the watcher does."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.kept = Snapshot()

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    def free(self, name: str) -> Path | None:
        """Where a file of that name may be put: no folder is in its place, nor a file in a folder's."""
        path = self.root / name
        above = [one for one in path.parents if one != self.root and one.is_relative_to(self.root)]
        if path.is_dir() or any(one.is_file() for one in above):
            return None
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    @rule(name=NAMES, text=TEXTS | BROKEN, replaces=st.booleans())
    def write(self, name: str, text: str, *, replaces: bool) -> None:
        path = self.free(name)
        if path is None:
            return
        target = path.with_name(".new") if replaces else path
        target.write_bytes(text.encode("latin-1" if text == "\xff" else "utf-8"))
        target.replace(path)

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        path = self.root / name
        if path.is_file():
            path.unlink()

    @rule(name=NAMES, new=NAMES)
    def rename(self, name: str, new: str) -> None:
        path, to = self.root / name, self.free(new)
        if path.is_file() and to is not None:
            path.rename(to)

    @rule(name=NAMES)
    def replace_by_folder(self, name: str) -> None:
        path = self.free(name)
        if path is not None:
            path.unlink(missing_ok=True)
            path.mkdir()
            (path / "inside.md").write_text("---\ntags: [person]\n---\n")

    @rule(folder=st.sampled_from(["F", "F/G", "A.md", "B.md"]), new=st.sampled_from(["H", "F/H", ".hidden"]))
    def move_folder(self, folder: str, new: str) -> None:
        path, to = self.root / folder, self.root / new
        if path.is_dir() and not to.exists() and to.parent.is_dir() and not to.is_relative_to(path):
            path.rename(to)

    @rule()
    def look(self) -> None:
        self.kept = take_snapshot(self.root, Config(), self.kept)

    @invariant()
    def equals_a_full_rebuild(self) -> None:
        """Apart from notes kept as they were while they cannot be read; those are named, and once were like that."""
        self.look()
        full = take_snapshot(self.root, Config())
        assert set(self.kept.notes) == set(full.notes)
        assert self.kept.problems == full.problems
        for path, note in full.notes.items():
            if path in self.kept.stale:
                assert not note.readable or not (self.root / path).read_bytes().strip()
                assert self.kept.notes[path].readable and self.kept.notes[path].marked
            else:
                assert self.kept.notes[path] == note


class Watched(Vault):
    """The same, where several edits happen between two looks."""

    @rule()
    def look(self) -> None:
        super().look()
        self.compare()

    @invariant()
    def equals_a_full_rebuild(self) -> None:
        pass

    def compare(self) -> None:
        full = take_snapshot(self.root, Config())
        fresh = {path: note for path, note in self.kept.notes.items() if path not in self.kept.stale}
        assert fresh == {path: note for path, note in full.notes.items() if path not in self.kept.stale}


Vault.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
Watched.TestCase.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
test_each_edit_at_once = Vault.TestCase
test_edits_in_batches = Watched.TestCase
