"""Git history: real repositories in, questions out; and no wrong congratulation over a table of edits."""

import os
import subprocess
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from relnotes.model import Change, Window
from relnotes.parse.note import parse_note
from relnotes.schedule.agenda import build_agenda
from relnotes.shell import history
from relnotes.shell.git import Repository, find_repository
from relnotes.shell.history import chains, read_changes, read_log
from relnotes.vault import build_vault
from tests.conftest import Run
from tests.support import TODAY, config

BEFORE, LATER = date(2026, 6, 1), date(2026, 11, 2)


class Repo:
    """A vault under Git, whose commits are made on days of the past."""

    def __init__(self, folder: Path, ids: str = "sha1") -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main", f"--object-format={ids}", ".")

    def git(self, *words: str, day: date = TODAY) -> str:
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder.parent),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_ALLOW_PROTOCOL": "file",
        }
        for who in ("AUTHOR", "COMMITTER"):
            env |= {f"GIT_{who}_NAME": "A", f"GIT_{who}_EMAIL": "a@example.org", f"GIT_{who}_DATE": f"{day}T12:00:00Z"}
        done = subprocess.run(["git", *words], cwd=self.folder, env=env, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def write(self, notes: Mapping[str, str]) -> None:
        for path, text in notes.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(text)

    def commit(self, day: date, notes: Mapping[str, str] | None = None, message: str = "notes") -> None:
        self.write(notes or {})
        self.git("add", "-A", day=day)
        self.git("commit", "-q", "--allow-empty", "-m", message, day=day)

    def changes(self, today: date = TODAY, root: Path | None = None) -> dict[str, Change]:
        root = root or self.folder
        notes = {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in root.rglob("*.md")
            if ".git" not in path.parts
        }
        vault = build_vault({path: parse_note(path, data) for path, data in notes.items()}, config())
        return dict(read_changes(root, vault.contacts.values(), today))

    @property
    def store(self) -> Path:
        return history.store(self.folder)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "vault")


def note(front: str, log: str = "") -> str:
    return "---\ntype: person\n" + "".join(f"{line}\n" for line in front.split("|") if line) + f"---\n{log}\n"


def jobs(*rows: str) -> str:
    return "positions:|" + "|".join(f"  - {row}" for row in rows)


