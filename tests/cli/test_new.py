"""new, set and rename: notes are made and changed, links follow, and nothing else is touched."""

import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.gitbox import Box
from tests.cli.test_keep import everything
from tests.cli.test_log import changed
from tests.conftest import DAY, ROOT, Run

SARA = "---\ntags: [person]\ncadence: 8w\ncompany: Acme\n---\n- 2026-01-01 call\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    (folder / "People").mkdir(parents=True)
    (folder / "People" / "Sara.md").write_text(SARA)
    return folder


def test_new_from_the_vaults_template(root: Path, relnotes: Run) -> None:
    """Fields filled in, where people are, on the list at once."""
    (root / "Templates").mkdir()
    (root / "Templates" / "Meeting.md").write_text("---\npeople: []\n---\n# {{title}}\n")
    (root / "Templates" / "Somebody.md").write_text("---\ntags: [person]\nmet: {{date}}\n---\n# {{title}}\n")
    (root / "relnotes.toml").write_text('templates = ["Templates"]\n')
    vault = ("-C", str(root), "--today", DAY)
    assert relnotes(*vault, "new", "Leila Hassan", "--every", "6w").stdout == "made People/Leila Hassan.md\n"
    made = (root / "People" / "Leila Hassan.md").read_text()
    assert made == "---\ntags: [person]\nmet: 2026-11-23\ncadence: 6w\n---\n# Leila Hassan\n"
    assert "Leila Hassan" in relnotes(*vault, "due", "--all").stdout
    assert "is there already" in relnotes(*vault, "new", "leila hassan", status=2).stderr
    assert relnotes(*vault, "new", "Leila Hassan", "--another").stdout == "made People/Leila Hassan 2.md\n"
    (root / "Templates" / "Person.md").write_text("<% tp.system.prompt() %>")
    before = everything(root)
    assert "Templates/Person.md cannot be used" in relnotes(*vault, "new", "Omar", status=2).stderr
    assert "+# Omar" in relnotes(*vault, "new", "Omar", "--template", "Templates/Somebody.md", "-n").stdout
    assert everything(root) == before


@pytest.mark.parametrize("name", ["CON", "a/b: c?", "Jr.", "ليلى", "é" * 300, "sara"])
def test_new_under_any_name(name: str, root: Path, relnotes: Run) -> None:
    """The file's name is one that every system takes; the person is found by the real one, and lint is content."""
    vault = ("-C", str(root), "--today", DAY)
    more = ("--another",) if name == "sara" else ()
    said = relnotes(*vault, "new", name, *more).stdout
    path = root / said.removeprefix("made ").strip()
    assert not re.search(r'[\\:*?"<>|#^\[\]]', path.name) and path.stem.casefold() not in {"con", "sara"}
    assert len(path.name.encode()) <= 200
    relnotes(*vault, "lint", "--strict", str(path))
    if not more:
        assert path.name in relnotes(*vault, "log", name, "call").stdout


CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Byron,https://www.linkedin.com/in/ada,ada@example.org,Initech,"CTO, Platform",05 May 2021
Bea,Twice,https://www.linkedin.com/in/bea1,,Initech,CTO,05 May 2021
Bea,Twice,https://www.linkedin.com/in/bea2,,Globex,CEO,06 May 2021
Cid,Same,https://www.linkedin.com/in/cid1,,Globex,CEO,05 May 2021
Cid,Same,https://www.linkedin.com/in/cid2,,Globex,CEO,05 May 2021
Sara,,https://www.linkedin.com/in/sara,,Globex,Potter,05 May 2021
"""
TEMPLATE = """\
---
tags: [person]
email: # work
role:
company: Nowhere
met: {{date}}
---
# {{title}}

