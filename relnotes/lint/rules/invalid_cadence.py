"""A cadence that cannot be understood.

Without one, nobody is due: the person would silently never come up. Write for example `6 weeks`, `6w`, `3 months`,
`monthly`, `twice a year`, or `none`.
"""

from relnotes.model import Severity

CODE = "RN103"
SEVERITY: Severity = "error"
GOOD = ("---\ntype: person\ncadence: 6 weeks\n---\n",)
BAD = ("---\ntype: person\ncadence: ‹sometimes›\n---\n",)
