"""An ignore that names no rule.

The name in `relnotes-ignore`, in a comment or in `relnotes.toml` is that of no rule, so nothing is switched off. The
names are those of `relnotes explain`; the codes are understood as well.
"""

from relnotes.model import Severity

CODE = "RN301"
SEVERITY: Severity = "warning"
GOOD = (
    "---\ntype: person\nrelnotes-ignore: [promise-without-date]\n---\n- 2026-11-02 coffee\n  - promised: the slides\n",
)
BAD = ("---\ntype: person\nrelnotes-ignore: [‹broken-lnik›]\n---\n",)
