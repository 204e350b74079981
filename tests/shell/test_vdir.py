"""feed --vdir: one file an event, whatever else lies in the folder."""

from pathlib import Path

import pytest

from relnotes.parse.published import parse_published
from relnotes.render.vdir import render_vdir
from relnotes.shell.errors import CannotRun
from relnotes.shell.vdir import Done, write_vdir
from tests.acceptance.feedcheck import check
from tests.conftest import DAY, Run
from tests.support import feed, person

NOTES = {f"{name}.md": person("cadence: 6w\nbirthday: 02-29", "- 2026-10-01 call") for name in ("Amara", "Bram")}
EVENTS = render_vdir(parse_published(feed(NOTES)))
THEIRS = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def write(folder: Path, events: dict[str, bytes]) -> Done:
    return write_vdir(folder, events, "Keep in touch", "#008080")


def state(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.iterdir()}


def test_a_file_an_event(tmp_path: Path) -> None:
    """Named by its UID, with the very lines of the feed; beside them the folder's name and colour, and no litter."""
    assert write(tmp_path / "a/b", EVENTS) == Done(4, 0, 0)
    assert {path.name for path in (tmp_path / "a/b").iterdir()} == {
        *(f"{uid}.ics" for uid in EVENTS),
        "displayname",
        "color",
    }
    data = feed(NOTES)
    for uid in EVENTS:
        text = (tmp_path / "a/b" / f"{uid}.ics").read_bytes()
        assert text.count(b"BEGIN:VEVENT") == 1 and text.split(b"\r\n", 3)[3].removesuffix(b"END:VCALENDAR\r\n") in data
        assert {found.split(":")[0] for found in check(text)} <= {"calendar_properties", "calendar_values"}
    assert (tmp_path / "a/b/displayname").read_text() == "Keep in touch"


def test_only_what_differs_is_touched(tmp_path: Path) -> None:
    """The same again touches nothing; a changed event is one new file; one that is gone is removed."""
    write(tmp_path, EVENTS)
    before = state(tmp_path)
    assert write(tmp_path, EVENTS) == Done(0, 0, 4)
    assert state(tmp_path) == before
    first, *others = EVENTS
    assert write(tmp_path, {**EVENTS, first: EVENTS[first].replace(b"CONFIRMED", b"TENTATIVE")}) == Done(1, 0, 3)
    left = {uid: EVENTS[uid] for uid in others}
    assert write(tmp_path, left).removed == 1
    assert {name: one for name, one in state(tmp_path).items() if name != f"{first}.ics"} == {
        name: one for name, one in before.items() if name != f"{first}.ics"
    }


def test_what_others_put_there_is_theirs(tmp_path: Path) -> None:
    """Events without our mark, the user's name and colour for the folder, and other files stay."""
    (tmp_path / "dentist.ics").write_bytes(THEIRS)
    (tmp_path / "color").write_text("#ff0000")
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "broken.ics").write_bytes(b"PRODID:-//relnotes\r\n")
    write(tmp_path, EVENTS)
    write(tmp_path, dict([next(iter(EVENTS.items()))]))
    assert (tmp_path / "dentist.ics").read_bytes() == THEIRS
    assert (tmp_path / "color").read_text() == "#ff0000"
    assert (tmp_path / "notes.txt").exists() and (tmp_path / "broken.ics").exists()
    assert len(list(tmp_path.glob("*.ics"))) == 3


def test_a_file_keeps_its_name(tmp_path: Path) -> None:
    """A program that renamed or rewrote our event gets it back true, under the name it gave."""
    write(tmp_path, EVENTS)
    uid = next(iter(EVENTS))
    edited = EVENTS[uid].replace(b"-//relnotes//feed//EN", b"-//other//EN").replace(b"CONFIRMED", b"TENTATIVE")
    (tmp_path / f"{uid}.ics").unlink()
    (tmp_path / "abc.ics").write_bytes(edited)
    assert write(tmp_path, EVENTS) == Done(1, 0, 3)
    assert (tmp_path / "abc.ics").read_bytes() == EVENTS[uid]
    assert not (tmp_path / f"{uid}.ics").exists()


def test_a_foreign_file_in_the_way(tmp_path: Path) -> None:
    """It is left alone, and said."""
    uid = next(iter(EVENTS))
    (tmp_path / f"{uid}.ics").write_bytes(THEIRS)
    with pytest.raises(CannotRun, match="was not written by relnotes"):
        write(tmp_path, EVENTS)
    assert (tmp_path / f"{uid}.ics").read_bytes() == THEIRS


def test_a_folder_that_cannot_be(tmp_path: Path, example: Path, relnotes: Run) -> None:
    """A file in its place, on the command line and below it, is said in one sentence."""
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file/below"):
        done = relnotes("-C", str(example), "--today", DAY, "feed", "--vdir", str(folder), status=2)
        assert "file" in done.stderr and len(done.stderr.strip().splitlines()[-1]) < 300


def test_the_command_says_what_it_did(example: Path, tmp_path: Path, relnotes: Run) -> None:
    """Beside the feed, which goes on being what days and stamps are kept in."""
    words = ("-C", str(example), "--today", DAY, "feed", "--vdir", str(tmp_path / "v"))
    assert "40 events written, 0 removed, 0 unchanged" in relnotes(*words).stderr
    assert "relnotes.ics: unchanged" in relnotes(*words).stderr
    assert "0 events written, 0 removed, 40 unchanged" in relnotes(*words).stderr
