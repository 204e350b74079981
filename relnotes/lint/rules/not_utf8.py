"""A file that is not UTF-8 text.

It was saved in another encoding, so its letters cannot be told for certain and the note is not read. Save it as UTF-8;
most editors have that under “Save with encoding”. A file whose name is not UTF-8 is named as well: rename it.
"""

from relnotes.model import Severity

CODE = "RN001"
SEVERITY: Severity = "error"
GOOD = ("---\ntype: person\nrole: Café owner\n---\n",)
BAD = ("---\ntype: person\nrole: caf‹\udce9›\n---\n",)
