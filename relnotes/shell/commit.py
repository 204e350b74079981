"""One commit of a few files, and of nothing else that is staged or changed."""

import os
from collections.abc import Collection

from relnotes.shell.git import Repository


def commit_files(repository: Repository, paths: Collection[str], message: str) -> str:
    """Commit these files of the vault as they lie there; the short id of the commit.

    What else is staged stays staged, hooks run as ever, and Git's complaint is a CannotRun.
    """
    full = [repository.prefix + path for path in paths]
    known = {
        os.fsdecode(name) for name in repository.run("ls-files", "-z", "--full-name", "--", *full).split(b"\0") if name
    }
    new = [name for name in full if name not in known and (repository.top / name).exists()]
    if new:
        repository.run("add", "--", *new)
    repository.run("commit", "--quiet", "--message", message, "--only", "--", *(known | set(new)))
    return repository.run("rev-parse", "--short", "HEAD").decode().strip()


def changed_before(repository: Repository, paths: Collection[str]) -> list[str]:
    """Which of these tracked files differ from the last commit already."""
    full = [repository.prefix + path for path in paths]
    status = repository.run("status", "--porcelain", "-z", "--no-renames", "--untracked-files=no", "--", *full)
    names = [os.fsdecode(entry[3:]) for entry in status.split(b"\0") if entry]
    return [path for name in names if (path := repository.within(name)) is not None]
