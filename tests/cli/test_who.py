"""who and find, as their users see them."""

import json
from pathlib import Path

from wcwidth import width

from tests.conftest import DAY, Run


def test_who_by_options(example: Path, relnotes: Run) -> None:
    """Old colleagues whom one has not spoken to: why they are found, when it was, and where."""
    done = relnotes("-C", str(example), "--today", DAY, "who", "--was-at", "Tarboosh", "--quiet", "1y")
    assert done.stdout == (
        "1 person\n\n"
        " Karim El-Attal  Giza\n"
        "                 Position: Backend engineer, Tarboosh Payments (2017-05–2023-06)\n"
        "                 Last message 12 March 2025, 20 months ago; usually every 6\n"
        "                 months\n"
        "                 People/Karim El-Attal.md:10\n"
    )


def test_who_says_nobody_and_asks_for_slips(example: Path, relnotes: Run) -> None:
    """Nobody fits: that is an answer, with a question where a word is nearly one of the notes."""
    done = relnotes("-C", str(example), "--today", DAY, "who", "--at", "Sakai")
    assert done.stdout == "Nobody in your notes fits.\n"
    assert done.stderr.endswith("Did you mean Sakia Freight?\n")


def test_who_as_json(example: Path, relnotes: Run) -> None:
    """The same people for programs."""
    done = relnotes("-C", str(example), "--today", DAY, "who", "--into", "observability", "--format", "json")
    found = json.loads(done.stdout)
    assert found["schema"] == "relnotes.who/1"
    assert [one["name"] for one in found["people"]] == ["Sofia Wrangström", "Matteo Valdarno"]
    assert found["people"][1]["matches"] == [{"property": "interests", "value": "observability", "line": 11}]
    assert found["people"][1]["last_source"] == "People/Matteo Valdarno.md:17"


def test_a_time_that_is_none(example: Path, relnotes: Run) -> None:
    """What --quiet cannot take is said with an example."""
    done = relnotes("-C", str(example), "who", "--quiet", "soon", status=2)
    assert "“soon” is no time: write for example 6m" in done.stderr


def test_incognito(example: Path, relnotes: Run) -> None:
    """Neither names, paths nor words are shown, in either format."""
    for words in (["--format", "json"], []):
        done = relnotes("-C", str(example), "--today", DAY, "--incognito", "who", "--at", "Sakia", *words)
        assert "Sakia" not in done.stdout + done.stderr
        assert "Hana" not in done.stdout and "People/" not in done.stdout
    done = relnotes("-C", str(example), "--incognito", "find", "sampling policy")
    assert done.stdout == "2 notes\n"


def test_find_shows_lines(example: Path, relnotes: Run) -> None:
    """The note, and each line with its number, cut to the terminal."""
    done = relnotes("-C", str(example), "find", "sampling", "policy")
    assert done.stdout == (
        "2 notes\n\n"
        "早瀬 千景  People/早瀬 千景.md:26\n"
        "   26  - got: their sampling policy file, with comments!\n\n"
        "Observability rollout  Projects/Observability rollout.md:11\n"
        "   11  - sampling policy adapted from [[早瀬 千景|Chikage]]'s; keep the credit …\n"
    )


def test_find_in_a_long_line(tmp_path: Path, relnotes: Run) -> None:
    """Of a long line the words are shown with what stands around them; more lines are counted."""
    line = "word " * 200 + "needle " + "tail " * 200
    (tmp_path / "A.md").write_text(f"{line}\n" * 5)
    done = relnotes("-C", str(tmp_path), "find", "NEEDLE")
    rows = done.stdout.splitlines()
    assert rows[3].startswith("    1  … word word word word word needle tail") and rows[3].endswith(" …")
    assert rows[6].strip() == "2 more lines: relnotes find --all"
    assert max(width(row) for row in rows) <= 80
    assert len(relnotes("-C", str(tmp_path), "find", "needle", "--all").stdout.splitlines()) == 8


def test_find_in_a_line_as_long_as_a_book(tmp_path: Path, relnotes: Run) -> None:
    """A line of 900,000 letters is cut around the word all the same."""
    (tmp_path / "A.md").write_text("wörd " * 90_000 + "needle " + "tail " * 90_000)
    row = relnotes("-C", str(tmp_path), "find", "needle").stdout.splitlines()[3]
    assert row.startswith("    1  … wörd wörd wörd wörd wörd needle tail")


def test_who_shows_the_position_that_goes_on(tmp_path: Path, relnotes: Run) -> None:
    """Without a company of its own, a note's position says what somebody is."""
    positions = "positions:\n  - Globex, SRE, 2017-03 to 2021-08\n  - Acme, Lead, 2021-09 to now\n"
    (tmp_path / "Bo.md").write_text(f"---\ntype: person\n{positions}---\n")
    assert " Bo  Lead, Acme\n" in relnotes("-C", str(tmp_path), "who").stdout


def test_find_leaves_out_what_is_no_note(example: Path, relnotes: Run) -> None:
    """Templates and what relnotes wrote itself are not looked through; a file that is no text is."""
    relnotes("-C", str(example), "--today", DAY, "watch", "--once")
    (example / "Latin.md").write_bytes(b"caf\xe9 sextant\n")
    found = json.loads(relnotes("-C", str(example), "find", "Worth keeping", "--format", "json").stdout)
    assert all(not note["path"].startswith("Templates/") for note in found["notes"])
    found = json.loads(relnotes("-C", str(example), "find", "Keep in touch", "--format", "json").stdout)
    assert "Due.md" not in [note["path"] for note in found["notes"]]
    found = json.loads(relnotes("-C", str(example), "find", "sextant", "--format", "json").stdout)
    assert [note["path"] for note in found["notes"]] == ["Latin.md"]


def test_a_vault_without_people(tmp_path: Path, relnotes: Run) -> None:
    """Where no note is about a person yet, who says how one becomes that."""
    (tmp_path / "Trains.md").write_text("# Trains\n")
    done = relnotes("-C", str(tmp_path), "who")
    assert done.stdout == "Nobody in your notes fits.\n"
    assert "There is no note about a person here yet." in done.stderr
