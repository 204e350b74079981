"""What init gives to Obsidian: types for every property, and a base that Obsidian and relnotes both understand."""

import json
from typing import Any

import pytest
import yaml

from relnotes.parse import fields, values
from relnotes.parse.config import LANGUAGES
from relnotes.parse.note import parse_note
from relnotes.render.starter import TYPES, Start, starter_files
from relnotes.shell.catalogues import load_texts
from tests.conftest import ROOT

# What a converter makes of a value -> the widgets in which Obsidian can show it.
WIDGETS: dict[Any, set[str]] = {
    values.one: {"text"},
    values.text: {"text"},
    values.texts: {"multitext"},
    values.listed: {"multitext", "aliases"},
    values.tags: {"tags"},
    values.day: {"date"},
    values.flag: {"checkbox"},
    values.flag_or_day: {"checkbox"},
    values.yearly: {"text"},
    values.cadence: {"text"},
    values.periods: {"multitext"},
    values.positions: {"multitext"},
    values.people: {"multitext"},
}


def start(language: str = "en", people: str = "People") -> Start:
    return Start(new=True, language=language, people=people, templates="T", ignore_outputs=True)


def test_every_property_has_its_widget() -> None:
    """Each property is in types.json, with a widget that can show its values; Obsidian shows no nested ones."""
    wanted = {"relnotes-ignore" if name == "ignore" else name: convert for name, convert, _ in fields.TABLE}
    assert set(TYPES) == set(wanted) - {"dates"}
    for name, widget in TYPES.items():
        assert widget in WIDGETS.get(wanted[name], {"text"}), name


def test_the_example_shows_the_same() -> None:
    """The example's types are those that init writes."""
    found = json.loads((ROOT / "vault-example/.obsidian/types.json").read_text())
    assert found == {"types": TYPES}


def bases() -> list[str]:
    made = [
        starter_files(start(language=language, people=people), load_texts(language))["People.base"]
        for language in LANGUAGES
        for people in ("People", "", 'Bob\'s "people"')
    ]
    return [*made, (ROOT / "vault-example/People.base").read_text("utf-8")]


@pytest.mark.parametrize("text", bases())
def test_bases_are_what_obsidian_reads(text: str) -> None:
    """Known keys only, every view named once, and every column a property, a formula, or a fact of the file."""
    base = yaml.safe_load(text)
    assert set(base) <= {"filters", "formulas", "properties", "views"}
    columns = {name for view in base["views"] for name in view["order"]} | set(base["properties"])
    columns |= {part["property"] for view in base["views"] for part in [*view.get("sort", ()), *_group(view)]}
    formulas = {f"formula.{name}" for name in base.get("formulas", ())}
    assert columns <= set(TYPES) | formulas | {"file.name", "file.mtime"}
    names = [view["name"] for view in base["views"]]
    assert len(set(names)) == len(names) >= 4
    for view in base["views"]:
        assert set(view) <= {"type", "name", "filters", "groupBy", "order", "sort", "limit"}
    for condition in _conditions(base["filters"]):
        assert isinstance(condition, str)


def _group(view: dict[str, Any]) -> list[dict[str, str]]:
    return [view["groupBy"]] if "groupBy" in view else []


def _conditions(found: Any) -> list[Any]:
    if isinstance(found, dict):
        assert set(found) <= {"and", "or", "not"}
        return [one for part in found.values() for inner in part for one in _conditions(inner)]
    return [found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_templates_make_notes(language: str) -> None:
    """A note made from the template of an event is an event of its day."""
    texts = load_texts(language)
    files = starter_files(start(language=language), texts)
    template = files[f"T/{texts.gettext('Event')}.md"]
    assert parse_note("T/x.md", template.encode()).type == ""  # the template itself is none
    filled = template.replace("{{date}}", "2026-11-20").replace("{{title}}", "Fair")
    note = parse_note("Events/Fair.md", filled.encode())
    assert (note.type, str(note.date), note.diagnostics) == ("event", "2026-11-20", ())
