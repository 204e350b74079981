"""Front matter that is not YAML.

Neither relnotes nor Obsidian can read the properties, so the note does not count until it is mended. Usual causes are a
second colon in a value without quotes, links or tags without quotes in a list, a quote or bracket that is never
closed, and tabs as indentation.
"""

from relnotes.model import Severity

CODE = "RN003"
SEVERITY: Severity = "error"
GOOD = ('---\ntype: person\nrole: "engineer: platform"\n---\n',)
BAD = (
    "---\ntype: person\nrole: engineer‹:› platform\n---\n",
    '---\ntype: person\nrole: ‹"›engineer\n---\n',
)
