"""What is switched off: in a note, on a line, in the config, on the command line."""

import pytest

from tests.conftest import Run
from tests.lint.support import lint

EMPTY = "---\ntype: person\n{}---\n{}- 2026-11-02\n\n- 2026-11-03\n"


def found(text: str, toml: str = "") -> list[tuple[str, int]]:
    return [(one.rule, one.span.line) for one in lint(text, toml)]


def test_in_the_note() -> None:
    """The property switches a rule off in all of the note: by name or code, in a list or a text."""
    for value in ("[empty-log-entry]", "RN112", "rn112, alias-clash", "\n  - empty-log-entry"):
        text = EMPTY.format(f"relnotes-ignore: {value}\n", "")
        assert [one for one in found(text) if one[0] != "unused-ignore"] == []


@pytest.mark.parametrize("form", ["%% relnotes-ignore {}: only a wave %%", "<!-- relnotes-ignore: {} -->"])
def test_on_a_line(form: str) -> None:
    """A comment counts for its line and the next one, and only there."""
    assert found(EMPTY.format("", form.format("empty-log-entry") + "\n")) == [("empty-log-entry", 7)]
    line = "---\ntype: person\n---\n- 2026-11-02 " + form.format("empty-log-entry") + "\n"
    assert found(line) == []


def test_in_code_it_is_an_example() -> None:
    """What looks like an ignore inside of code is none."""
    code = "```\n%% relnotes-ignore no-such-rule: x %%\n```\n`%% relnotes-ignore no-such-rule: x %%`\n"
    assert found(f"---\ntype: person\n---\n{code}") == []


def test_what_hides_nothing_is_said() -> None:
    """An ignore that is no longer needed, or names no rule, is a finding; not of a rule that is off anyway."""
    text = "---\ntype: person\nrelnotes-ignore: [alias-clash, nonsense]\n---\n"
    assert found(text) == [("unused-ignore", 3), ("unknown-rule", 3)]
    assert found(text, '[lint]\nignore = ["RN203", "unknown-rule"]\n') == []
    assert found(text, '[lint]\nselect = ["unused-ignore"]\n') == []


def test_in_the_config() -> None:
    """Everywhere, or in some folders."""
    text = EMPTY.format("", "")
    assert len(found(text)) == 2
    assert found(text, '[lint]\nignore = ["empty-log-entry"]\n') == []
    assert found(text, '[lint]\nselect = ["invalid-date"]\n') == []
    for glob in ("People", "People/**", "People/Leila*"):
        assert found(text, f'[lint]\nper_file_ignores = {{ "{glob}" = ["RN112"] }}\n') == []
    assert len(found(text, '[lint]\nper_file_ignores = { "Archive" = ["RN112"] }\n')) == 2


def test_on_the_command_line(relnotes: Run) -> None:
    """--select, --ignore and --per-file-ignores take names and codes; statuses follow what is left."""
    base = ("-C", "vault-example", "--today", "2026-11-23", "lint", "--format", "concise")
    assert relnotes(*base, "--select", "RN101", status=1).stdout.count("\n") == 1
    assert relnotes(*base, "--ignore", "invalid-date,RN103").stdout.count("\n") == 1
    relnotes(*base, "--ignore", "invalid-date,RN103", "--strict", status=1)
    relnotes(*base, "--per-file-ignores", "People/Priya*:invalid-date,invalid-cadence,unquoted-link", "--strict")
    relnotes(*base, "--exit-zero")
    assert "Did you mean invalid-date" in relnotes(*base, "--select", "invalid-dat", status=2).stderr
    quiet = relnotes(*base, "--quiet", "--ignore", "RN1", status=2).stderr
    assert "there is no rule “RN1”" in quiet
    assert relnotes(*base, "--quiet", "--ignore", "RN101,RN103").stdout == ""
    assert "RN101" in relnotes(*base[:-2], "--statistics", status=1).stdout
