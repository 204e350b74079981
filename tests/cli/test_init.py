"""init, in an empty folder and in vaults that are there: only what is missing is added."""

import json
from pathlib import Path

import pytest

from relnotes.render.starter import TYPES
from tests.conftest import Run


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_new_vault(tmp_path: Path, relnotes: Run, language: str) -> None:
    """A config, templates, a note about oneself, and what Obsidian needs; a second time changes nothing."""
    folder = tmp_path / "notes"
    relnotes("init", str(folder), "--language", language)
    found = contents(folder)
    assert {"relnotes.toml", "People.base", ".gitignore", ".obsidian/types.json"} <= set(found)
    assert sum(path.startswith("Templates/") for path in found) == 2
    relnotes("init", str(folder), "--language", language)
    assert contents(folder) == found
    assert relnotes("-C", str(folder), "lint").stdout == ""


def test_a_vault_of_obsidian_is_adopted(tmp_path: Path, relnotes: Run) -> None:
    """The base and the types of properties are added; what was there stays, to the byte."""
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / ".obsidian/templates.json").write_text('{"folder": "Muster"}')
    (tmp_path / "Muster").mkdir()
    (tmp_path / "Muster/Person.md").write_text("mine")
    (tmp_path / "Ada.md").write_text("---\ntype: person\n---\n")
    before = contents(tmp_path)
    out = relnotes("init", str(tmp_path)).stdout
    found = contents(tmp_path)
    assert {path: found[path] for path in before} == before
    assert set(found) - set(before) == {"relnotes.toml", "People.base", ".obsidian/types.json", "Muster/Event.md"}
    assert json.loads(found[".obsidian/types.json"])["types"] == TYPES
    assert "kept Muster/Person.md as it is" in out


def test_types_of_ones_own_are_kept(tmp_path: Path, relnotes: Run) -> None:
    """Types that Obsidian has already are the user's."""
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / ".obsidian/types.json").write_text('{"types": {"birthday": "date"}}')
    (tmp_path / "Ada.md").write_text("Ada")
    assert "kept .obsidian/types.json as it is" in relnotes("init", str(tmp_path)).stdout
    assert (tmp_path / ".obsidian/types.json").read_text() == '{"types": {"birthday": "date"}}'


def test_a_plain_folder_gets_nothing_of_obsidian(tmp_path: Path, relnotes: Run) -> None:
    """A folder that Obsidian never opened stays without its files."""
    (tmp_path / "Ada.md").write_text("Ada")
    relnotes("init", str(tmp_path))
    assert set(contents(tmp_path)) == {"Ada.md", "relnotes.toml"}
