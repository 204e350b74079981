"""The manual page of a rule: its docstring, and its examples with what lint says of them."""

from datetime import date
from textwrap import fill

from relnotes.lint.check import check
from relnotes.lint.rule import Example, Rule, rule_name
from relnotes.lint.rules import RULES
from relnotes.model import Diagnostic
from relnotes.parse.config import CONFIG_FILE, parse_config
from relnotes.parse.layout import unwelcome

EXAMPLE_DAY = date(2026, 11, 23)
_NOTE = "People/Leila Hassan.md"
_UNMARK = str.maketrans("", "", "‹›")


def example_files(example: Example) -> dict[str, bytes]:
    """The files of an example, without its marks."""
    texts = {_NOTE: example} if isinstance(example, str) else example
    return {path: text.translate(_UNMARK).encode("utf-8", "surrogateescape") for path, text in texts.items()}


def example_findings(example: Example) -> tuple[Diagnostic, ...]:
    """What lint finds in an example."""
    files = example_files(example)
    config = parse_config(files.get(CONFIG_FILE))[0]
    return check(files, config, EXAMPLE_DAY)


def index(columns: int = 1_000) -> str:
    """One entry a rule: its name, code and severity, and its summary, wrapped to so many columns."""
    width = max(len(rule_name(rule)) for rule in RULES)
    lines = []
    for rule in RULES:
        head = f"{rule_name(rule):<{width}}  {rule.CODE}  {rule.SEVERITY:<7}  "
        lines.append(fill(summary(rule), columns, initial_indent=head, subsequent_indent=" " * len(head)))
    return "\n".join(lines)


def summary(rule: Rule) -> str:
    """The first line of a rule's page."""
    return (rule.__doc__ or "").strip().split("\n", 1)[0]


def page(rule: Rule) -> str:
    """The whole page of a rule."""
    name = rule_name(rule)
    title = f"{name} ({rule.CODE}, {rule.SEVERITY})"
    parts = [title, "", (rule.__doc__ or "").strip(), "", "This is found:", "", *_example(rule.BAD[0], name)]
    parts += ["", "This is right:", "", *_example(rule.GOOD[0], name)]
    parts += ["", "To switch it off: in a note, by the property", "", f"    relnotes-ignore: [{name}]", ""]
    parts += ["or on the line above the place", "", f"    %% relnotes-ignore {name}: why %%", ""]
    parts += ["or for good in relnotes.toml", "", "    [lint]", f'    ignore = ["{name}"]']
    return "\n".join(parts)


def _example(example: Example, name: str) -> list[str]:
    files = example_files(example)
    findings = [found for found in example_findings(example) if found.rule == name]
    lines = []
    for path, data in files.items():
        if len(files) > 1 or unwelcome(path) or path == CONFIG_FILE:
            lines.append(f"    {path}:")
        raw = data.decode("utf-8", "replace").rstrip("\n").split("\n")
        for number, line in enumerate(raw, 1):
            lines.append(f"    | {''.join(c if c.isprintable() else '�' for c in line)}".rstrip())
            for found in findings:
                if found.path == path and found.span.line == number:
                    width = max(1, found.span.end_column - found.span.column) if found.span.end_line == number else 3
                    lines.append(f"    | {' ' * (found.span.column - 1)}{'^' * width} {found.message}")
    return lines
