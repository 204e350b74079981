"""relnotes export: for address books, spreadsheets and other programs."""

import csv
import json
from pathlib import Path

import pytest

from relnotes.exchange.vline import cards
from tests.conftest import Run

TITLES = ("vCard 3.0", "a table", "the whole model", "friends.md")


def test_formats(relnotes: Run, example: Path, tmp_path: Path) -> None:
    """By the ending of the file or by name; the same people everywhere, and none of what is no person."""
    vault = ("-C", str(example))
    for name, count in (
        ("p.vcf", "vCard 3.0"),
        ("p.csv", "a table"),
        ("p.json", "the whole model"),
        ("p.md", "friends.md"),
    ):
        done = relnotes(*vault, "export", "-o", str(tmp_path / name))
        assert done.stderr == f"{tmp_path / name}: 21 people, {count}\n" and done.stdout == ""
    found = list(cards((tmp_path / "p.vcf").read_bytes().splitlines()))
    with (tmp_path / "p.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    people = json.loads((tmp_path / "p.json").read_text())["contacts"]
    assert len(found) == len(rows) == len(people) == 21
    names = {row["name"] for row in rows}
    assert {one["name"] for one in people} == names and "ليلى عبد الباقي" in names and "Me" not in names
    private = (tmp_path / "p.vcf").read_text()
    assert "juniors stay" not in private and "scarf" not in private


def test_one_person_to_stdout(relnotes: Run, example: Path) -> None:
    """By name; what nobody is called is said."""
    vault = ("-C", str(example))
    assert relnotes(*vault, "export", "--format", "vcard4", "sofia").stdout.startswith("BEGIN:VCARD\nVERSION:4.0\n")
    assert "Nobody here is called" in relnotes(*vault, "export", "Zzz", status=2).stderr
    assert "hidden" in relnotes(*vault, "--incognito", "export", status=2).stderr


def test_a_folder_of_cards(relnotes: Run, example: Path, tmp_path: Path) -> None:
    """One card a file, written anew the next time; not over what is somebody else's."""
    vault = ("-C", str(example))
    relnotes(*vault, "export", "-o", f"{tmp_path / 'cards'}/")
    relnotes(*vault, "export", "-o", str(tmp_path / "cards"))
    assert len(list((tmp_path / "cards").glob("*.vcf"))) == 21
    assert "one by one" in relnotes(*vault, "export", "--format", "csv", "-o", str(tmp_path / "cards"), status=2).stderr
    (tmp_path / "mine.csv").write_text("a,b\n1,2\n")
    done = relnotes(*vault, "export", "-o", str(tmp_path / "mine.csv"), status=2)
    assert "no earlier export" in done.stderr and (tmp_path / "mine.csv").read_text() == "a,b\n1,2\n"


@pytest.mark.parametrize("form", ["vcard", "vcard4", "csv"])
def test_into_another_vault_and_out_again(relnotes: Run, example: Path, tmp_path: Path, form: str) -> None:
    """Exported, imported into an empty vault, exported: the same file."""
    ending = "csv" if form == "csv" else "vcf"
    first, second = tmp_path / f"1.{ending}", tmp_path / f"2.{ending}"
    other = tmp_path / "other"
    (other / "People").mkdir(parents=True)
    relnotes("-C", str(example), "export", "--format", form, "-o", str(first))
    relnotes("-C", str(other), "import", str(first), "--all", "--yes")
    relnotes("-C", str(other), "export", "--format", form, "-o", str(second))

    def people(path: Path) -> list[str]:
        text = path.read_bytes().decode()
        if form != "csv":
            return sorted(text.split("END:VCARD\r\n"))
        # Whoever had no id got one, by which the same file is known again.
        return sorted(str({**row, "id": ""}) for row in csv.DictReader(text.splitlines()))

    assert people(second) == people(first)
