"""keep and init: what relnotes adds to a folder, and what it leaves alone."""

import subprocess
from pathlib import Path

import pytest

from tests.conftest import DAY, Run


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["elif", "Tomás Ríos 🎸", "People/Sakia Freight/Hana Vrbíčková"])
def test_keep_changes_one_line(name: str, example: Path, relnotes: Run) -> None:
    """One property of one note changes; not a byte elsewhere."""
    before = everything(example)
    said = relnotes("-C", str(example), "keep", name, "--every", "10w").stdout
    after = everything(example)
    changed = [path for path in after if before.get(path) != after[path]]
    assert len(changed) == 1 and said.startswith(changed[0])
    old, new = before[changed[0]].split(b"\n"), after[changed[0]].split(b"\n")
    assert b"cadence: 10w" in new
    assert [line for line in new if line not in old] == [b"cadence: 10w"]


def test_keep_with_a_circle_marks_a_plain_note(tmp_path: Path, relnotes: Run) -> None:
    """A note without any mark becomes a contact of that circle."""
    (tmp_path / "Sara.md").write_bytes(b"\xef\xbb\xbf# Sara\r\n\r\n- 2026-01-01 call\r\n")
    relnotes("-C", str(tmp_path), "keep", "sara", "--circle", "close")
    assert (tmp_path / "Sara.md").read_bytes() == (
        b"\xef\xbb\xbf---\r\ncircle: close\r\ntype: person\r\n---\r\n# Sara\r\n\r\n- 2026-01-01 call\r\n"
    )
    assert "Sara" in relnotes("-C", str(tmp_path), "--today", DAY, "due").stdout


def test_keep_refuses_what_it_cannot_do_safely(tmp_path: Path, relnotes: Run) -> None:
    """A broken front matter, or a cadence over several lines, is left alone with a sentence."""
    for text in ("---\ntype: person\ncadence: >\n  6\n  weeks\n---\n", "---\ntype: person\nrole: [a\n---\n"):
        (tmp_path / "A.md").write_text(text)
        assert "A.md" in relnotes("-C", str(tmp_path), "keep", "A", "--every", "8w", status=2).stderr
        assert (tmp_path / "A.md").read_text() == text


def test_init_makes_a_vault(tmp_path: Path, relnotes: Run) -> None:
    """An empty folder becomes a vault whose config is right, in either language."""
    for language in ("en", "ar"):
        root = tmp_path / language
        relnotes("init", str(root), "--language", language)
        assert (root / "relnotes.toml").exists() and (root / "People").is_dir()
        done = relnotes("-C", str(root), "--today", DAY, "due")
        assert "tags: [person]" in done.stderr and "error" not in done.stderr
        (root / "People" / "Sara.md").write_text("---\ntags: [person]\ncadence: 8w\n---\n- 2026-01-01 call\n")
        assert "Sara" in relnotes("-C", str(root), "--today", DAY, "due").stdout


def test_init_adopts_a_folder_without_changing_a_byte(example: Path, relnotes: Run) -> None:
    """Everything that was there is the same; only the config is new. A second run adds nothing."""
    (example / "relnotes.toml").unlink()
    before = everything(example)
    relnotes("init", str(example))
    after = everything(example)
    assert {path: after[path] for path in before} == before
    assert set(after) - set(before) == {"relnotes.toml"}
    assert '# people = ["People"]' in after["relnotes.toml"].decode()
    assert 'templates = ["Templates"]' in after["relnotes.toml"].decode()
    relnotes("-C", str(example), "--today", DAY, "due")
    relnotes("init", str(example))
    assert everything(example) == after


def test_init_and_git(tmp_path: Path, relnotes: Run) -> None:
    """Git does not see the outputs, unless they travel by it; a .gitignore that is there is left alone."""
    for phone, ignored in (("folder", True), ("git", False)):
        root = tmp_path / phone
        subprocess.run(["git", "init", "-q", str(root)], check=True)
        relnotes("init", str(root), "--phone", phone)
        (root / "People" / "Sara.md").write_text("---\ntags: [person]\ncadence: 8w\n---\n")
        relnotes("-C", str(root), "--today", DAY, "watch", "--once")
        status = subprocess.run(
            ["git", "-C", str(root), "status", "--porcelain", "-uall"], check=True, capture_output=True
        )
        assert (b"Due.md" not in status.stdout) is ignored
    root = tmp_path / "own"
    root.mkdir()
    (root / ".gitignore").write_text("mine\n")
    assert "Add these lines to .gitignore" in relnotes("init", str(root)).stdout
    assert (root / ".gitignore").read_text() == "mine\n"


