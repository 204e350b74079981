"""log, done, snooze and rest: the notes say what happened, and nothing else of them changes."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.gitbox import Box
from tests.cli.test_keep import everything
from tests.conftest import DAY, ROOT, Run

LEILA = """\
---
tags: [person]
cadence: 6 weeks
---
## Log
- 2026-11-02 coffee: her move
  - promised: a book by Friday
- 2026-08-01 call

- [ ] send the article 📅 2026-11-20
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "Leila Hassan.md").write_text(LEILA)
    (folder / "Omar.md").write_text("---\ntags: [person]\ncadence: 2w\n---\n- 2026-01-02 لقاء: المشروع\n")
    (folder / "Sara.md").write_text("---\ntags: [person]\ncadence: 2w\n---\n")
    return folder


def changed(root: Path, before: dict[str, bytes]) -> dict[str, list[str]]:
    """The lines that are new or different, by note."""
    after = everything(root)
    return {
        path: [line for line in after[path].decode().splitlines() if line not in before[path].decode().splitlines()]
        for path in after
        if after[path] != before[path]
    }


def test_log(root: Path, relnotes: Run) -> None:
    """The line goes on top of a log that runs newest first, and is printed with its place."""
    before = everything(root)
    said = relnotes("-C", str(root), "--today", DAY, "log", "leila", "coffee: the", "new job", "--on", "last friday")
    assert said.stdout == "Leila Hassan.md:6: - 2026-11-20 coffee: the new job\n" and said.stderr == ""
    assert changed(root, before) == {"Leila Hassan.md": ["- 2026-11-20 coffee: the new job"]}


def test_log_of_several(root: Path, relnotes: Run) -> None:
    """One line names all of them, in the log's language; what was sent goes into each one's own log."""
    vault = ("-C", str(root), "--today", DAY)
    before = everything(root)
    relnotes(*vault, "log", "Omar,Leila,Sara", "غداء: المشروع")
    assert changed(root, before) == {"Omar.md": ["- 2026-11-23 غداء مع [[Leila Hassan]] و[[Sara]]: المشروع"]}
    before = everything(root)
    relnotes(*vault, "log", "Sara,Leila", "sent: how are you?")
    assert set(changed(root, before)) == {"Leila Hassan.md", "Sara.md"}
    before = everything(root)
    relnotes(*vault, "log", "sara,omar", "lunch")
    assert changed(root, before) == {"Sara.md": ["- 2026-11-23 lunch with [[Omar]]"]}
    assert relnotes(*vault, "show", "Omar").stdout.count("2026") >= 2


