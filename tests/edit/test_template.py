"""Templates are filled in as Obsidian would; what only Obsidian can run is refused."""

from datetime import UTC, datetime

import pytest

from relnotes.edit.refused import Refused
from relnotes.edit.template import fill_template

NOW = datetime(2026, 11, 3, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("# {{title}}\r\n", "# Sara\r\n"),
        ("{{date}} {{ Date }} {{time}}", "2026-11-03 2026-11-03 09:05"),
        ("{{date:dddd D MMMM YYYY [at] HH:mm}}", "Tuesday 3 November 2026 at 09:05"),
        ('<% tp.file.title %> <% tp.date.now("YYYY-MM-DD") %> <% tp.date.now() %>', "Sara 2026-11-03 2026-11-03"),
    ],
)
def test_fields(template: str, filled: str) -> None:
    """Title, date and time, in the formats that people use."""
    assert fill_template(template, "Sara", NOW) == filled


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("met: {{date}}\n# {{title}}\n", "met: \n# Sara\n"),
        ("## Log\n- {{date}} \n- {{date}}: met at\n", "## Log\n- : met at\n"),
        ("a\r\n- {{date:YYYY-MM-DD}}\r\nb", "a\r\nb"),
        ("* <% tp.date.now() %>", ""),
        ("- {{title}}\n", "- Sara\n"),
    ],
)
def test_without_a_moment(template: str, filled: str) -> None:
    """Of somebody met at another time no day is said; an item that would be a date alone goes."""
    assert fill_template(template, "Sara", None) == filled


@pytest.mark.parametrize("template", ["a\n<% await tp.system.prompt() %>", "a\n{{VALUE:name}}"])
def test_refused(template: str) -> None:
    """The line of what cannot be filled in is named."""
    with pytest.raises(Refused, match="line 2"):
        fill_template(template, "Sara", NOW)
