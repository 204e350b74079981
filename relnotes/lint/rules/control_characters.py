"""A control character in the text.

It is invisible in most editors and usually came along with a copied text, but it can garble a terminal, and YAML
refuses it. relnotes reads a space instead. Delete it.
"""

from relnotes.model import Severity

CODE = "RN008"
SEVERITY: Severity = "warning"
GOOD = ("---\ntype: person\nrole: engineer\n---\n",)
BAD = ("---\ntype: person\nrole: engi‹\x07›neer\n---\n",)
