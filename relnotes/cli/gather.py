"""What lint checks: the folder, some paths of it, the index, what differs from a commit, or one note on stdin."""

import os
import sys
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from relnotes.cli.clock import today
from relnotes.cli.options import Settings
from relnotes.lint.check import Change, Side, check_all, check_change, check_one, judge_all
from relnotes.model import Config, LintConfig
from relnotes.parse.config import CONFIG_FILE, parse_config
from relnotes.render.clean import shown
from relnotes.shell.disk import load_layout, read_note
from relnotes.shell.errors import CannotRun
from relnotes.shell.files import Files, in_git, matters, on_disk
from relnotes.shell.git import Tree
from relnotes.shell.judged import judge_kept


class Flags(Struct, frozen=True):
    """What the command line asks for, by the names of its options."""

    paths: tuple[str, ...] = ()
    staged: bool = False
    changed: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    form: str | None = None
    fix: bool = False
    diff: bool = False
    statistics: bool = False
    strict: bool = False
    exit_zero: bool = False
    quiet: bool = False
    stdin_filename: str = ""


class Checked(Struct, frozen=True):
    """What was found, and the bytes of the files in which it was found."""

    files: Mapping[str, bytes]
    config: Config
    day: date
    change: Change
    notes: int


def gather(settings: Settings, root: Path, flags: Flags) -> Checked:
    if flags.staged or flags.changed:
        return _from_git(settings, root, flags)
    if "-" in flags.paths:
        return _from_stdin(settings, root, flags)
    files, config = on_disk(root)
    config = _with_flags(config, flags)
    day = settings.today or today(config)
    findings = check_all(judge_kept(root, config, files), config, day)
    notes = len(files.ids) - (CONFIG_FILE in files.ids)
    if flags.paths:
        wanted = _in_vault(root, flags.paths)
        findings = tuple(found for found in findings if _among(found.path, wanted))
        notes = sum(_among(path, wanted) for path in files.ids)
    return _checked(files, config, day, Change(findings), notes)


def _checked(files: Files, config: Config, day: date, change: Change, notes: int) -> Checked:
    named = {found.path for found in change.findings}
    return Checked(files.read(named) if named else {}, config, day, change, notes)


def _from_git(settings: Settings, root: Path, flags: Flags) -> Checked:
    from relnotes.shell.git import find_repository

    repository = find_repository(root)
    name = flags.changed or os.environ.get("PRE_COMMIT_FROM_REF") or "HEAD"
    commit = repository.commit(name)
    if commit is None and name != "HEAD":
        raise CannotRun(f"there is no commit “{shown(name)}” here: fetch it, or name another one.")
    if flags.staged:
        index = repository.index()
        tree = repository.tree_below(index, commit)
        changes = _differing(index, tree)
        if not any(matters(path) for path in changes) and (changes or repository.in_hook or repository.has_staged()):
            config = Config()
            return Checked({}, config, settings.today or today(config), Change(()), 0)
        (files, before), config = in_git(repository, root, index, tree)
    else:
        files, config = on_disk(root)
        known = repository.work_tree_paths()
        files = Files({path: blob for path, blob in files.ids.items() if path in known}, files.read)
        (before,), _ = in_git(repository, root, repository.tree(commit))
        before = _with_our_ends(files, before)
        changes = _differing(files.ids, before.ids)
    config = _with_flags(config, flags)
    day = settings.today or today(config)
    now = judge_kept(root, config, files)
    if not changes and flags.staged:
        everything = len(files.ids) - (CONFIG_FILE in files.ids)
        return _checked(files, config, day, Change(check_all(now, config, day)), everything)
    differing = _differing(files.ids, before.ids)
    old = differing & before.ids.keys()
    judged = {**now.judged, **judge_all(before.read(old), config)}
    for path in differing - old:
        del judged[path]
    change = check_change(now, Side(judged, before.read), differing, config, day)
    paths = {path for path in changes if path in files.ids}
    if flags.paths:
        wanted = _in_vault(root, flags.paths)
        change = replace(change, findings=tuple(found for found in change.findings if _among(found.path, wanted)))
        paths = {path for path in paths if _among(path, wanted)}
    return _checked(files, config, day, change, len(paths))


def _differing(one: Tree, other: Tree) -> set[str]:
    return {path for path, _ in one.items() ^ other.items()}


def _with_our_ends(files: Files, before: Files) -> Files:
    """What a commit holds; of files that differ from the work tree in their line ends alone, what that holds."""
    differing = _differing(files.ids, before.ids) & files.ids.keys() & before.ids.keys()
    ours, theirs = (side.read(differing) for side in (files, before)) if differing else ({}, {})
    same = {path for path in differing if _lf(ours[path]) == _lf(theirs[path])}
    ids = {path: files.ids[path] if path in same else blob for path, blob in before.ids.items()}

    def read(paths: Collection[str]) -> Mapping[str, bytes]:
        found = before.read([path for path in paths if path not in same])
        return {**found, **{path: ours[path] for path in paths if path in same}}

    return Files(ids, read)


def _lf(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def _from_stdin(settings: Settings, root: Path, flags: Flags) -> Checked:
    (path,) = _in_vault(root, (flags.stdin_filename,), must_exist=False)
    data = sys.stdin.buffer.read()
    config = _with_flags(parse_config(read_note(root, CONFIG_FILE))[0], flags)
    day = settings.today or today(config)
    ours = path == CONFIG_FILE or load_layout(root, config).holds(path)
    findings = check_one(path, data, config, day) if ours else ()
    return Checked({path: data}, config, day, Change(findings), 1)


def _with_flags(config: Config, flags: Flags) -> Config:
    """What the command line selects replaces the config's choice; what it ignores is ignored as well."""
    lint = config.lint
    per_file = (*lint.per_file, *flags.per_file_ignores)
    return replace(config, lint=LintConfig(flags.select or lint.select, (*lint.ignore, *flags.ignore), per_file))


def _in_vault(root: Path, paths: Iterable[str], *, must_exist: bool = True) -> list[str]:
    """Paths as the shell knows them, as paths of the vault."""
    found = []
    for path in paths:
        full = Path(os.path.abspath(path))  # noqa: PTH100 - a link to a note is a note; resolve would follow it
        if must_exist and not full.exists() and (root / path).exists():
            full = root / path
        if must_exist and not os.path.lexists(full):
            raise CannotRun(f"{shown(path)} does not exist.")
        for top in (root, root.resolve()):
            if full.is_relative_to(top):
                found.append(full.relative_to(top).as_posix())
                break
        else:
            raise CannotRun(f"{shown(path)} does not lie in the vault {root}: name its vault with -C.")
    return found


def _among(path: str, wanted: Iterable[str]) -> bool:
    return any(one in {".", path} or path.startswith(f"{one}/") for one in wanted)