# What stood in the note, what stands there now (both with | between lines), what may be said of it:
# "joined" or "left" is news by the dates in the positions; "company", "role", "positions" a question; "" nothing.
EDITS = {
    "a typo mended in the company": ("company: Glboex", "company: Globex", ""),
    "a letter more": ("company: Initec", "company: Initech", ""),
    "a company in other letters": ("company: Soylent gmbh", "company: Soylent GmbH", ""),
    "a company becomes a link": ("company: Hooli", 'company: "[[Hooli]]"', ""),
    "a company written in full": ("company: Umbrella", "company: Umbrella Corporation", ""),
    "a company with a new name": ("company: Facegram", "company: Metaverse", "company"),
    "a company without a trace of why": ("company: Vandelay", "company: Kramerica", "company"),
    "a company taken out": ("company: Wonka", "", "company"),
    "a company filled in": ("", "company: Cyberdyne", ""),
    "a title reworded": ("company: A1|role: Sr. SRE", "company: A1|role: Senior Site Reliability Engineer", ""),
    "a title in other letters": ("company: A2|role: staff engineer", "company: A2|role: Staff Engineer", ""),
    "a title made shorter": ("company: A3|role: Senior backend engineer, payments", "company: A3|role: Backend engineer", ""),
    "a title filled in": ("company: A4", "company: A4|role: Engineer", ""),
    "another title": ("company: A5|role: Product manager", "company: A5|role: Data scientist", "role"),
    "an old job added": (
        jobs("B1, Lead, 2021-01 to now"), jobs("Old B1, Intern, 2015-01 to 2016-01", "B1, Lead, 2021-01 to now"), "",
    ),
    "history filled in": ("company: B2", "company: B2|" + jobs("Old B2, Dev, 2015-01 to 2020-12", "B2, Dev, 2021-01 to now"), ""),
    "all of a history filled in": ("", jobs("Old B3, Dev, 2015-01 to 2020-12", "B3, Dev, 2021-01 to now"), ""),
    "dates mended": (jobs("B4, Dev, 2021-01 to now"), jobs("B4, Dev, 2020-11 to now"), ""),
    "a typo in a position": (jobs("Glbex, Dev, 2021-01 to now"), jobs("Glubex, Dev, 2021-01 to now"), ""),
    "positions in another order": (
        jobs("B5, Dev, 2021-01 to now", "Old B5, Dev, 2015-01 to 2020-12"),
        jobs("Old B5, Dev, 2015-01 to 2020-12", "B5, Dev, 2021-01 to now"),
        "",
    ),
    "a job begun a year ago, only heard of now": (
        jobs("C1, Dev, 2018-01 to now"), jobs("C1, Dev, 2018-01 to 2025-10", "New C1, Lead, 2025-11 to now"), "positions",
    ),
    "a job by the year only": (jobs("C2, Dev, 2018 to now"), jobs("C2, Dev, 2018 to 2026", "New C2, Lead, 2026 to now"), "positions"),
    "a job without dates": (jobs("C3, Dev"), jobs("New C3, Dev"), "positions"),
    "a new job, with its month": (
        "company: C4|" + jobs("C4, Dev, 2018-01 to now"),
        "company: New C4|" + jobs("C4, Dev, 2018-01 to 2026-09", "New C4, Lead, 2026-10 to now"),
        "joined",
    ),
    "a new job, the company left behind": (
        "company: C5|" + jobs("C5, Dev, 2018-01 to now"),
        "company: C5|" + jobs("C5, Dev, 2018-01 to 2026-09", "New C5, Lead, 2026-10 to now"),
        "joined",
    ),
    "a company moved into the positions": ("company: C6", jobs("C6, Dev, 2018-01 to now"), ""),
    "a second company": ("company: C7", "company: [C7, Tea Club]", ""),
    "another company, the positions left behind": (
        "company: C8|" + jobs("C8, Dev, 2018-01 to now"), "company: New C8|" + jobs("C8, Dev, 2018-01 to now"), "company",
    ),
    "a lay-off": ("company: D1|" + jobs("D1, Dev, 2018-01 to now"), jobs("D1, Dev, 2018-01 to 2026-10"), "left"),
    "a lay-off of long ago": ("company: D2|" + jobs("D2, Dev, 2018-01 to now"), jobs("D2, Dev, 2018-01 to 2024-10"), ""),
    "a return": (
        jobs("E1, Dev, 2015-01 to 2018-12", "Other E1, Dev, 2019-01 to now"),
        jobs("E1, Dev, 2015-01 to 2018-12", "Other E1, Dev, 2019-01 to 2026-09", "E1, Lead, 2026-10 to now"),
        "joined",
    ),
    "a return long ago": (
        jobs("E2, Dev, 2015-01 to 2018-12", "Other E2, Dev, 2019-01 to now"),
        jobs("E2, Dev, 2015-01 to 2018-12", "Other E2, Dev, 2019-01 to 2022-12", "E2, Lead, 2023-01 to now"),
        "",
    ),
    "a retirement": ("company: F1|role: Director", "role: retired", ""),
    "a job not begun yet": (
        jobs("F2, Dev, 2018-01 to now"), jobs("F2, Dev, 2018-01 to 2026-12", "New F2, Lead, 2027-01 to now"), "positions",
    ),
    "a side job": ("company: F3|" + jobs("F3, Dev, 2018-01 to now"), "company: F3|" + jobs("F3, Dev, 2018-01 to now", "Choir F3, Treasurer, 2026-10 to now"), ""),
    "something else altogether": ("company: F4|location: Oslo", "company: F4|location: Lima", ""),
    "another employer, and they told me": ("company: F5", "company: New F5", "told"),
}  # fmt: skip


def test_no_wrong_congratulations_over_a_table_of_edits(repo: Repo) -> None:
    """Thirty and more edits in a real repository: news come from dated positions alone, all else is a question."""
    assert len(EDITS) >= 30
    for at, day in ((0, BEFORE), (1, LATER)):
        repo.commit(
            day,
            {
                f"People/{name}.md": note(edit[at], "- 2026-11-10 call: how is it there?" if edit[2] == "told" else "")
                for name, edit in EDITS.items()
            },
        )
    notes = {f"People/{name}.md": note(edit[1]) for name, edit in EDITS.items()}
    vault = build_vault({path: parse_note(path, text.encode()) for path, text in notes.items()}, config())
    agenda = build_agenda(vault, Window(TODAY, config()))
    said = {item.name: item.reason for item in agenda.items if item.kind == "news"}
    assert said == {name: edit[2] for name, edit in EDITS.items() if edit[2] in {"joined", "left"}}

    asked = {path[7:-3]: change for path, change in repo.changes().items()}
    assert {name: change.property for name, change in asked.items()} == {
        name: edit[2] for name, edit in EDITS.items() if edit[2] in {"company", "role", "positions"}
    }
    assert asked["a company without a trace of why"] == Change("company", "Vandelay", "Kramerica", LATER)
    assert asked["a company taken out"].new == ""
    assert asked["another title"] == Change("role", "Product manager", "Data scientist", LATER)


