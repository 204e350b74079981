"""Git, asked in plumbing only: what the index and a commit hold. Nothing here writes, nor runs what a repository names.

Inside a hook Git's own variables say which index is meant (a partial commit has one of its own), so they are kept.
"""

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from msgspec import Struct

from relnotes.parse.source import MAX_BYTES
from relnotes.render.clean import shown
from relnotes.shell.errors import CannotRun

_NONE, _LINK, _SUBMODULE = "000000", "120000", "160000"
# What stood before, in the lines of `diff-index --raw -z`; files in those of `ls-tree -z`.
_CHANGED = re.compile(r":(\d+) \d+ ([0-9a-f]+) [0-9a-f]+ \w\0([^\0]*)\0")
_HELD = re.compile(r"(\d+) blob ([0-9a-f]+)\t([^\0]*)\0")
# A repository's own settings may name programs for Git to run; these commands run none but the monitor.
_SAFE = ("git", "--literal-pathspecs", "-c", "core.fsmonitor=false")
EMPTY = {
    "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
}
"""The ids of an empty file, SHA-1 and SHA-256; also what the index holds of a file that is only meant to be added."""

# Their ids fit into a pipe while nobody reads it.
_AT_ONCE = 100

Tree = Mapping[str, str]
"""Path in the vault -> blob id."""


