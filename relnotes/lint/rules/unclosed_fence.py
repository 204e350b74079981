"""A code block that is never closed.

Everything below it is read as code, so log lines there do not count. Add a line ``` where the code ends.
"""

from relnotes.model import Severity

CODE = "RN009"
SEVERITY: Severity = "warning"
GOOD = ("---\ntype: person\n---\n```\ncode\n```\n- 2026-11-02 coffee: news\n",)
BAD = ("---\ntype: person\n---\n‹```›\ncode\n- 2026-11-02 coffee: news\n",)
