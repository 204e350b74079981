"""A link in a property without quotes.

To YAML `[[Acme]]` is a list in a list, and Obsidian shows it as such. relnotes reads the link that was meant. Put it
into quotes; `relnotes lint --fix` does.
"""

from relnotes.model import Severity

CODE = "RN105"
SEVERITY: Severity = "warning"
GOOD = ('---\ntype: person\ncompany: "[[Acme]]"\n---\n',)
BAD = ("---\ntype: person\ncompany: ‹[[Acme]]›\n---\n",)