class Repository(Struct, frozen=True):
    """The repository in which a vault lies: its work tree, and the vault's place in that (empty, or ``notes/``)."""

    top: Path
    prefix: str
    env: Mapping[str, str]

    @property
    def in_hook(self) -> bool:
        """Whether Git runs us for a commit that it is about to make."""
        return "GIT_INDEX_FILE" in self.env

    def run(self, *words: str, given: bytes = b"") -> bytes:
        """What a Git command prints; its complaint as a sentence when it fails."""
        done = _run(self.top, self.env, *words, given=given)
        if done.returncode:
            raise CannotRun(f"git {words[0]}: {_complaint(done.stderr)}")
        return done.stdout

    def commit(self, name: str) -> str | None:
        """The id of a commit; None when there is none of that name."""
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        done = _run(self.top, self.env, *words)
        return done.stdout.decode().strip() or None if done.returncode == 0 else None

    def is_ancestor(self, commit: str, other: str) -> bool:
        """Whether a commit, if it is still known, lies in the history of another."""
        return _run(self.top, self.env, "merge-base", "--is-ancestor", commit, other).returncode == 0

    def git_path(self, name: str) -> Path:
        """Where Git keeps something of this repository, such as its hooks."""
        return self.top / os.fsdecode(self.run("rev-parse", "--git-path", name).removesuffix(b"\n"))

    def index(self) -> Tree:
        """What is staged. Unmerged files end it: they cannot be committed either."""
        found = {}
        maybe_meant = []
        for line in os.fsdecode(self.run("ls-files", "-s", "-z", "--full-name")).split("\0")[:-1]:
            about, _, name = line.partition("\t")
            mode, blob, stage = about.split(" ")
            path = self.within(name)
            if path is None or mode in {_LINK, _SUBMODULE}:
                continue
            if stage != "0":
                raise CannotRun(
                    f"{shown(path)} is in a merge that is not resolved: resolve it and git add it, then go on."
                )
            found[path] = blob
            if blob in EMPTY:
                maybe_meant.append(path)
        for path in maybe_meant:
            # `git add --intent-to-add` looks like an empty file; only a file that is in the index has a line here.
            words = ("diff", "--cached", "--name-status", "-z", "--no-ext-diff", "--no-renames")
            status = self.run(*words, "--", self.prefix + path)
            if status.startswith(b"D"):
                # It was taken out of the index before: the commit deletes it.
                del found[path]
            elif not status:
                old = self.commit("HEAD")
                if not old or not self.run("ls-tree", "-z", "--full-tree", old, "--", self.prefix + path):
                    del found[path]
        return found

    def has_staged(self) -> bool:
        """Whether anything at all is staged, in the vault or elsewhere in its repository."""
        return bool(self.run("diff", "--cached", "--name-only", "-z", "--no-ext-diff", "--no-renames"))

    def tree(self, commit: str | None) -> Tree:
        """What a commit holds; nothing when there is no commit yet."""
        if commit is None:
            return {}
        held = _HELD.findall(os.fsdecode(self.run("ls-tree", "-r", "-z", "--full-tree", commit)))
        return {path: blob for mode, blob, name in held if mode != _LINK and (path := self.within(name)) is not None}

    def tree_below(self, index: Tree, commit: str | None) -> Tree:
        """The same as `tree`, told by what the index changes in it: sooner, where most files are as they were."""
        if commit is None:
            return {}
        found = dict(index)
        words = ("diff-index", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff")
        for mode, blob, name in _CHANGED.findall(os.fsdecode(self.run(*words, commit, "--"))):
            path = self.within(name)
            if path is None:
                continue
            if mode in {_NONE, _LINK, _SUBMODULE}:
                found.pop(path, None)
            else:
                found[path] = blob
        return found

    def work_tree_paths(self) -> set[str]:
        """The files of the work tree that are tracked by Git, or could be: ignored ones are not named."""
        out = self.run("ls-files", "-z", "--full-name", "--cached", "--others", "--exclude-standard")
        paths = (self.within(os.fsdecode(name)) for name in out.split(b"\0") if name)
        return {path for path in paths if path is not None}

    def within(self, path: str) -> str | None:
        """A path of the repository as one of the vault; None outside of it."""
        return path[len(self.prefix) :] if path.startswith(self.prefix) else None

    def read(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """The bytes of blobs by id; of one larger than a note may be, as much as shows that it is."""
        with self.reading() as read:
            return read(blobs)

    @contextmanager
    def reading(self) -> Iterator[Callable[[Iterable[str]], dict[str, bytes]]]:
        """How to `read` as often as one likes, by a Git that is asked again and again."""
        blobs = _Blobs(self)
        try:
            yield blobs.read
        finally:
            blobs.end()


class _Blobs:
    """A `cat-file --batch` that goes on running; each process that asks has its own."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._git: subprocess.Popen[bytes] | None = None
        self._asked_by = 0

    def read(self, blobs: Iterable[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        wanted = list(dict.fromkeys(blobs))
        while len(found) < len(wanted):
            if self._git is None or self._asked_by != os.getpid():
                self._git, self._asked_by = self._begin(), os.getpid()
            stdin, stdout = cast("IO[bytes]", self._git.stdin), cast("IO[bytes]", self._git.stdout)
            found.update(_batch(wanted[len(found) :], stdin, stdout))
            if len(found) < len(wanted) or len(found[wanted[-1]]) > MAX_BYTES:
                # Nobody waits for the rest of what is too large.
                self.end()
        return found

    def end(self) -> None:
        if self._git and self._asked_by == os.getpid():
            with self._git:
                self._git.kill()
        self._git = None

    def _begin(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*_SAFE, "cat-file", "--batch"],
            cwd=self._repository.top,
            env=dict(self._repository.env),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )


def _batch(blobs: Sequence[str], asked: IO[bytes], told: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """The blobs of `cat-file --batch`, to the first too large: a line ``id type size``, the bytes, a line break."""
    for start in range(0, len(blobs), _AT_ONCE):
        some = blobs[start : start + _AT_ONCE]
        asked.write("".join(f"{blob}\n" for blob in some).encode())
        asked.flush()
        for blob in some:
            header = told.readline().split()
            if header[1:2] != [b"blob"]:
                raise CannotRun(f"git has no content for {blob}: is this a partial clone? git fetch, then try again.")
            size = int(header[2])
            yield blob, told.read(min(size, MAX_BYTES + 1))
            if size > MAX_BYTES:
                return
            told.read(1)


def find_repository(root: Path) -> Repository:
    """The repository in which a vault lies; CannotRun when there is none, or no Git."""
    env = os.environ | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    # With GIT_DIR set, as in a hook, Git takes the folder in which it runs for the top, and hooks run there.
    start = Path.cwd() if "GIT_DIR" in env or "GIT_INDEX_FILE" in env else root
    done = _run(start, env, "rev-parse", "--show-toplevel")
    if done.returncode or not done.stdout.strip():
        raise CannotRun(f"{root} is not in the work tree of a Git repository: {_complaint(done.stderr)}")
    top = Path(os.fsdecode(done.stdout.removesuffix(b"\n"))).resolve()
    if "GIT_INDEX_FILE" in env:
        env["GIT_INDEX_FILE"] = str(start / env["GIT_INDEX_FILE"])
    if not root.resolve().is_relative_to(top):
        raise CannotRun(f"{root} does not lie in the repository {top}, whose commit this is: name its vault with -C.")
    place = root.resolve().relative_to(top).as_posix()
    return Repository(top, "" if place == "." else f"{place}/", env)


def _run(folder: Path, env: Mapping[str, str], *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            [*_SAFE, *words], cwd=folder, env=dict(env), input=given, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise CannotRun("git is not installed, or not on the PATH.") from error


def _complaint(stderr: bytes) -> str:
    """The first line of what Git says went wrong."""
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else "it failed without a word"
