"""review, as its users see it: golden transcripts of the example vault."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from wcwidth import width

from tests.conftest import DAY, Run

Golden = Callable[[str, str | bytes], None]


def test_the_review_of_the_example(example: Path, relnotes: Run, golden: Golden) -> None:
    """What went well first, then what is open, old colleagues, what came of it, and the months."""
    out = relnotes("-C", str(example), "--today", DAY, "review").stdout
    golden("review.txt", out)
    assert max(width(line) for line in out.splitlines()) <= 80
    assert out.splitlines()[2] == "What went well"


def test_the_review_in_arabic(example: Path, relnotes: Run, golden: Golden) -> None:
    """The same in Arabic."""
    config = example / "relnotes.toml"
    config.write_text(config.read_text().replace('language = "en"', 'language = "ar"'))
    golden("review.ar.txt", relnotes("-C", str(example), "--today", DAY, "review").stdout)


def test_the_ending_names_the_format(example: Path, relnotes: Run, golden: Golden) -> None:
    """-o review.md is Markdown that is not read back as contact; -o review.html is a page; both only over our own."""
    run = ("-C", str(example), "--today", DAY)
    for name in ("Review.md", "Review.html"):
        done = relnotes(*run, "review", "-o", str(example / name))
        assert done.stderr.endswith(f"{name}: written\n")
        assert relnotes(*run, "review", "-o", str(example / name)).stderr.endswith(f"{name}: unchanged\n")
    golden("Review.md", (example / "Review.md").read_text())
    assert (example / "Review.html").read_text().startswith("<!doctype html>\n<!-- Written by relnotes -->\n<html")
    before = relnotes(*run, "due", "--all", "--format", "json").stdout
    (example / "Review.md").unlink()
    assert relnotes(*run, "due", "--all", "--format", "json").stdout == before
    mine = example / "Mine.html"
    mine.write_text("<p>mine")
    done = relnotes(*run, "review", "-o", str(mine), status=2)
    assert "was not written by relnotes" in done.stderr and mine.read_text() == "<p>mine"


def test_a_review_as_json(example: Path, relnotes: Run) -> None:
    """Counts and lists with their places."""
    words = ("review", "--since", "2020-01-01", "--format", "json")
    found = json.loads(relnotes("-C", str(example), "--today", DAY, *words).stdout)
    assert (found["schema"], found["since"], found["today"]) == ("relnotes.review/1", "2020-01-01", DAY)
    assert found["spans"][0]["start"] == "2022-01-01"
    assert [one["name"] for one in found["reconnect"]] == ["Karim El-Attal"]
    assert found["reconnect"][0]["company"] == "Tarboosh Payments"
    assert sum(one["contacts"] for one in found["spans"]) == found["contacts"]
    assert {one["path"] for one in found["outcomes"]} >= {"People/Ingrid Tveitane.md"}


def test_an_empty_vault_and_a_day_ahead(tmp_path: Path, relnotes: Run) -> None:
    """Nothing to review is said kindly, in all formats; a day to come is refused."""
    run = ("-C", str(tmp_path), "--today", DAY)
    out = relnotes(*run, "review").stdout
    assert "Nothing is in the log of this time yet. One line is a beginning." in out
    for form in ("html", "markdown", "json"):
        assert relnotes(*run, "review", "--format", form).stdout
    done = relnotes(*run, "review", "--since", "2027-01-01", status=2)
    assert done.stderr == "relnotes: 2027-01-01 is after 2026-11-23: name an earlier day.\n"


@pytest.mark.parametrize("form", ["text", "html", "markdown", "json"])
def test_incognito(example: Path, relnotes: Run, form: str) -> None:
    """Counts and pictures without anybody's name or words."""
    out = relnotes("-C", str(example), "--today", DAY, "--incognito", "review", "--format", form).stdout
    for word in ("Karim", "Amara", "Ingrid", "Tarboosh", "Sakia", "platform team", "People/"):
        assert word not in out, word
