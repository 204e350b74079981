"""feed and watch --once on a real folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from relnotes.parse.published import parse_published
from tests.conftest import DAY, Run


def test_the_feed_and_the_due_note_of_the_example(
    example: Path, relnotes: Run, golden: Callable[[str, str | bytes], None]
) -> None:
    """Both outputs are golden; a second run touches neither."""
    relnotes("-C", str(example), "--today", DAY, "watch", "--once")
    golden("relnotes.ics", (example / "relnotes.ics").read_bytes())
    golden("Due.md", (example / "Due.md").read_bytes())
    before = {name: (example / name).stat().st_mtime_ns for name in ("relnotes.ics", "Due.md")}
    done = relnotes("-C", str(example), "--today", DAY, "watch", "--once")
    assert {name: (example / name).stat().st_mtime_ns for name in before} == before
    assert done.stderr.count("unchanged") == 2


def test_the_same_bytes_whatever_the_hash_seed(example: Path, relnotes: Run) -> None:
    """Three hash seeds, three times of day: one feed, from none and from a previous one."""
    first = {
        relnotes("-C", str(example), "--today", DAY, "feed", "-o", "-", PYTHONHASHSEED=seed, TZ=zone).stdout
        for seed, zone in (("0", "UTC"), ("1", "Pacific/Kiritimati"), ("2", "America/Adak"))
    }
    assert len(first) == 1
    relnotes("-C", str(example), "--today", DAY, "feed")
    note = example / "People" / "Karim El-Attal.md"
    note.write_text(note.read_text().replace("## Log\n", f"## Log\n- {DAY} call: at last\n"))
    later = {
        relnotes("-C", str(example), "--today", DAY, "feed", "-o", "-", PYTHONHASHSEED=seed).stdout for seed in "012"
    }
    assert len(later) == 1
    old = parse_published((example / "relnotes.ics").read_bytes()).events
    new = parse_published(later.pop().replace("\n", "\r\n").encode()).events
    changed = {event.ref for uid, event in {**old, **new}.items() if old.get(uid) != new.get(uid)}
    karim = {event.ref for event in old.values() if b"Karim" in event.raw}
    assert karim & changed and len(changed - karim) <= 1


def test_previous_and_output(example: Path, tmp_path: Path, relnotes: Run) -> None:
    """A clean checkout plans from the feed that was published elsewhere."""
    relnotes("-C", str(example), "--today", DAY, "feed", "-o", str(tmp_path / "published.ics"))
    assert not (example / "relnotes.ics").exists()
    later = ("-C", str(example), "--today", "2026-11-24", "feed", "-o", "-")
    fresh = relnotes(*later).stdout
    continued = relnotes(*later, "--previous", str(tmp_path / "published.ics")).stdout
    assert "X-RELNOTES-MISSED" in continued and "X-RELNOTES-MISSED" not in fresh


def test_a_file_goes_on_from_itself(example: Path, tmp_path: Path, relnotes: Run) -> None:
    """Where the vault has no feed, `-o FILE` written again keeps days and stamps; the vault's comes first."""
    published = tmp_path / "published.ics"
    for day in (DAY, "2026-11-24", "2026-11-24"):
        relnotes("-C", str(example), "--today", day, "feed", "-o", str(published))
    done = relnotes("-C", str(example), "--today", "2026-11-24", "feed", "-o", str(published))
    assert "unchanged" in done.stderr
    assert b"DTSTAMP:20261123T000000Z" in published.read_bytes() and b"X-RELNOTES-MISSED" in published.read_bytes()
    relnotes("-C", str(example), "--today", "2026-11-24", "feed")
    relnotes("-C", str(example), "--today", "2026-11-24", "feed", "-o", str(published))
    assert published.read_bytes() == (example / "relnotes.ics").read_bytes()


def test_more_feeds(example: Path, relnotes: Run) -> None:
    """Further feeds hold what their filters let through."""
    config = example / "relnotes.toml"
    config.write_text(
        config.read_text()
        + '[[feeds]]\npath = "out/birthdays.ics"\nkinds = ["birthday"]\n'
        + '[[feeds]]\npath = "mentees.ics"\ncircles = ["Mentees"]\ndetail = "name"\n'
        + '[[feeds]]\npath = "mentors.ics"\ntags = ["#Mentor"]\n'
    )
    relnotes("-C", str(example), "--today", DAY, "feed")
    birthdays = (example / "out/birthdays.ics").read_text()
    assert birthdays.count("BEGIN:VEVENT") == birthdays.count("SUMMARY:Birthday") > 10
    mentees = (example / "mentees.ics").read_text()
    assert "Amara Okwuosa" in mentees and "Karim" not in mentees and "DESCRIPTION" not in mentees
    assert "Ingrid" in (example / "mentors.ics").read_text()


