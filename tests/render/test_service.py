"""What starts the watcher at login, read back by those who will read it."""

import plistlib
import shutil
import subprocess
from pathlib import Path

import pytest

from relnotes.render.service import LABEL, launchd, systemd
from tests.conftest import Run

WORDS = ["/usr/bin/python3", "-P", "-m", "relnotes", "-C", '/home/n/50% "notes" of $HOME\\x خزنة', "watch"]


def test_launchd() -> None:
    """A property list with the very words, started at login and again when it fails."""
    job = plistlib.loads(launchd(WORDS, "/x/y.log").encode())
    assert job["ProgramArguments"] == WORDS
    assert (job["Label"], job["RunAtLoad"], job["KeepAlive"]) == (LABEL, True, {"SuccessfulExit": False})


def test_systemd() -> None:
    """A unit whose command says the very words, with nothing for systemd to expand."""
    unit = systemd(WORDS, "")
    assert '"/home/n/50%% \\"notes\\" of $$HOME\\\\x خزنة"' in unit
    assert "[Install]\nWantedBy=default.target" in unit and "Restart=on-failure" in unit


def test_systemd_takes_it(relnotes: Run, tmp_path: Path) -> None:
    """systemd itself finds nothing wrong with the unit."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    folder = tmp_path / 'my "100%" notes'
    folder.mkdir()
    unit = tmp_path / "relnotes.service"
    unit.write_text(relnotes("-C", str(folder), "watch", "--print-service", "systemd").stdout)
    words = ["systemd-analyze", "--user", "verify", str(unit)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env={"XDG_RUNTIME_DIR": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    assert "relnotes.service:" not in done.stderr


def test_it_says_where_to_put_it(relnotes: Run, tmp_path: Path) -> None:
    """The file goes to stdout, what to do with it to stderr."""
    for name, command in (("systemd", "systemctl --user enable --now relnotes"), ("launchd", "launchctl bootstrap")):
        done = relnotes("-C", str(tmp_path), "watch", "--print-service", name)
        assert command in done.stderr and str(tmp_path) in done.stdout
