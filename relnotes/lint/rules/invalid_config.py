"""A setting in relnotes.toml that does not exist, or a value that it cannot have.

Every other command stops until it is mended, since guessing could show you the wrong people. The message says what was
probably meant.
"""

from relnotes.model import Severity

CODE = "RN303"
SEVERITY: Severity = "error"
GOOD = ({"relnotes.toml": 'people = ["People"]\n'},)
BAD = (
    {"relnotes.toml": '‹peopel› = ["People"]\n'},
    {"relnotes.toml": 'overdue = ‹"late"›\n'},
)
