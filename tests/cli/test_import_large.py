"""Thousands of connections: told, written with a bar, and nothing to mend afterwards."""

import csv
import os
import pty
import re
import sys
from pathlib import Path
from urllib.parse import quote

from tests.cli.test_import import files_of
from tests.conftest import DAY, ROOT, Run

PEOPLE = 2_000
FIRST = "Amal Bruno Chidi Dina Emre Farah Gita Hugo Ines José ليلى Łukasz".split()
LAST = "Abad Berg Chen Diaz Eklund O'Neil Moreau Nasser Okafor Müller الحداد".split()
COMPANIES = ("Acme", "Globex, Inc.", "=HYPERLINK(1)", "Self-employed", "", "<script>alert(1)</script>", "شركة النيل")
ROLES = ("SRE", "CTO, Platform", "Lead: Infra #1", "", "مهندس", "[[Staff]] %% {{x}}")


def write_connections(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write('Notes:\n"Some of the email addresses may be missing."\n\n')
        table = csv.writer(file)
        table.writerow(["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"])
        for n in range(PEOPLE):
            first, last = FIRST[n % len(FIRST)], LAST[n % len(LAST)]
            url = f"https://www.linkedin.com/in/{quote(first.lower())}-{n}"
            mail = "" if n % 7 else f"p{n}@example.org"
            company, role = COMPANIES[n % len(COMPANIES)], ROLES[n % len(ROLES)]
            table.writerow([first, last, url, mail, company, role, f"{n % 28 + 1:02} May {2010 + n % 15}"])


def on_a_terminal(*words: str) -> str:
    """What relnotes shows on a terminal."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "relnotes", *words])  # noqa: S606 - ours, without a shell
    shown = b""
    try:
        while data := os.read(terminal, 1 << 16):
            shown += data
    except OSError:
        # On Linux the end of a terminal is an error.
        pass
    finally:
        os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, shown[-2000:]
    return shown.decode()


def test_thousands_of_connections(relnotes: Run, tmp_path: Path) -> None:
    """The report, all notes with a bar, lint, and the same file again, which changes nothing."""
    path, root = tmp_path / "Connections.csv", tmp_path / "vault"
    write_connections(path)
    root.mkdir()
    vault = ("-C", str(root), "--today", DAY)
    assert f"LinkedIn, {PEOPLE:,} people" in relnotes(*vault, "import", str(path)).stdout
    shown = on_a_terminal(*vault, "import", str(path), "--all", "--yes")
    bars = re.findall(rf"writing notes \[[# ]*\] +([\d,]+) of {PEOPLE:,}", shown)
    assert bars and f"{PEOPLE:,} notes written." in shown
    assert len(list((root / "People").iterdir())) == PEOPLE
    assert f"{PEOPLE:,} notes checked, nothing to mend" in relnotes(*vault, "lint", "--strict").stderr
    before = files_of(root)
    again = relnotes(*vault, "import", str(path), "--all", "--yes")
    assert f"{PEOPLE:,} known, nothing new" in again.stdout and "said otherwise" not in again.stdout
    assert files_of(root) == before
