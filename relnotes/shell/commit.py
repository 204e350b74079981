"""One commit of a few files, and of nothing else that is staged or changed."""

import os
from collections.abc import Collection

from relnotes.shell.git import Repository


def commit_files(repository: Repository, paths: Collection[str], message: str) -> str:
    """Commit these files of the vault as they lie there; the short id of the commit.

    What else is staged stays staged, hooks run as ever, and Git's complaint is a CannotRun.
    """
    full = {repository.prefix + path for path in paths}
    known = full.intersection(_names(repository.run("ls-files", "-z", "--full-name")))
    new = {name for name in full - known if (repository.top / name).exists()}
    if new:
        _run_on(repository, new, "add")
    _run_on(repository, known | new, "commit", "--quiet", "--message", message, "--only")
    return repository.run("rev-parse", "--short", "HEAD").decode().strip()


def changed_before(repository: Repository, paths: Collection[str]) -> list[str]:
    """Which of these tracked files differ from the last commit already."""
    full = {repository.prefix + path for path in paths}
    status = repository.run("status", "--porcelain", "-z", "--no-renames", "--untracked-files=no")
    names = [name[3:] for name in _names(status)]
    return [path for name in names if name in full and (path := repository.within(name)) is not None]


def _run_on(repository: Repository, names: Collection[str], *words: str) -> None:
    """Run a Git command on files, of which there may be more than a command line can hold."""
    given = "\0".join(sorted(names)).encode(errors="surrogateescape")
    repository.run(*words, "--pathspec-from-file=-", "--pathspec-file-nul", given=given)


def _names(out: bytes) -> list[str]:
    return [os.fsdecode(name) for name in out.split(b"\0") if name]
