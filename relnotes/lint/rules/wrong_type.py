"""A value of another kind than its property takes.

For example a list where one value is expected, or a word where only true and false make sense. The value does not
count; the message says what to write.
"""

from relnotes.model import Severity

CODE = "RN102"
SEVERITY: Severity = "error"
GOOD = ("---\ntype: person\nfocus: true\n---\n",)
BAD = ("---\ntype: person\nfocus: ‹often›\n---\n",)
