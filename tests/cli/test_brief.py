"""brief: what to say to somebody, as its users see it."""

import json
from pathlib import Path

import pytest

from tests.cli.test_due import Golden
from tests.conftest import DAY, Run


@pytest.mark.parametrize(("name", "file"), [("Karim", "karim"), ("Ingrid", "ingrid"), ("Bram", "bram")])
def test_briefs_of_the_example(name: str, file: str, example: Path, relnotes: Run, golden: Golden) -> None:
    """Who lost a job, a mentor to whom one owes something, and somebody just met."""
    golden(f"brief-{file}.txt", relnotes("-C", str(example), "--today", DAY, "brief", name).stdout)


def test_a_brief_in_arabic(example: Path, relnotes: Run, golden: Golden) -> None:
    """With `language = "ar"`, of a note in Arabic."""
    config = example / "relnotes.toml"
    config.write_text(config.read_text().replace('language = "en"', 'language = "ar"'))
    golden("brief-layla.ar.txt", relnotes("-C", str(example), "--today", DAY, "brief", "ليلى").stdout)


def test_a_first_line_is_in_their_language(example: Path, relnotes: Run) -> None:
    """The note says `language: ar`, so what one writes to her is Arabic, whatever the list speaks."""
    said = relnotes("-C", str(example), "--today", DAY, "brief", "Laila").stdout
    assert "- Language: Arabic\n- A first line: “ما أخبارك منذ لقائنا في أكتوبر؟”\n" in said


def test_as_json(example: Path, relnotes: Run) -> None:
    """The shape relnotes.brief/1: each line with a word for what it is about."""
    found = json.loads(relnotes("-C", str(example), "--today", DAY, "brief", "karim", "--format", "json").stdout)
    assert list(found) == ["schema", "today", "id", "path", "name", "lines"]
    assert (found["schema"], found["id"], found["path"]) == ("relnotes.brief/1", "q4x7ne", "People/Karim El-Attal.md")
    assert [line["about"] for line in found["lines"]][-1] == "opening"
    assert {"about": "news", "text": "Left Brightkelp in October 2026"} in found["lines"]


def test_incognito(example: Path, relnotes: Run) -> None:
    """A brief is all names, so nothing of it is shown on a screen that others see."""
    done = relnotes("-C", str(example), "--incognito", "brief", "karim", status=2)
    assert done.stdout == "" and "incognito" in done.stderr and "Karim" not in done.stderr


def test_every_brief_of_the_example_is_good_for_something(example: Path, relnotes: Run) -> None:
    """Each person has something personal, and a first line unless they are left in peace."""
    for note in sorted((example / "People").rglob("*.md")):
        lines = json.loads(
            relnotes(
                "-C", str(example), "--today", DAY, "brief", str(note.relative_to(example)), "--format", "json"
            ).stdout
        )["lines"]
        about = {line["about"] for line in lines}
        assert "add" not in about and about & {"topic", "last", "noted"}, note
        assert ("opening" in about) is not ("peace" in about), note
