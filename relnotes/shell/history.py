"""What Git knows of how notes came to say what they say: read once, then only what is new.

Commits are followed along their first parents with plumbing (`rev-list`, `diff-tree`, `cat-file`), as far back as a
change is worth a question. What was read is kept in the user's cache folder and may be deleted at any time. Without
Git, without a commit, in a clone that has not everything, there is less history or none, and that is no mistake.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from relnotes.insight.changes import WINDOW, Facts, Version, change_of, facts_in, facts_of, without_renames
from relnotes.insight.news import talked_since
from relnotes.model import Change, Contact
from relnotes.shell.disk import write_whole
from relnotes.shell.errors import CannotRun
from relnotes.shell.git import Repository, find_repository
from relnotes.shell.kept import kept_at

# A little more than is asked about, so that a day more or less needs no second reading.
_BACK = WINDOW + timedelta(days=30)
_NONE = frozenset({"0" * 40, "0" * 64})


class Edit(msgspec.Struct, frozen=True, array_like=True):
    """A file before and after a commit, by the ids of its blobs; an empty id where there was none."""

    path: str
    old: str
    new: str


class Commit(msgspec.Struct, frozen=True, array_like=True):
    """A commit by the day on which it was written, and the notes that it changed."""

    day: date
    edits: tuple[Edit, ...]


class Log(msgspec.Struct, frozen=True):
    """The commits since a day up to ``head``, oldest first, and what the versions of notes said that were looked at."""

    head: str
    since: date
    prefix: str
    commits: tuple[Commit, ...] = ()
    facts: Mapping[str, Facts | None] = {}


def read_changes(root: Path, contacts: Iterable[Contact], today: date) -> Mapping[str, Change]:
    """The questions that the history of the contacts' notes raises on a day, by path; none after we have talked."""
    try:
        repository = find_repository(root)
        head = repository.commit("HEAD")
        if head is None:
            return {}
        kept = _load(root)
        log = read_log(repository, head, today, kept)
        found, log = _changes(repository, log, contacts, today)
    except CannotRun:
        return {}
    if log != kept:
        _save(root, log)
    return found


def read_log(repository: Repository, head: str, today: date, kept: Log | None) -> Log:
    """The log up to `head`: what is kept of it and the commits since; all of it anew where history was rewritten."""
    since = today - _BACK
    if kept and kept.prefix == repository.prefix and kept.since <= since:
        if kept.head == head:
            return kept
        new = _walk(repository, head, since, kept.head) if repository.is_ancestor(kept.head, head) else ()
        # A merge may have put what was the line of history beside another one.
        if new and new[0].parent == kept.head:
            recent = tuple(one for one in kept.commits if one.day >= since - _BACK)
            commits = (*recent, *_commits(repository, new))
            return Log(head, max(kept.since, since - _BACK), repository.prefix, commits, kept.facts)
    commits = tuple(_commits(repository, _walk(repository, head, since)))
    return Log(head, since, repository.prefix, commits, kept.facts if kept else {})


class _Step(msgspec.Struct, frozen=True):
    """A commit with the day on which it was written, and the one before it."""

    commit: str
    day: date
    parent: str


def _walk(repository: Repository, head: str, since: date, known: str = "") -> tuple[_Step, ...]:
    """The commits since a day along the first parents, oldest first; none that can be reached from `known`."""
    words = ["rev-list", "--first-parent", "--reverse", f"--since={since.isoformat()}T00:00:00Z", "--format=%H %at %P"]
    out = repository.run(*words, head, *([f"^{known}"] if known else []), "--").decode()
    lines = [line.split(" ") for line in out.splitlines() if line and not line.startswith("commit ")]
    return tuple(
        _Step(commit, datetime.fromtimestamp(int(at), UTC).date(), parents[0] if parents else "")
        for commit, at, *parents in lines
    )


def _commits(repository: Repository, steps: tuple[_Step, ...]) -> Iterator[Commit]:
    """What each of these commits changed in the vault's notes; those that changed none are left out."""
    days = {one.commit: one.day for one in steps}
    asked = "".join(f"{one.commit} {one.parent}".rstrip() + "\n" for one in steps)
    words = ["diff-tree", "--stdin", "-r", "-z", "--root", "--no-renames", "--no-ext-diff", "--no-textconv"]
    pathspec = ["--", repository.prefix] if repository.prefix else []
    for commit, edits in _diffs(repository.run(*words, *pathspec, given=asked.encode())):
        inside = tuple(_inside(repository, edits))
        if inside:
            yield Commit(days[commit], inside)


