"""What an import writes: each note whole or not at all, never over what somebody else wrote meanwhile."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from relnotes.exchange.draft import Foreign
from relnotes.exchange.formats import recognise
from relnotes.exchange.plan import Plan
from relnotes.shell.errors import CannotRun
from relnotes.shell.foreign import open_foreign
from relnotes.shell.importing import write_plan
from tests.conftest import run_relnotes

ABOUT = Foreign("", {}, date(2026, 11, 23), today=date(2026, 11, 23))


def test_a_note_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """So is one that came into being at a new one's place; the others are written."""
    (tmp_path / "A.md").write_text("theirs")
    (tmp_path / "B.md").write_text("theirs")
    plan = Plan("f", writes={"A.md": b"ours", "B.md": b"ours", "C.md": b"ours"}, old={"A.md": b"before"})
    written, refused = write_plan(tmp_path, [plan], lambda _: None)
    assert written == ["C.md"] and len(refused) == 2
    assert [(tmp_path / name).read_text() for name in ("A.md", "B.md", "C.md")] == ["theirs", "theirs", "ours"]


def test_a_failure_in_the_middle(tmp_path: Path) -> None:
    """A full disk: what was written is whole, the rest is as before, no half file lies about, and it is said."""
    resource = pytest.importorskip("resource", reason="needs the limits of Unix")
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:Person {name}\nNOTE:{'x' * size}\nEND:VCARD\n"
        for name, size in (("A", 10), ("B", 20_000), ("C", 10))
    )
    (tmp_path / "c.vcf").write_text(cards)
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, old[1]))
        # Without bytecode: Python would leave half a file of its own.
        words = ("-C", str(tmp_path), "import", str(tmp_path / "c.vcf"), "--yes")
        done = run_relnotes(tmp_path, *words, status=2, PYTHONDONTWRITEBYTECODE="1")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert "Person B.md cannot be written" in done.stderr and "Notes written before it: 1" in done.stderr
    assert sorted(one.name for one in (tmp_path / "People").iterdir()) == ["Person A.md"]
    assert not (tmp_path / ".relnotes").exists()
    run_relnotes(tmp_path, "-C", str(tmp_path), "import", str(tmp_path / "c.vcf"), "--yes")
    assert len(list((tmp_path / "People").iterdir())) == 3


def test_an_archive_of_several_formats(tmp_path: Path) -> None:
    """Only the files of the format that is meant are read, also two of one name, in whatever folders they lie."""
    path = tmp_path / "takeout.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for folder, name in (("a", "Ada"), ("b", "Bea")):
            archive.writestr(f"{folder}/Contacts.vcf", f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD\n")
        archive.writestr("x/people.csv", "name,email\nCid,c@example.org\n")
        archive.writestr("x/photo.jpg", "")
    foreign = open_foreign(path, ABOUT)
    chosen, file = recognise(foreign)
    assert (chosen.name, sorted(draft.name for draft in chosen.read(file).drafts)) == ("vcard", ["Ada", "Bea"])
    chosen, file = recognise(foreign, "csv")
    assert [draft.name for draft in chosen.read(file).drafts] == ["Cid"]


def test_a_damaged_archive(tmp_path: Path) -> None:
    """Found while it is read."""
    path = tmp_path / "broken.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", "First Name,Last Name,Connected On\n" + "A,B,05 May 2021\n" * 5_000)
    data = bytearray(path.read_bytes())
    data[60:90] = bytes(30)
    path.write_bytes(data)
    with pytest.raises(CannotRun, match=r"Connections\.csv in the archive is damaged"):
        recognise(open_foreign(path, ABOUT))
