"""Wrong congratulations are worse than none: a table of what people write into positions."""

import pytest

from relnotes.insight.news import news_of
from tests.support import TODAY, person, vault

# On Monday 23 November 2026.
NOW = "Acme, SRE, 2026-10 to now"
TABLE = {
    "a new job": ("Globex, SRE, 2019-01 to 2026-09|" + NOW, "", "joined Acme"),
    "the first that is known": (NOW, "", "joined Acme"),
    "a lay-off": ("Acme, SRE, 2019-01 to 2026-10", "", "left Acme"),
    "a lay-off, and an older job": ("Globex, SRE, 2015-01 to 2018-12|Acme, SRE, 2019-01 to 2026-10", "", "left Acme"),
    "the newest stands first": (NOW + "|Globex, SRE, 2019-01 to 2026-09", "", "joined Acme"),
    "a return": ("Acme, SRE, 2015-01 to 2018-12|Globex, SRE, 2019-01 to 2026-09|" + NOW, "", "joined Acme"),
    "the company property lags behind": ("Globex, SRE, 2019-01 to 2026-09|" + NOW, "company: Globex", "joined Acme"),
    "the company that was left stands there still": ("Acme, SRE, 2019-01 to 2026-10", 'company: "[[Acme]]"', "left Acme"),
    "a new role": ("Acme, SRE, 2019-01 to 2026-09|Acme, Staff engineer, 2026-10 to now", "", "role Acme"),
    "digits in Arabic": ("Acme, SRE, ٢٠٢٦-١٠ إلى الآن", "", "joined Acme"),
    "a mapping": ("{company: Acme, role: SRE, from: 2026-10}", "", "joined Acme"),
    # None of these is anything to write about.
    "a typo mended in an old job": ("Acmee, SRE, 2019-01 to now", "", ""),
    "a title reworded": ("Acme, Site reliability engineer, 2021-09 to now", "", ""),
    "a title reworded in a row of its own": ("Acme, SRE, 2019-01 to now|Acme, Senior SRE, 2026-10 to now", "", ""),
    "the company has a new name": ("Acme, SRE, 2019-01 to 2026-09|Acme Cloud Inc., SRE, 2026-10 to now", "", ""),
    "the company's name is written in full": ("Acme, SRE, 2019-01 to 2026-09|ACME GmbH, SRE, 2026-10 to now", "", ""),
    "an old job added": ("Globex, Intern, 2009-06 to 2009-09|Acme, SRE, 2019-01 to now", "", ""),
    "history filled in": ("Globex, SRE, 2015-01 to 2018-12|Acme, SRE, 2019-01 to 2022-12|Initech, Lead, 2023-01 to now", "", ""),
    "longer ago than 90 days": ("Acme, SRE, 2026-08 to now", "", ""),
    "left longer ago than 90 days": ("Acme, SRE, 2019-01 to 2026-07", "", ""),
    "not begun yet": ("Globex, SRE, 2019-01 to 2026-12|Acme, SRE, 2027-01 to now", "", ""),
    "not over yet": ("Acme, SRE, 2019-01 to 2027-01", "", ""),
    "only years": ("Globex, SRE, 2019 to 2026|Acme, SRE, 2026 to now", "", ""),
    "left in a year": ("Acme, SRE, 2019 to 2026", "", ""),
    "a board seat beside the work": ("Acme, SRE, 2019-01 to now|Tea Club, Treasurer, 2026-10 to now", "company: Acme", ""),
    "a side job ended": ("Acme, SRE, 2019-01 to now|Tea Club, Treasurer, 2020-01 to 2026-10", "", ""),
    "a newer side job ended": ("Acme, SRE, 2019-01 to now|Tea Club, Treasurer, 2024-01 to 2026-10", "", ""),
    "left, and the company property says where to": ("Acme, SRE, 2019-01 to 2026-10", "company: Globex", ""),
    "retired": ("Acme, SRE, 1989-01 to 2026-10", "role: retired", ""),
    "on leave": ("Acme, SRE, 2019-01 to 2026-10", "role: on parental leave", ""),
    "an end that is not written": ("Acme, SRE, 2019-01", "", ""),
    "no dates": ("Acme, SRE", "", ""),
    "no company": ("{role: SRE, from: 2026-10}", "", ""),
    "a break between two roles at one company": ("Acme, SRE, 2019-01 to 2021-01|Acme, Lead, 2026-10 to now", "", ""),
}  # fmt: skip


@pytest.mark.parametrize(("positions", "front", "said"), TABLE.values(), ids=TABLE)
def test_what_is_news(positions: str, front: str, said: str) -> None:
    """A position with a company, begun or ended in the last 90 days; anything less sure is none."""
    rows = "\n".join(f"  - {row}" for row in positions.split("|"))
    contact = vault({"A.md": person(f"{front}\npositions:\n{rows}")}).contacts["A.md"]
    found = news_of(contact, TODAY)
    assert (f"{found.change} {found.company}" if found else "") == said


@pytest.mark.parametrize(
    ("log", "front", "told"),
    [
        ("- 2026-10-11 mail: she signed", "", True),
        ("- 2026-10-11 sent: congratulations!", "", True),
        ("- 2026-10-11 heard: three weeks in the new job", "", False),
        ("- 2026-09-30 call", "", False),
        ("- 2026-12-01 lunch: to celebrate", "", False),
        ("- 2026-10-11 note: saw it on the web", "", False),
        ("", "met: 2026-11-02", True),
    ],
)
def test_news_that_was_spoken_about(log: str, front: str, told: bool) -> None:
    """After contact since then, or a first meeting, nobody is congratulated again; a message of theirs is not enough."""
    contact = vault({"A.md": person(f"{front}\npositions:\n  - {NOW}", log)}).contacts["A.md"]
    found = news_of(contact, TODAY)
    assert found is not None and found.told is told
