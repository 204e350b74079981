"""A date that no calendar has, or that is none.

The value does not count. Write it as YYYY-MM-DD. A date such as 08/05/1990 is never guessed at, since half of the
world reads it the other way round.
"""

from relnotes.model import Severity

CODE = "RN101"
SEVERITY: Severity = "error"
GOOD = ("---\ntype: person\nbirthday: 1990-02-28\n---\n",)
BAD = (
    "---\ntype: person\nbirthday: ‹2026-02-30›\n---\n",
    "---\ntype: person\nlast_contact: ‹08/05/2026›\n---\n",
    "---\ntype: person\n---\n- ‹2026-02-30› coffee: news\n",
)
