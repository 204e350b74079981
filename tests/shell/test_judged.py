"""What lint remembers of each note: nothing but time depends on it, whatever happens to it."""

import os
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

import relnotes
from relnotes.cli.gather import Checked, Flags, gather
from relnotes.cli.options import Settings
from relnotes.lint import check as checking
from relnotes.lint.check import check
from relnotes.model import Config
from relnotes.shell.files import on_disk
from relnotes.shell.git import find_repository
from relnotes.shell.judged import judge_kept, judged_at
from tests.conftest import Run

PERSON = "---\ntype: person\n{}---\n{}"
NOTES = (
    "a.md",
    "A.md",
    "People/Omar Haddad.md",
    "People/ليلى.md",
    "Acme/a.md",
    "x.sync-conflict-20261101-101010-AB.md",
)
TEXTS = (
    PERSON.format("", "- 2026-11-02 lunch with [[a]]: news of [[Omar Hadad]]\n"),
    PERSON.format("id: k7m2qx\naliases: [a, Lulu]\n", "- 2062-11-02 call: boats with [[Nobody Here]]\n"),
    PERSON.format("id: k7m2qx\nbirthday: 2026-02-30\n", "- 2026-11-02\n  - promised: the slides\n"),
    PERSON.format("circle: mentes\n", "%% relnotes-ignore broken-link: why %%\n- 2026-11-02 tea with [[Sara]]: news\n"),
    PERSON.format("relnotes-ignore: [empty-log-entry, nonsense]\n", "- 2026-11-02\n- [[Lulu]] and [[People/ليلى]]\n"),
    "no contact, [[a]] only\n",
    "---\ntags: [person\n---\nbroken\n",
    "",
)
TOMLS = (
    "",
    'people = ["People"]\n',
    '[circles.mentees]\ncadence = "3 weeks"\n',
    '[lint]\nignore = ["broken-link", "nonsense"]\n',
    'contact_kinds = ["standup"]\n',
)
DAYS = (date(2026, 11, 23), date(2061, 11, 23))


class Edits(RuleBasedStateMachine):
    """A repository that is edited, staged and committed in every way; after each, all is as it is without memory."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.root = self.folder / "vault"
        self.root.mkdir()
        self.day = DAYS[0]
        self.before = {name: os.environ.get(name) for name in ("XDG_CACHE_HOME", "HOME")}
        os.environ["HOME"] = str(self.folder)
        self.git("init", "-q", ".")

    def git(self, *words: str) -> None:
        who = ("-c", "user.name=N", "-c", "user.email=n@example.org", "-c", "gc.auto=0")
        subprocess.run(["git", *who, *words], cwd=self.root, check=False, capture_output=True)

    def checked(self, cache: str, flags: Flags) -> Checked:
        os.environ["XDG_CACHE_HOME"] = str(self.folder / cache)
        said = Settings()
        said.today = self.day
        return gather(said, self.root, flags)

    def same(self) -> None:
        """Staged, changed and as a whole: with memory, without, and by the way that takes nothing as given."""
        for flags in (Flags(staged=True), Flags(), Flags(changed="HEAD", select=("broken-link", "RN204"))):
            if flags.changed and not (self.root / ".git/refs/heads").exists():
                continue
            kept = self.checked("cache", flags)
            shutil.rmtree(self.folder / "none", ignore_errors=True)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(checking, "_known_alike", lambda *_: False)
                fresh = self.checked("none", flags)
            assert kept == fresh
        repository = find_repository(self.root)
        head = repository.commit("HEAD")
        assert repository.tree_below(repository.index(), head) == repository.tree(head)
        files, config = on_disk(self.root)
        assert check(files.read(files.ids), config, self.day) == self.checked("cache", Flags()).change.findings

    @rule(note=st.sampled_from(NOTES), text=st.sampled_from(TEXTS), stage=st.booleans())
    def write(self, note: str, text: str, *, stage: bool) -> None:
        path = self.root / note
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        if stage:
            self.git("add", note)
        self.same()

    @rule(note=st.sampled_from(NOTES), other=st.sampled_from(NOTES))
    def move(self, note: str, other: str) -> None:
        if (self.root / note).exists():
            (self.root / other).parent.mkdir(exist_ok=True)
            (self.root / note).replace(self.root / other)
            self.git("add", "-A")
        self.same()

    @rule(note=st.sampled_from(NOTES))
    def delete(self, note: str) -> None:
        (self.root / note).unlink(missing_ok=True)
        self.git("rm", "-q", "--cached", note)
        self.same()

    @rule(note=st.sampled_from(NOTES))
    def mean_to_add(self, note: str) -> None:
        self.git("add", "-N", note)
        self.same()

    @rule(note=st.sampled_from(NOTES))
    def link(self, note: str) -> None:
        """A link in place of a note."""
        (self.root / note).unlink(missing_ok=True)
        (self.root / note).parent.mkdir(exist_ok=True)
        (self.root / note).symlink_to("relnotes.toml")
        self.git("add", note)
        self.same()

    @rule(toml=st.sampled_from(TOMLS))
    def configure(self, toml: str) -> None:
        (self.root / "relnotes.toml").write_text(toml)
        self.git("add", "relnotes.toml")
        self.same()

    @rule(everything=st.booleans())
    def commit(self, *, everything: bool) -> None:
        self.git("commit", "-qm", "x", *["-a"] * everything)
        self.same()

    @rule(day=st.sampled_from(DAYS))
    def another_day(self, day: date) -> None:
        self.day = day
        self.same()

    def teardown(self) -> None:
        for name, value in getattr(self, "before", {}).items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        shutil.rmtree(getattr(self, "folder", ""), ignore_errors=True)


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault whose notes were judged once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name, text in zip(NOTES, TEXTS, strict=False):
        path = tmp_path / "vault" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    kept(tmp_path / "vault")
    return tmp_path / "vault"


def kept(root: Path) -> Mapping[str, checking.Judged]:
    files, config = on_disk(root)
    return judge_kept(root, config, files).judged


def fresh(root: Path) -> Mapping[str, checking.Judged]:
    files, config = on_disk(root)
    return checking.judge_all(files.read(files.ids), config)


def test_a_note_is_judged_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what changed is read and judged again."""
    (root / "a.md").write_text(TEXTS[3])
    files, config = on_disk(root)
    asked: list[str] = []
    monkeypatch.setattr(checking, "by_its_name", _noting(asked, checking.by_its_name))
    assert judge_kept(root, config, files).judged == kept(root)
    # A copy of a sync tool is known by its name alone.
    assert sorted(asked) == ["a.md", NOTES[-1]]


