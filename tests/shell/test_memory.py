"""Large blocks of memory go back to the system."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

MEBIBYTE = 1 << 20
# Three feeds are written, one after the other, while small things come in between and stay.
CODE = """
import resource, sys
from relnotes.shell.memory import give_back

def held():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()

if sys.argv[1] == "back":
    give_back()
kept, before = [], held()
for _ in range(3):
    feed = bytearray(b"x") * (18 << 20)
    kept.append(bytes(9000))
    del feed
print(held() - before)
"""


def growth(how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", CODE, how], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="what a process holds is read from /proc, as Linux has it")
def test_give_back() -> None:
    """With glibc it is a whole feed otherwise."""
    assert growth("back") < 2 * MEBIBYTE