A, B = "People/Ada.md", "People/Bo.md"
GLOBEX, ACME = note("company: Globex"), note("company: Acme")


# --- when a question is asked --------------------------------------------------------------------------------------


def test_a_change_is_asked_about_for_ninety_days(repo: Repo) -> None:
    """A month-old change is; one of last year is not; neither is one of days to come."""
    repo.commit(BEFORE, {A: GLOBEX})
    repo.commit(date(2026, 10, 20), {A: ACME})
    assert repo.changes()[A].on == date(2026, 10, 20)
    assert A in repo.changes(date(2027, 1, 18))
    assert repo.changes(date(2027, 1, 19)) == {}
    assert repo.changes(date(2026, 10, 19)) == {}


def test_what_was_put_right_is_nothing(repo: Repo) -> None:
    """A slip that was taken back, and a new note put right in its first days, raise no question."""
    repo.commit(BEFORE, {A: GLOBEX})
    repo.commit(date(2026, 11, 2), {A: ACME})
    repo.commit(date(2026, 11, 4), {A: GLOBEX, B: GLOBEX})
    repo.commit(date(2026, 11, 5), {B: ACME})
    assert repo.changes() == {}
    repo.commit(date(2026, 11, 20), {B: note("company: Initech")})
    assert repo.changes() == {B: Change("company", "Acme", "Initech", date(2026, 11, 20))}


def test_what_is_not_committed_is_still_being_written(repo: Repo) -> None:
    """An edit in the folder alone raises no question, and hides that of an older commit."""
    repo.commit(BEFORE, {A: GLOBEX, B: GLOBEX})
    repo.commit(LATER, {B: ACME})
    repo.write({A: ACME, B: note("company: Initech")})
    assert repo.changes() == {}


def test_a_company_with_a_new_name_in_many_notes(repo: Repo) -> None:
    """The same change in three notes at once is a renaming, not three new jobs."""
    names = [f"People/{n}.md" for n in range(3)]
    repo.commit(BEFORE, dict.fromkeys([*names, A], GLOBEX))
    repo.commit(LATER, dict.fromkeys(names, ACME))
    assert repo.changes() == {}
    repo.commit(LATER + timedelta(days=3), {A: note("company: Initech")})
    assert list(repo.changes()) == [A]


def test_a_note_that_moved_keeps_its_history(repo: Repo) -> None:
    """Renamed, then changed: the question is there; and the other way round too."""
    repo.commit(BEFORE, {A: GLOBEX, B: GLOBEX})
    repo.git("mv", A, "People/Ada Lov.md")
    repo.commit(LATER, {B: ACME})
    repo.git("mv", B, "People/Bo Falk.md")
    repo.commit(LATER + timedelta(days=3), {"People/Ada Lov.md": note("company: Initech")})
    assert {path: (one.old, one.new) for path, one in repo.changes().items()} == {
        "People/Ada Lov.md": ("Globex", "Initech"),
        "People/Bo Falk.md": ("Globex", "Acme"),
    }


def test_a_broken_version_in_between(repo: Repo) -> None:
    """Front matter that nobody can read says nothing; what stands before and after it counts."""
    repo.commit(BEFORE, {A: GLOBEX})
    repo.commit(LATER, {A: "---\ncompany: [\n---\n"})
    repo.commit(LATER + timedelta(days=1), {A: ACME})
    assert repo.changes()[A] == Change("company", "Globex", "Acme", LATER + timedelta(days=1))


# --- what a repository may be like ---------------------------------------------------------------------------------