def _noting(asked: list[str], judge: Callable[..., checking.Judged | None]) -> Callable[..., checking.Judged | None]:
    def noted(path: str, *words: object) -> checking.Judged | None:
        if path not in asked:
            asked.append(path)
        return judge(path, *words)

    return noted


def garbage(path: Path) -> None:
    path.write_bytes(b"nothing that anybody wrote" * 100)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def other_rows(path: Path) -> None:
    data = msgspec.msgpack.encode({"a.md": ["", 7]})
    path.write_bytes(struct.pack("<II", len(data), zlib.crc32(data)) + data)


def tail(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\1\2\3")


def other_tail(path: Path) -> None:
    path.write_bytes(path.read_bytes() * 2 + bytes(20))


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("harm", [garbage, cut, empty, flipped, other_rows, tail, other_tail, folder, Path.unlink])
def test_whatever_is_wrong_with_it(root: Path, harm: Callable[[Path], None]) -> None:
    """Garbage, half a file, one wrong bit, rows of another shape: the answer is the same, the second time too."""
    harm(judged_at(root, on_disk(root)[1]))
    for text in TEXTS[:3]:
        assert kept(root) == fresh(root)
        (root / "a.md").write_text(text)
        assert kept(root) == fresh(root)


def test_many_small_changes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One note after the other is added to what is kept, and what came before it is dropped in the end."""
    for number in range(150):
        (root / f"{number}.md").write_text(TEXTS[0])
    place = judged_at(root, on_disk(root)[1])
    kept(root)
    size = place.stat().st_size
    for number in range(120):
        (root / f"{number}.md").write_text(TEXTS[0] + f"- 2026-11-03 call: {number}\n")
        assert kept(root) == fresh(root)
        assert place.stat().st_size < 2 * size
    asked: list[str] = []
    monkeypatch.setattr(checking, "by_its_name", _noting(asked, checking.by_its_name))
    kept(root)
    assert asked == [NOTES[-1]]


def test_on_a_full_disk(root: Path) -> None:
    """What cannot be written is not kept, and nothing of it is left lying about."""
    (root / "a.md").write_text(TEXTS[3])
    place = judged_at(root, on_disk(root)[1])
    before = place.read_bytes()
    full = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, full[1]))
    try:
        assert kept(root) == fresh(root)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, full)
    assert place.read_bytes() == before
    assert list(place.parent.iterdir()) == [place]


def test_many_processes_at_once(root: Path) -> None:
    """Six that read and write it at the same time all say the same."""
    code = (
        "import sys; from pathlib import Path; from tests.shell.test_judged import kept, fresh\n"
        f"root = Path({str(root)!r})\n"
        "for n in range(15):\n    (root / f'{sys.argv[1]}.md').write_text('x' * n)\n    kept(root)\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(n)], stderr=subprocess.PIPE) for n in range(6)]
    for one in running:
        _, said = one.communicate(timeout=120)
        assert (one.returncode, said.decode()) == (0, "")
    assert kept(root) == fresh(root)


def test_where_it_cannot_be(root: Path, relnotes: Run) -> None:
    """A cache folder that cannot be made is no reason to fail."""
    nowhere = root.parent / "file"
    nowhere.write_text("")
    with_it, without = (
        relnotes("-C", str(root), "lint", "--exit-zero", "--format", "concise", XDG_CACHE_HOME=str(place))
        for place in (root.parent / "cache", nowhere)
    )
    assert (with_it.returncode, with_it.stdout) == (without.returncode, without.stdout)
    assert without.stdout.count("\n") > 3


def test_another_version_judges_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version said is thrown away, and another config has a memory of its own."""
    first = judged_at(root, Config())
    monkeypatch.setattr(relnotes, "__version__", "99.0")
    second = judged_at(root, Config())
    assert first != second != judged_at(root, Config(people=("People",)))
    old = judged_at(root, on_disk(root)[1])
    old.write_bytes(b"")
    monkeypatch.setattr(relnotes, "__version__", "99.1")
    kept(root)
    assert not old.exists()


def test_only_its_owner_can_read_it(root: Path) -> None:
    """It holds what the notes say."""
    path = judged_at(root, on_disk(root)[1])
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