## Log
- {{date}}
"""


@pytest.fixture
def candidates(root: Path, tmp_path: Path, relnotes: Run) -> Path:
    """The vault after an import that left candidates."""
    (tmp_path / "Connections.csv").write_text(CONNECTIONS)
    (root / "Templates").mkdir()
    (root / "Templates" / "Person.md").write_text(TEMPLATE)
    (root / "relnotes.toml").write_text('templates = ["Templates"]\n')
    relnotes("-C", str(root), "--today", DAY, "import", str(tmp_path / "Connections.csv"), "--yes")
    return root


def test_new_of_a_candidate(candidates: Path, relnotes: Run) -> None:
    """The template, filled in with all that the import knows; then they are no candidate, and known to each file."""
    vault = ("-C", str(candidates), "--today", DAY)
    before = everything(candidates)
    assert "+  - https://www.linkedin.com/in/ada" in relnotes(*vault, "new", "ada byron", "-n").stdout
    assert everything(candidates) == before
    done = relnotes(*vault, "new", "ada byron", "--every", "6w")
    assert done.stdout == "made People/Ada Byron.md of the candidate from linkedin (CTO, Platform, Initech)\n"
    text = (candidates / "People" / "Ada Byron.md").read_text()
    assert re.fullmatch(
        re.escape(
            '---\ntags: [person]\nemail: ada@example.org # work\nrole: "CTO, Platform"\ncompany: Initech\n'
            "met: \nid: ID\nurl:\n  - https://www.linkedin.com/in/ada\ncadence: 6w\n---\n"
            "# Ada Byron\n\n## Log\n\n## Imported\n- Connected on LinkedIn: 2021-05-05\n"
        ).replace("ID", "[a-z0-9]{8}"),
        text,
    )
    relnotes(*vault, "lint", "--strict", "People/Ada Byron.md")
    assert '"name": "Ada Byron"' not in relnotes(*vault, "triage", "--format", "json").stdout
    again = relnotes(*vault, "import", str(candidates.parent / "Connections.csv"), "--yes")
    assert "1 known, nothing new" in again.stdout and (candidates / "People" / "Ada Byron.md").read_text() == text
    assert "is there already" in relnotes(*vault, "new", "Ada Byron", status=2).stderr


def test_new_of_one_of_several_candidates(candidates: Path, relnotes: Run) -> None:
    """A sentence with the words that mean each; one of them then means just that candidate, whoever has the name."""
    vault = ("-C", str(candidates), "--today", DAY)
    said = relnotes(*vault, "new", "Bea Twice", status=2).stderr
    assert "“Bea Twice” may be 2 candidates, “Bea Twice (Globex)”, “Bea Twice (Initech)”: say which." in said
    assert (
        "may be 2 candidates, “https://www.linkedin.com/in/cid1”"
        in relnotes(*vault, "new", "Cid Same", status=2).stderr
    )
    assert "Initech" not in relnotes(*vault, "--incognito", "new", "bea twice", status=2).stderr
    assert "(CEO, Globex)" in relnotes(*vault, "new", "bea twice (globex)").stdout
    assert "say relnotes new “Bea Twice (Initech)”" in relnotes(*vault, "new", "Bea Twice", status=2).stderr
    assert relnotes(*vault, "new", "Bea Twice (Initech)").stdout.startswith("made People/Bea Twice (Initech).md of")
    assert "\nname: Bea Twice\n" in (candidates / "People" / "Bea Twice (Initech).md").read_text()
    assert '"name": "Bea Twice"' not in relnotes(*vault, "triage", "--format", "json").stdout


def test_new_of_somebody_else_than_the_candidate(candidates: Path, tmp_path: Path, relnotes: Run) -> None:
    """With --another, or by part of a name, the note is a plain one, and the candidate stays; all with --commit."""
    vault = ("-C", str(candidates), "--today", DAY)
    box = Box(candidates, tmp_path / "githome").init()
    assert relnotes(*vault, "new", "Ada Byron", "--another").stdout == "made People/Ada Byron.md\n"
    assert "linkedin" not in (candidates / "People" / "Ada Byron.md").read_text()
    assert relnotes(*vault, "new", "Ada").stdout == "made People/Ada.md\n"
    assert "may be People/Ada Byron.md" in relnotes(*vault, "triage").stdout
    said = relnotes(*vault, "new", "ada@example.org", "--commit", **box.env)
    assert said.stdout.startswith("made People/Ada Byron (Initech).md of the candidate") and "committed" in said.stderr
    assert box.git("log", "--format=%s", "--name-only").stdout == "Add Ada Byron\n\nPeople/Ada Byron (Initech).md\n"


def test_set(root: Path, relnotes: Run) -> None:
    """One line of each note; lists grow and shrink; what is no value of the property is refused with the reason."""
    vault = ("-C", str(root), "--today", DAY)
    (root / "People" / "Omar.md").write_text("---\ntags:\n  - person\ninterests:\n  - oud # new\n---\n")
    assert relnotes(*vault, "set", "sara", "omar", "circle", "close").stdout == (
        "People/Sara.md:5: circle: close\nPeople/Omar.md:6: circle: close\n"
    )
    before = everything(root)
    assert "not a day of" in relnotes(*vault, "set", "sara", "snooze_until", "2026-02-30", status=2).stderr
    assert "edit it by hand" in relnotes(*vault, "set", "omar", "interests", "tea", status=2).stderr
    assert "Say whose" in relnotes(*vault, "set", "circle", "close", status=2).stderr
    assert everything(root) == before
    relnotes(*vault, "set", "omar", "tags", "friend", "--add")
    relnotes(*vault, "set", "omar", "interests", "tea", "--add")
    text = (root / "People" / "Omar.md").read_text()
    assert "tags:\n  - person\n  - friend\ninterests:\n  - oud # new\n  - tea\n" in text
    assert "birth" not in (root / "People" / "Omar.md").read_text()
    relnotes(*vault, "set", "sara", "birthday", "1990-02-03")
    relnotes(*vault, "set", "sara", "aliases", "Sarah, S")
    assert "birthday: 1990-02-03\naliases: [Sarah, S]\n" in (root / "People" / "Sara.md").read_text()
    relnotes(*vault, "set", "sara", "birthday", "--remove")
    relnotes(*vault, "set", "sara", "aliases", "--remove")
    relnotes(*vault, "set", "sara", "circle", "--remove")
    assert (root / "People" / "Sara.md").read_text() == SARA
    assert "did you mean birthday?" in relnotes(*vault, "set", "sara", "brithday", "1990-02-03").stderr


def test_set_of_whom_who_finds(root: Path, relnotes: Run) -> None:
    """The filters of who; of several notes it asks first."""
    vault = ("-C", str(root), "--today", DAY)
    (root / "People" / "Omar.md").write_text(SARA)
    (root / "People" / "Hana.md").write_text(SARA.replace("Acme", "Globex"))
    before = everything(root)
    assert "2 notes" in relnotes(*vault, "set", "--at", "acme", "circle", "close", status=2).stderr
    relnotes(*vault, "set", "--at", "acme", "circle", "close", "--yes")
    assert set(changed(root, before)) == {"People/Sara.md", "People/Omar.md"}
    assert "Nobody is found" in relnotes(*vault, "set", "--at", "nowhere", "circle", "close", status=2).stderr


def test_rename(root: Path, tmp_path: Path, relnotes: Run) -> None:
    """File, title, alias and links in all notes, in one commit; old and new names both find her."""
    vault = ("-C", str(root), "--today", DAY)
    (root / "Daily").mkdir()
    (root / "Daily" / "2026-11-01.md").write_text(
        "- coffee with [[Sara|S]]\r\n- [her](../People/Sara.md#Log) `[[Sara]]`\r\n"
    )
    (root / "People" / "Omar.md").write_text(
        '---\ntype: person\nmet: 2026-01-01 via "[[People/Sara]]"\n---\n![[Sara#Log]]\n'
    )
    (root / "Broken.md").write_text("---\nx: [\n---\n[[Sara]]\n")
    box = Box(root, tmp_path / "githome").init()
    box.stage(Other="staged\n")
    box.git("commit", "-q", "-m", "begin")
    box.stage(Other="staged anew\n")
    shown = relnotes(*vault, "rename", "sara", "Sara Nabil", "-n")
    assert "rename" not in box.git("status").stdout and "People/Sara.md -> People/Sara Nabil.md" in shown.stdout
    said = relnotes(*vault, "rename", "sara", "Sara Nabil", "--commit", **box.env)
    assert "committed" in said.stderr
    assert (root / "People" / "Sara Nabil.md").read_text() == SARA.replace("Acme\n", "Acme\naliases: [Sara]\n")
    assert (root / "Daily" / "2026-11-01.md").read_bytes() == (
        b"- coffee with [[Sara Nabil|S]]\r\n- [her](../People/Sara%20Nabil.md#Log) `[[Sara]]`\r\n"
    )
    assert (root / "People" / "Omar.md").read_text() == (
        '---\ntype: person\nmet: 2026-01-01 via "[[People/Sara Nabil]]"\n---\n![[Sara Nabil#Log]]\n'
    )
    assert box.git("status", "--porcelain").stdout == "M  Other.md\n"
    assert "Sara Nabil" in relnotes(*vault, "show", "sara").stdout
    assert "is there already" in relnotes(*vault, "rename", "omar", "sara nabil", status=2).stderr
    relnotes(*vault, "rename", "omar", "OMAR")
    assert sorted(path.name for path in (root / "People").iterdir()) == ["OMAR.md", "Sara Nabil.md"]


def test_rename_in_the_example_and_back(example: Path, relnotes: Run) -> None:
    """Links of every note of the example resolve as before, and lint finds no more than before."""
    vault = ("-C", str(example), "--today", DAY)
    before = everything(example)
    found = relnotes(*vault, "lint", "--format", "concise", status=None).stdout.count("\n")
    relnotes(*vault, "rename", "Ingrid Tveitane", "Ingrid Aas")
    assert relnotes(*vault, "lint", "--format", "concise", status=None).stdout.count("\n") == found
    assert not any(b"[[Ingrid Tveitane" in data for data in everything(example).values())
    relnotes(*vault, "rename", "Ingrid Aas", "Ingrid Tveitane")
    relnotes(*vault, "set", "Ingrid Tveitane", "aliases", "Ingrid")
    assert everything(example) == before


def test_a_renaming_that_was_cut_short(root: Path, relnotes: Run) -> None:
    """Said again, it changes the links that it had not come to; without any left, it says so."""
    vault = ("-C", str(root), "--today", DAY)
    (root / "A.md").write_text("[[People/Sara]] [[Sara]] [[Omar]]\n")
    relnotes(*vault, "rename", "sara", "Sara Nabil")
    (root / "A.md").write_text("[[People/Sara]] [[Sara]] [[Omar]]\n")
    relnotes(*vault, "rename", "sara", "Sara Nabil")
    assert (root / "A.md").read_text() == "[[People/Sara Nabil]] [[Sara]] [[Omar]]\n"
    assert "is called so already" in relnotes(*vault, "rename", "sara", "Sara Nabil", status=2).stderr


def test_a_kill_while_renaming(root: Path, tmp_path: Path, relnotes: Run) -> None:
    """Every note is the old one or the new one, and the same words finish it."""
    for number in range(300):
        (root / f"{number}.md").write_text(f"[[People/Sara]] number {number}\n")
    log = tmp_path / "out"
    words = [sys.executable, "-m", "relnotes", "-C", str(root), "rename", "sara", "Sara Nabil"]
    with log.open("wb") as out, subprocess.Popen(words, cwd=ROOT, stdout=out, stderr=out) as running:
        while running.poll() is None and not (root / "People" / "Sara Nabil.md").exists():
            time.sleep(0.001)
        time.sleep(0.01)
        running.kill()
    new, old = "[[People/Sara Nabil]]", "[[People/Sara]]"
    for number in range(300):
        assert (root / f"{number}.md").read_text() in {f"{link} number {number}\n" for link in (new, old)}
    relnotes("-C", str(root), "rename", "sara", "Sara Nabil", status=None)
    assert all((root / f"{number}.md").read_text() == f"{new} number {number}\n" for number in range(300))


def test_a_full_disk(root: Path, relnotes: Run) -> None:
    """When a new text cannot be written, no note of several has changed, and that is said."""
    long = SARA + "words\n" * 2000
    for name in ("Omar", "Hana", "Sara"):
        (root / "People" / f"{name}.md").write_text(long if name == "Hana" else SARA)
    before = everything(root)
    limit = (4096, 4096)
    done = subprocess.run(
        [sys.executable, "-m", "relnotes", "-C", str(root), "log", "omar,hana,sara", "sent: hi"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HOME": str(root.parent / "home")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
    )
    assert done.returncode == 2 and "Hana.md cannot be written: File too large." in done.stderr
    assert "Changed: none." in done.stderr and everything(root) == before
    assert relnotes("-C", str(root), "log", "omar,hana,sara", "sent: hi").returncode == 0
