"""Git: the hook, an unfinished merge, and the outputs in the repository."""

import os
from collections.abc import Iterator
from pathlib import Path

from relnotes.model import Config
from relnotes.shell.doctor.result import Result
from relnotes.shell.errors import CannotRun
from relnotes.shell.git import Repository, find_repository
from relnotes.shell.hooks import find_hooks, framework_runs_us


def check(root: Path, config: Config) -> Iterator[Result]:
    try:
        repository = find_repository(root)
    except CannotRun:
        yield Result(
            "git", "note", "the vault is not in a Git repository", "git init keeps its history, if you want one"
        )
        return
    try:
        repository.index()
    except CannotRun as error:
        yield Result("git", "wrong", str(error).rstrip("."), "until then its contact stays as it was")
    yield _hook(repository)
    try:
        tracked = sorted(set(config.outputs) & set(repository.tree(repository.commit("HEAD"))))
    except CannotRun:
        return
    if tracked:
        yield Result(
            "git",
            "note",
            f"Git keeps {', '.join(tracked)}, which changes every day",
            "right when they travel by Git and one machine writes them; else git rm --cached, and ignore them",
        )


def _hook(repository: Repository) -> Result:
    try:
        first = find_hooks(repository)[0]
    except CannotRun as error:
        return Result("hook", "wrong", str(error).rstrip("."))
    if first.state == "ours":
        if not first.works or not os.access(first.python, os.X_OK):
            return Result("hook", "wrong", "our hook does not run any more", "relnotes hook install")
        return Result("hook", "fine", "each commit is checked")
    if framework_runs_us(repository) and first.state == "other":
        return Result("hook", "fine", "each commit is checked by the pre-commit framework")
    return Result("hook", "note", "commits are not checked", "relnotes hook install")