def _diffs(out: bytes) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """The output of `diff-tree --stdin -r -z`: a commit's id, then pairs of facts and path, each ended by NUL."""
    commit, edits = "", []
    fields = iter(out.split(b"\0"))
    for field in fields:
        if field.startswith(b":"):
            _, _, old, new, _ = field.decode().split(" ")
            edits.append((os.fsdecode(next(fields)), old, new))
        elif field:
            if commit:
                yield commit, edits
            commit, edits = field.decode().strip(), []
    if commit:
        yield commit, edits


def _inside(repository: Repository, edits: Iterable[tuple[str, str, str]]) -> Iterator[Edit]:
    for path, old, new in edits:
        inner = repository.within(path)
        if inner and inner.lower().endswith(".md"):
            yield Edit(inner, *("" if blob in _NONE else blob for blob in (old, new)))


# --- the versions of a note ----------------------------------------------------------------------------------------

_Chain = tuple[tuple[date, str], ...]


def chains(log: Log) -> Mapping[str, _Chain]:
    """The versions of each note that is there at the end, as (day, blob), oldest first; moved notes keep theirs.

    The first one is what the note was when the log begins.
    """
    found: dict[str, _Chain] = {}
    for commit in log.commits:
        gone = {edit.old: edit.path for edit in commit.edits if not edit.new}
        taken = {path: found.pop(path, ((log.since, blob),)) for blob, path in gone.items()}
        for edit in commit.edits:
            if edit.new and edit.old:
                found[edit.path] = (*found.get(edit.path, ((log.since, edit.old),)), (commit.day, edit.new))
            elif edit.new:
                found[edit.path] = taken.get(gone.get(edit.new, ""), ((commit.day, edit.new),))
    return found


def _changes(
    repository: Repository, log: Log, contacts: Iterable[Contact], today: date
) -> tuple[Mapping[str, Change], Log]:
    """The changes by path, and the log with what was learned of the versions that were read."""
    people = {contact.path: contact for contact in contacts if contact.note.type == "person"}
    histories = {path: chain for path, chain in chains(log).items() if path in people and len(chain) > 1}
    # Mostly nothing changed but the log: the first version tells, and the others need not be read.
    facts = dict(log.facts)
    _learn(repository, facts, ((path, chain[:1]) for path, chain in histories.items()))
    doubtful = {path: chain for path, chain in histories.items() if facts[chain[0][1]] != facts_of(people[path].fields)}
    _learn(repository, facts, doubtful.items())
    found = {}
    for path, chain in doubtful.items():
        versions = [Version(day, known) for day, blob in chain if (known := facts[blob]) is not None]
        change = change_of(versions, people[path].fields, today)
        if change and not talked_since(people[path], change.on, today):
            found[path] = change
    used = {blob for chain in histories.values() for _, blob in chain}
    kept = {blob: known for blob, known in facts.items() if blob in used}
    return without_renames(found), msgspec.structs.replace(log, facts=kept)


def _learn(
    repository: Repository, facts: dict[str, Facts | None], wanted: Iterable[tuple[str, Sequence[tuple[date, str]]]]
) -> None:
    """Read the versions that are not known yet."""
    missing = {blob: path for path, chain in wanted for _, blob in chain if blob not in facts}
    if missing:
        facts |= {blob: facts_in(missing[blob], data) for blob, data in repository.read(missing).items()}


# --- what is kept --------------------------------------------------------------------------------------------------


def store(root: Path) -> Path:
    """Where the log of a vault is kept."""
    return kept_at(root, "history")


def _load(root: Path) -> Log | None:
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode(store(root).read_bytes(), type=Log)
    return None


def _save(root: Path, log: Log) -> None:
    """Keep the log for the next time, for its owner's eyes only; where that cannot be, it is read again."""
    path = store(root)
    # A path that is no text cannot be kept either.
    with contextlib.suppress(OSError, CannotRun, UnicodeEncodeError):
        data = msgspec.json.encode(log)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        write_whole(path, data)
