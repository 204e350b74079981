"""Front matter that is never closed.

The note begins with a line `---`, but there is no second one, so nobody can tell where the properties end. The note is
not read, and the person would silently leave the list. Add a line `---` below the last property.
"""

from relnotes.model import Severity

CODE = "RN002"
SEVERITY: Severity = "error"
GOOD = ("---\ntype: person\n---\n# Leila\n",)
BAD = ("‹---›\ntype: person\n\n# Leila\n",)