def test_init_refuses_home(relnotes: Run, tmp_path: Path) -> None:
    """A home folder is not adopted by accident."""
    assert "home folder" in relnotes("init", str(tmp_path / "home"), status=2).stderr


def test_init_loses_nobody(tmp_path: Path, relnotes: Run) -> None:
    """Whoever was on the list before a folder is adopted is on it afterwards."""
    (tmp_path / "CRM").mkdir()
    (tmp_path / "Archive" / "People").mkdir(parents=True)
    (tmp_path / "CRM" / "Ann.md").write_text("---\ntype: person\ncadence: 4w\n---\n")
    before = relnotes("-C", str(tmp_path), "--today", DAY, "due").stdout
    relnotes("init", str(tmp_path))
    assert relnotes("-C", str(tmp_path), "--today", DAY, "due").stdout == before
    assert "Ann" in before


def test_keep_leaves_other_meanings_alone(tmp_path: Path, relnotes: Run) -> None:
    """A relationship that is no circle stays; the circle becomes a property of its own, and counts."""
    (tmp_path / "A.md").write_text("---\ntype: person\nrelationship: sister\n---\n")
    relnotes("-C", str(tmp_path), "keep", "A", "--circle", "close")
    assert (tmp_path / "A.md").read_text() == "---\ntype: person\nrelationship: sister\ncircle: close\n---\n"
    assert "every 8 weeks" in relnotes("-C", str(tmp_path), "due").stdout


def test_keep_says_what_holds(tmp_path: Path, relnotes: Run) -> None:
    """Where the wish has no effect, or the name means several notes, that is said."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for name in ("a/Dup.md", "b/Dup.md", "Zoë.md"):
        (tmp_path / name).write_text("")
    (tmp_path / "Me.md").write_text("---\ntype: me\n---\n")
    (tmp_path / "relnotes.toml").write_text('people = ["a"]\n')
    root = ("-C", str(tmp_path), "--today", DAY)
    assert "a/Dup.md" in relnotes(*root, "keep", "dup", "--every", "8w", status=2).stderr
    assert "type: me" in relnotes(*root, "keep", "me", "--every", "8w", status=2).stderr
    assert "looks for people in a only" in relnotes(*root, "keep", "zoe", "--every", "8w").stderr
    assert "on your list every 8 weeks" in relnotes(*root, "keep", "a/Dup", "--every", "8w").stderr
    assert "on no list: the note's own" in relnotes(*root, "keep", "a/Dup", "--every", "none").stderr
    (tmp_path / "a" / "P.md").write_text("---\ntype: person\ncadence: 4w\npaused: true\n---\n")
    said = relnotes(*root, "keep", "P", "--circle", "close").stderr
    assert "off the list for now (Paused)" in said and "on line 3, wins" in said
    (tmp_path / "C.md").write_text("---\ncadence: -\n---\n")
    assert "nothing was written" in relnotes(*root, "keep", "C", "--every", "8w", status=2).stderr


def test_keep_takes_the_note_of_just_this_name(tmp_path: Path, relnotes: Run) -> None:
    """A plain note of the very name wins over a contact whose name begins so; of beginnings, the contact is meant."""
    (tmp_path / "Sarah.md").write_text("---\ntype: person\n---\n")
    (tmp_path / "Sara.md").write_text("")
    (tmp_path / "Leila.md").write_text("---\ntype: person\n---\n")
    (tmp_path / "Leisure.md").write_text("")
    assert relnotes("-C", str(tmp_path), "keep", "sara", "--every", "8w").stdout.startswith("Sara.md")
    assert relnotes("-C", str(tmp_path), "keep", "lei", "--every", "8w").stdout.startswith("Leila.md")


def test_init_offers_a_list_that_answers(tmp_path: Path, relnotes: Run) -> None:
    """It is off unless it is asked for."""
    for words, on in (((), False), (("--no-answers",), False), (("--answers",), True)):
        root = tmp_path / f"vault{len(words)}{on}"
        relnotes("init", str(root), *words)
        (root / "People" / "Sara.md").write_text("---\ntags: [person]\ncadence: 8w\n---\n- 2026-01-01 call\n")
        relnotes("-C", str(root), "--today", DAY, "watch", "--once")
        assert ("- [ ] [[People/Sara#^due-" in (root / "Due.md").read_text()) is on