def test_a_vault_without_git_and_one_without_commits(
    tmp_path: Path, repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No history is no mistake; neither is no Git."""
    bare = tmp_path / "bare"
    (bare / "People").mkdir(parents=True)
    (bare / A).write_text(GLOBEX)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert repo.changes(root=bare) == {}
    repo.write({A: GLOBEX})
    assert repo.changes() == {}
    monkeypatch.setenv("PATH", "")
    assert repo.changes() == {}


def test_a_shallow_clone(repo: Repo, tmp_path: Path) -> None:
    """What lies behind its edge is unknown, and no change; what lies before it counts."""
    repo.commit(BEFORE, {A: GLOBEX, B: GLOBEX})
    repo.commit(LATER, {A: ACME})
    repo.commit(LATER + timedelta(days=5), {B: note("company: Initech")})
    for depth, known in ((1, []), (2, [B]), (3, [A, B])):
        target = tmp_path / f"clone{depth}"
        repo.git("clone", "-q", "--depth", str(depth), repo.folder.as_uri(), str(target))
        assert sorted(repo.changes(root=target)) == known


def test_a_clone_without_contents(repo: Repo, tmp_path: Path) -> None:
    """A blobless clone whose contents are elsewhere has no history to tell."""
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.commit(BEFORE, {A: GLOBEX})
    repo.commit(LATER, {A: ACME})
    target = tmp_path / "partial"
    repo.git("clone", "-q", "--filter=blob:none", repo.folder.as_uri(), str(target))
    repo.folder.rename(tmp_path / "gone")
    assert repo.changes(root=target) == {}


def test_rewritten_history(repo: Repo) -> None:
    """After amend, rebase and reset the history that is there now counts."""
    repo.commit(BEFORE, {A: GLOBEX, B: GLOBEX})
    repo.commit(LATER, {A: ACME})
    assert list(repo.changes()) == [A]
    repo.git("reset", "-q", "--hard", "HEAD~1")
    repo.commit(LATER, {B: ACME})
    assert list(repo.changes()) == [B]
    repo.write({B: note("company: Initech")})
    repo.git("commit", "-qa", "--amend", "--no-edit", day=LATER)
    assert repo.changes()[B].new == "Initech"
    repo.git("checkout", "-q", "--orphan", "fresh")
    repo.git("commit", "-qm", "squashed", day=LATER)
    assert repo.changes() == {}


def test_a_repository_with_longer_ids(tmp_path: Path) -> None:
    """SHA-256 repositories are read as well."""
    repo = Repo(tmp_path / "long", "sha256")
    repo.commit(BEFORE, {A: GLOBEX})
    repo.commit(LATER, {A: ACME, B: GLOBEX})
    assert list(repo.changes()) == [A]


def test_merges(repo: Repo) -> None:
    """What another machine wrote counts from the day on which it was merged."""
    repo.commit(BEFORE, {A: GLOBEX, B: GLOBEX})
    repo.git("checkout", "-q", "-b", "phone")
    repo.commit(LATER, {A: ACME})
    repo.git("checkout", "-q", "main")
    repo.commit(LATER, {B: ACME})
    repo.git("merge", "-q", "--no-ff", "-m", "merge", "phone", day=LATER + timedelta(days=1))
    assert {path: one.on for path, one in repo.changes().items()} == {A: LATER + timedelta(days=1), B: LATER}


def test_a_merge_that_another_machine_made(repo: Repo) -> None:
    """What was the line of history here may become a side line: then it is read anew, as if for the first time."""
    repo.commit(BEFORE, {A: GLOBEX, B: GLOBEX})
    repo.commit(LATER, {A: ACME})
    repo.changes()
    repo.git("checkout", "-q", "-b", "phone", "HEAD~1")
    repo.commit(LATER, {B: ACME})
    repo.git("merge", "-q", "--no-ff", "-m", "merge", "main", day=LATER + timedelta(days=2))
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--ff-only", "phone")
    step = repo.changes()
    repo.store.unlink()
    assert repo.changes() == step
    assert {path: one.on for path, one in step.items()} == {A: LATER + timedelta(days=2), B: LATER}


def test_a_vault_in_a_larger_repository(repo: Repo) -> None:
    """Only the vault's own notes are looked at, by their paths in the vault."""
    inner = repo.folder / "notes"
    repo.commit(BEFORE, {f"notes/{A}": GLOBEX, B: GLOBEX, "notes/x.txt": "x"})
    repo.commit(LATER, {f"notes/{A}": ACME, B: ACME, "notes/x.txt": "y"})
    assert list(repo.changes(root=inner)) == [A]


def test_names_that_git_would_quote(repo: Repo) -> None:
    """Umlauts, Arabic, quotes and line breaks in a path are taken as they are."""
    names = ['People/Zoë "Z" Å.md', "People/ليلى.md", "People/two\nlines.md", "People/:(top) x.md"]
    repo.commit(BEFORE, {name: note(f"company: Globex {n}") for n, name in enumerate(names)})
    repo.commit(LATER, {name: note(f"company: Acme {n}") for n, name in enumerate(names)})
    assert sorted(repo.changes()) == sorted(names)


# --- read once -----------------------------------------------------------------------------------------------------


def commands(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes]]:
    """What Git is asked from now on."""
    asked: list[tuple[str, bytes]] = []
    run = Repository.run

    def recorded(self: Repository, *words: str, given: bytes = b"") -> bytes:
        asked.append((words[0], given))
        return run(self, *words, given=given)

    monkeypatch.setattr(Repository, "run", recorded)
    return asked