def test_log_from_stdin(root: Path, relnotes: Run) -> None:
    """Further lines of a text are nested; nothing is written when there is no text."""
    words = ["-C", str(root), "--today", DAY, "log", "Leila"]
    done = subprocess.run(
        [sys.executable, "-m", "relnotes", *words],
        input="call: the plan\n- promised: notes by Friday\n",
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (
        done.stdout
        == "Leila Hassan.md:6: - 2026-11-23 call: the plan\nLeila Hassan.md:7: - promised: notes by Friday\n"
    )
    assert "  - promised: notes by Friday\n" in (root / "Leila Hassan.md").read_text()
    assert "say what it was" in relnotes(*words, status=2).stderr


def test_done(root: Path, relnotes: Run) -> None:
    """Who is due gets a log line; what is open stays open and is named, until it is ticked by its words."""
    vault = ("-C", str(root), "--today", DAY)
    (root / "Leila Hassan.md").write_text(LEILA.replace("6 weeks", "2 weeks"))
    said = relnotes(*vault, "done", "leila", "coffee")
    assert said.stdout == "Leila Hassan.md:6: - 2026-11-23 coffee\n"
    assert "a book by Friday" in said.stderr and "send the article" in said.stderr
    said = relnotes(*vault, "done", "leila", "--task", "article")
    assert said.stdout == "Leila Hassan.md:11: - [x] send the article 📅 2026-11-20 ✅ 2026-11-23\n"
    assert "✅" in relnotes(*vault, "done", "leila").stdout, "the promise alone is left, so it is meant"
    assert "not on the list" in relnotes(*vault, "done", "leila", status=2).stderr


def test_done_ends_thanks_and_news(root: Path, relnotes: Run) -> None:
    """A word of thanks, a new job, a lost one: done by its number it is logged, and never asked again."""
    vault = ("-C", str(root), "--today", DAY)
    for path in root.glob("*.md"):
        path.unlink()
    front = "---\ntags: [person]\ncadence: 1y\n"
    (root / "Ada.md").write_text(f"{front}---\n- 2026-11-20 call: news\n  - got: an intro to [[Hoda]]\n")
    (root / "Bea.md").write_text(
        f"{front}positions:\n  - Acme, SRE, 2020-01 to 2026-10\n  - Globex, Lead, 2026-10 to now\n"
        "---\n- 2026-09-01 call: a\n"
    )
    (root / "Cid.md").write_text(f"{front}positions: ['Acme, SRE, 2020-01 to 2026-10']\n---\n- 2026-09-01 call: a\n")
    listed = relnotes(*vault, "due").stdout
    names = [line[4:7] for line in listed.splitlines() if line[:2].strip().isdigit()]
    assert sorted(names) == ["Ada", "Bea", "Cid"] and "an intro to Hoda" in listed
    said = {name: relnotes(*vault, "done", str(number)).stdout for number, name in enumerate(names, 1)}
    assert said == {
        "Ada": "Ada.md:5: - 2026-11-23\nAda.md:6: - thanked: an intro to Hoda\n",
        "Bea": "Bea.md:8: - 2026-11-23\n",
        "Cid": "Cid.md:6: - 2026-11-23\n",
    }
    assert "nobody is due" in relnotes(*vault, "due").stdout
    assert "You thanked: 1\n- Ada, today: an intro to Hoda\n" in relnotes(*vault, "ledger").stdout
    assert "not on the list now" in relnotes(*vault, "done", "Ada", status=2).stderr


def test_done_by_number_means_the_list_that_was_seen(root: Path, relnotes: Run) -> None:
    """Doing one does not move the others' numbers; without a list, or beyond it, a number is nobody."""
    vault = ("-C", str(root), "--today", DAY)
    assert "No list was shown" in relnotes(*vault, "done", "1", status=2).stderr
    listed = relnotes(*vault, "due").stdout
    names = [line[4:16].strip() for line in listed.splitlines() if line[:2].strip().isdigit()]
    for number, name in enumerate(names, 1):
        if not name.startswith("Leila"):
            assert relnotes(*vault, "done", str(number)).stdout.startswith(name)
    assert "no number 9" in relnotes(*vault, "done", "9", status=2).stderr


def test_snooze_and_rest(root: Path, relnotes: Run) -> None:
    """Off the list for a week, until a day or until further notice; and back."""
    vault = ("-C", str(root), "--today", DAY)
    assert relnotes(*vault, "snooze", "sara").stdout == "Sara.md:4: snooze_until: 2026-11-30\n"
    assert relnotes(*vault, "snooze", "sara", "--until", "friday").stdout == "Sara.md:4: snooze_until: 2026-11-27\n"
    assert "not ahead" in relnotes(*vault, "snooze", "sara", "--until", "yesterday", status=2).stderr
    assert "📅 2026-12-07" in relnotes(*vault, "snooze", "leila", "--task", "article", "--until", "2w").stdout
    before = (root / "Omar.md").read_bytes()
    assert relnotes(*vault, "rest", "omar").stdout == "Omar.md:4: paused: true\n"
    assert "Omar" not in relnotes(*vault, "due").stdout
    relnotes(*vault, "rest", "omar", "--over")
    assert (root / "Omar.md").read_bytes() == before


def test_dry_run(root: Path, relnotes: Run) -> None:
    """A diff, and not a byte changes."""
    before = everything(root)
    said = relnotes("-C", str(root), "--today", DAY, "log", "sara", "call", "--dry-run").stdout
    assert "--- a/Sara.md" in said and "+- 2026-11-23 call" in said
    assert everything(root) == before


def test_commit(root: Path, tmp_path: Path, relnotes: Run) -> None:
    """One commit of the notes that changed, whatever else is staged or changed; a hook that says no is told."""
    box = Box(root, tmp_path / "githome").init()
    box.git("add", "-A")
    box.git("commit", "-q", "-m", "begin")
    box.write(Other="staged\n", Omar="---\ntags: [person]\n---\nnot committed\n")
    box.git("add", "Other.md")
    said = relnotes("-C", str(root), "--today", DAY, "log", "sara,leila", "sent: hi", "--commit", **box.env)
    assert "committed" in said.stderr
    assert box.git("log", "-1", "--format=%s").stdout == "Log Sara, Leila Hassan\n"
    assert box.git("show", "--name-only", "--format=").stdout.split("\n")[:2] == ["Leila Hassan.md", "Sara.md"]
    assert box.git("status", "--porcelain").stdout == " M Omar.md\nA  Other.md\n"
    said = relnotes("-C", str(root), "--today", DAY, "log", "omar", "call", "--commit", **box.env)
    assert "not committed yet" in said.stderr
    (root / ".git" / "hooks" / "pre-commit").write_text("#!/bin/sh\necho no >&2\nexit 1\n")
    (root / ".git" / "hooks" / "pre-commit").chmod(0o755)
    said = relnotes("-C", str(root), "--today", DAY, "log", "omar", "call", "--commit", status=2, **box.env)
    assert "changed, but not committed" in said.stderr


def test_commit_outside_of_git(root: Path, relnotes: Run) -> None:
    """Without a repository nothing is written."""
    before = everything(root)
    relnotes("-C", str(root), "--today", DAY, "log", "sara", "call", "--commit", status=2, GIT_CEILING_DIRECTORIES="/")
    assert everything(root) == before


def test_incognito(root: Path, relnotes: Run) -> None:
    """No name and no text on the screen."""
    vault = ("-C", str(root), "--today", DAY, "--incognito")
    assert relnotes(*vault, "log", "sara", "call: secret").stdout == "One note changed.\n"
    assert "Sara" not in relnotes(*vault, "log", "sara", "call", "--dry-run", status=2).stderr
