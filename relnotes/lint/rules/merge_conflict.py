"""The markers of a Git merge conflict.

Somebody committed or saved the file before the conflict was resolved, and it holds both versions. Keep one side, or
both, and delete the three marker lines. This is said of every note, whether it is about a person or not.
"""

from relnotes.model import Severity

CODE = "RN006"
SEVERITY: Severity = "error"
GOOD = ("---\ntype: person\n---\n- 2026-11-02 coffee: news\n",)
BAD = ("---\ntype: person\n---\n‹<<<<<<<› HEAD\n- 2026-11-02 tea\n=======\n- 2026-11-02 chat\n>>>>>>> phone\n",)
