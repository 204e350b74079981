"""An ignore that hides nothing.

What it was for has been mended meanwhile. Delete it, so that it does not hide the next slip.
"""

from relnotes.model import Severity

CODE = "RN302"
SEVERITY: Severity = "warning"
GOOD = ("---\ntype: person\n---\n%% relnotes-ignore empty-log-entry: only a wave %%\n- 2026-11-02\n",)
BAD = ("---\ntype: person\n---\n%% relnotes-ignore ‹empty-log-entry›: only a wave %%\n- 2026-11-02 coffee\n",)
