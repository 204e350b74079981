"""A property that stands there twice.

Obsidian refuses such a note, and other programs silently take the last one; relnotes takes the first. Keep one of them.
"""

from relnotes.model import Severity

CODE = "RN004"
SEVERITY: Severity = "error"
GOOD = ("---\ntype: person\nemail: [leila@example.org, leila@example.com]\n---\n",)
BAD = ("---\ntype: person\nemail: leila@example.org\n‹email›: leila@example.com\n---\n",)