def test_history_is_read_once(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second look at the same commit walks nothing; after another commit only that one is walked."""
    repo.commit(BEFORE, {A: GLOBEX, B: GLOBEX})
    for n in range(5):
        repo.commit(LATER + timedelta(days=n), {A: note("company: Globex", f"- 2026-11-0{n + 1} note: x")})
    repo.commit(LATER + timedelta(days=6), {A: ACME})
    first = repo.changes()
    asked = commands(monkeypatch)
    assert repo.changes() == first
    assert asked == []
    repo.commit(LATER + timedelta(days=7), {B: note("company: Initech")})
    asked.clear()
    assert sorted(repo.changes()) == [A, B]
    walked = next(given for word, given in asked if word == "diff-tree")
    assert walked.count(b"\n") == 1


def test_incremental_equals_full(repo: Repo) -> None:
    """Read commit by commit, or all at once: the same log."""
    texts = [GLOBEX, ACME, note("company: Initech"), GLOBEX]
    for n in range(8):
        repo.commit(LATER + timedelta(days=n), {A: texts[n % 4], f"People/{n}.md": texts[n // 2]})
        if n == 5:
            repo.git("mv", "People/3.md", "People/moved.md")
        step = repo.changes()
    kept = repo.store.read_bytes()
    repo.store.unlink()
    assert repo.changes() == step
    repository = find_repository(repo.folder)
    head = repository.commit("HEAD") or ""
    full = read_log(repository, head, TODAY, None)
    grown = history._load(repo.folder)
    assert grown is not None and replace(grown, facts={}) == replace(full, facts={})
    repo.store.write_bytes(kept)
    again = history._load(repo.folder)
    assert again is not None and chains(again) == chains(full)


@pytest.mark.parametrize("damage", [b"", b"{", b'{"head": 1}', b"[]", b"\xff"])
def test_a_damaged_store_is_read_anew(repo: Repo, damage: bytes) -> None:
    """What is kept may be lost or broken."""
    repo.commit(BEFORE, {A: GLOBEX})
    repo.commit(LATER, {A: ACME})
    assert list(repo.changes()) == [A]
    repo.store.write_bytes(damage)
    assert list(repo.changes()) == [A]


def test_a_store_that_cannot_be_written(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept, history is read each time."""
    repo.commit(BEFORE, {A: GLOBEX})
    repo.commit(LATER, {A: ACME})
    monkeypatch.setenv("XDG_CACHE_HOME", str(repo.folder / A))
    assert list(repo.changes()) == [A]


def test_the_vault_stays_as_it_was(repo: Repo) -> None:
    """What is kept lies outside of the vault, and only its owner reads it."""
    repo.commit(BEFORE, {A: GLOBEX})
    repo.commit(LATER, {A: ACME})
    before = sorted(repo.folder.rglob("*"))
    assert repo.changes()
    assert sorted(repo.folder.rglob("*")) == before
    assert repo.store.stat().st_mode & 0o777 == 0o600


def test_a_name_that_is_no_text(repo: Repo) -> None:
    """Its bytes are kept nowhere; the others' questions are asked all the same."""
    odd = repo.folder / os.fsdecode(b"People/caf\xe9.md")
    odd.parent.mkdir(exist_ok=True)
    odd.write_text(GLOBEX)
    repo.commit(BEFORE, {A: GLOBEX})
    odd.write_text(note("company: Initech"))
    repo.commit(LATER, {A: ACME})
    assert A in repo.changes() and A in repo.changes()


# --- the question --------------------------------------------------------------------------------------------------


def test_the_question_is_asked_in_the_brief(repo: Repo, relnotes: Run) -> None:
    """From a commit to what one reads before writing; once it was talked about, it is gone."""
    before = note("cadence: 6 weeks|company: Globex|role: SRE", "- 2026-09-01 call: the move")
    repo.commit(BEFORE, {A: before})
    repo.commit(LATER, {A: before.replace("Globex", "Acme")})
    run = ("-C", str(repo.folder), "--today", TODAY.isoformat())
    question = "- Since 2 November 2026 your note says Acme instead of Globex: a new job?"
    for command in (["next"], ["show", "Ada"]):
        assert question in relnotes(*run, *command).stdout
    relnotes(*run, "watch", "--once")
    assert "Since 2 November 2026 your note says Acme instead of Globex" in (repo.folder / "Due.md").read_text()
    assert "Congratulate" not in relnotes(*run, "due", "--all").stdout
    (repo.folder / A).write_text(before.replace("Globex", "Acme") + "- 2026-11-20 call: it is good there\n")
    repo.commit(date(2026, 11, 20))
    assert "instead of Globex" not in relnotes(*run, "show", "Ada").stdout