def test_never_worse(example: Path, relnotes: Run) -> None:
    """Where no contact is left, or the folder is gone, the feed stays and the status is 2."""
    relnotes("-C", str(example), "--today", DAY, "feed")
    feed = (example / "relnotes.ics").read_bytes()
    for note in example.rglob("*.md"):
        note.unlink()
    done = relnotes("-C", str(example), "--today", DAY, "feed", status=2)
    assert "stays as it was" in done.stderr
    assert (example / "relnotes.ics").read_bytes() == feed
    relnotes("-C", str(example / "gone"), "feed", status=2)


@pytest.mark.parametrize("name", ["Due.md", "relnotes.ics"])
def test_an_output_that_cannot_be_written(name: str, example: Path, relnotes: Run) -> None:
    """A folder in the place of an output is said in one sentence."""
    (example / name).mkdir()
    done = relnotes("-C", str(example), "--today", DAY, "watch", "--once", status=2)
    assert name in done.stderr and "cannot be" in done.stderr


def test_the_due_note_is_not_read_back(example: Path, relnotes: Run) -> None:
    """Neither the due note nor a copy of it elsewhere counts as notes."""
    before = relnotes("-C", str(example), "--today", DAY, "due", "--all").stdout
    relnotes("-C", str(example), "--today", DAY, "watch", "--once")
    (example / "Old.md").write_bytes((example / "Due.md").read_bytes())
    assert relnotes("-C", str(example), "--today", DAY, "due", "--all").stdout == before


def test_a_file_of_somebody_else_is_left_alone(example: Path, tmp_path: Path, relnotes: Run) -> None:
    """Neither a note nor a calendar that relnotes did not write is overwritten, nor anything outside of the vault."""
    outside = tmp_path / "precious.md"
    for name, text in (("Due.md", "# My own due taxes\n"), ("relnotes.ics", "BEGIN:VCALENDAR\nPRODID:-//mine//\n")):
        (example / name).write_text(text)
        done = relnotes("-C", str(example), "--today", DAY, "watch", "--once", status=2)
        assert f"{name} was not written by relnotes" in done.stderr
        assert (example / name).read_text() == text
        assert (example / "Due.md").exists() and (example / "relnotes.ics").exists()
        (example / name).unlink()
    note = example / "People" / "Karim El-Attal.md"
    text = note.read_text()
    assert "not written by relnotes" in relnotes("-C", str(example), "feed", "-o", str(note), status=2).stderr
    assert note.read_text() == text
    outside.write_text("")
    (example / "Due.md").unlink(missing_ok=True)
    (example / "Due.md").symlink_to(outside)
    assert "leads out of" in relnotes("-C", str(example), "watch", "--once", status=2).stderr
    assert outside.read_text() == ""
    (example / "Due.md").unlink()
    (example / "relnotes.toml").write_text('[due]\npath = "People/Karim El-Attal.md"\n')
    assert "was not written by relnotes" in relnotes("-C", str(example), "watch", "--once", status=2).stderr
    (example / "relnotes.toml").write_text('[feed]\npath = ".git/x.ics"\n')
    assert "in no hidden folder" in relnotes("-C", str(example), "feed", status=2).stderr


def test_a_day_at_the_end_of_the_calendar(tmp_path: Path, relnotes: Run) -> None:
    """A typing error in a year is said, and everyone else is in the feed."""
    (tmp_path / "A.md").write_text("---\ntype: person\n---\n- [ ] someday 📅 9999-12-31\n- 2026-02-30 call: x\n")
    (tmp_path / "B.md").write_text("---\ntype: person\ncadence: 4w\n---\n")
    done = relnotes("-C", str(tmp_path), "--today", DAY, "feed", "-o", "-")
    assert "A.md:4:17: error" in done.stderr and "A.md:5:3: error: “2026-02-30”" in done.stderr
    assert "Check in with B" in done.stdout
