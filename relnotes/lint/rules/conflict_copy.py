"""A copy that a sync tool made of a note edited in two places.

Syncthing, Dropbox or Obsidian Sync kept both versions; the copy is not read, so what stands only there counts for
nothing. Merge what is missing into the note, then delete the copy.
"""

from relnotes.model import Severity

CODE = "RN007"
SEVERITY: Severity = "warning"
GOOD = ({"People/Leila Hassan.md": "---\ntype: person\n---\n"},)
BAD = (
    {
        "People/Leila Hassan.md": "---\ntype: person\n---\n",
        "People/Leila Hassan.sync-conflict-20261101-101010-ABCDEFG.md": "‹›---\ntype: person\n---\n",
    },
)
