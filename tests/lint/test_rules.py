"""Every rule does what its page says: the examples of the rules are their tests."""

import re
from pathlib import Path

import pytest

from relnotes.lint import rules
from relnotes.lint.manual import example_files, example_findings, index, page
from relnotes.lint.rule import Example, Rule, rule_name
from relnotes.lint.rules import BY_NAME, CODES, RULES, canonical
from relnotes.model import Span
from relnotes.parse.source import Source
from tests.conftest import ROOT

BAD = [(rule, example) for rule in RULES for example in rule.BAD]
GOOD = [(rule, example) for rule in RULES for example in rule.GOOD]
# Rules whose slip necessarily shows as another one too.
SHOWN_TOO = {"unused_ignore", "unknown_rule"}


def marked(example: Example) -> set[tuple[str, Span]]:
    """The places between ‹ and › of an example."""
    texts = {"People/Leila Hassan.md": example} if isinstance(example, str) else example
    places = set()
    for path, text in texts.items():
        source = Source(path, example_files(example)[path])
        for number, match in enumerate(re.finditer("‹([^›]*)›", text)):
            start = match.start() - 2 * number
            places.add((path, source.span(start, start + len(match[1]))))
    return places


@pytest.mark.parametrize(("rule", "example"), BAD, ids=[rule_name(rule) for rule, _ in BAD])
def test_a_bad_example_is_found_at_its_marks(rule: Rule, example: Example) -> None:
    """A bad example yields the rule's finding at just the marked places, with its severity, and nothing else."""
    found = example_findings(example)
    ours = [one for one in found if one.rule == rule_name(rule)]
    assert {(one.path, one.span) for one in ours} == marked(example)
    assert {one.severity for one in ours} == {rule.SEVERITY}
    assert all(one.message and one.hint for one in ours)
    assert [one for one in found if one not in ours] == []


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=[rule_name(rule) for rule, _ in GOOD])
def test_a_good_example_is_clean(rule: Rule, example: Example) -> None:
    """Nothing at all is found in a good example, by its rule or by another."""
    assert example_findings(example) == (), rule_name(rule)


def test_every_rule_is_registered() -> None:
    """Each file beside the registry is in it, once, under a code of its own."""
    files = {path.stem.replace("_", "-") for path in Path(rules.__file__).parent.glob("[a-z]*.py")}
    assert files == set(BY_NAME)
    assert len(set(CODES.values())) == len(RULES) == len(BY_NAME)
    assert all(re.fullmatch(r"RN\d{3}", code) for code in CODES.values())
    assert list(CODES.values()) == sorted(CODES.values())


def test_a_rule_is_known_by_name_and_code() -> None:
    """Names and codes mean the same, in any case."""
    assert canonical("RN101") == canonical("rn101") == canonical("Invalid-Date") == "invalid-date"
    assert canonical("RN999") is None


@pytest.mark.parametrize("rule", RULES, ids=rule_name)
def test_every_page_reads_like_documentation(rule: Rule) -> None:
    """A page has a summary on one line, a text, and examples whose slip is shown with carets."""
    summary, blank, *text = (rule.__doc__ or "").strip().split("\n")
    assert summary.endswith(".") and len(summary) <= 100
    assert blank == "" and text and max(map(len, text)) > 60
    shown = page(rule)
    assert "^" in shown and "This is right:" in shown and "‹" not in shown
    assert "\x07" not in shown and "\udce9" not in shown
    assert all(len(line) <= 120 or "^" in line for line in shown.split("\n"))


def test_readme_lists_all_rules() -> None:
    """README's table of rules is the registry's index."""
    readme = (ROOT / "README.md").read_text("utf-8")
    for line in index().split("\n"):
        name, code, severity, summary = re.split(r"\s{2,}", line, maxsplit=3)
        assert f"| `{name}` | {code} | {severity} | {summary} |" in readme, name
