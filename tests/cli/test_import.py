"""relnotes import: a report first, then notes; nothing overwritten, nothing twice."""

import io
import json
import os
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

from tests.cli.gitbox import Box
from tests.conftest import DAY, ROOT, Run

CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Sofia,Wrangström,https://www.linkedin.com/in/sofia-w,SOFIA@example.org,Halvrye Analytics AB,Lead,12 Mar 2019\n"
    "Matteo,Valdarno,https://www.linkedin.com/in/matteo,,Globex,Engineer,05 May 2020\n"
    "Ada,Nobody,https://www.linkedin.com/in/ada-nobody,,Initech,CTO,05 May 2021\n"
)


def files_of(vault: Path) -> dict[str, bytes]:
    return {str(path.relative_to(vault)): path.read_bytes() for path in vault.rglob("*") if path.is_file()}


def test_the_report_writes_nothing(relnotes: Run, example: Path, tmp_path: Path) -> None:
    """Off a terminal and without --yes it only tells, with the way to write it."""
    path = tmp_path / "Connections.csv"
    path.write_text(CONNECTIONS)
    before = files_of(example)
    done = relnotes("-C", str(example), "--today", DAY, "import", str(path))
    assert "Connections.csv: LinkedIn, 3 people" in done.stdout
    assert "url: https://www.linkedin.com/in/sofia-w" in done.stdout
    assert "may be People/Matteo Valdarno.md" in done.stdout
    assert "1 without a note stays a candidate" in done.stdout
    assert done.stderr == "Nothing is written yet. To write 1 note: --yes\n"
    assert files_of(example) == before


def test_written_once(relnotes: Run, example: Path, tmp_path: Path) -> None:
    """With --yes only the known one's note changes; the same file again changes nothing at all."""
    path = tmp_path / "Connections.csv"
    path.write_text(CONNECTIONS)
    before = files_of(example)
    relnotes("-C", str(example), "--today", DAY, "import", str(path), "--yes")
    after = files_of(example)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"People/Sofia Wrangström.md", ".relnotes/candidates.json", ".relnotes/.gitignore"}
    relnotes("-C", str(example), "--today", DAY, "import", str(path), "--yes")
    assert files_of(example) == after


def test_all_makes_notes_of_strangers(relnotes: Run, tmp_path: Path) -> None:
    """With --all everyone has a note, and lint finds nothing to mend."""
    (tmp_path / "v").mkdir()
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Basic Export/../../Connections.csv", CONNECTIONS)
        archive.writestr("../../evil.md", "x")
    relnotes("-C", str(tmp_path / "v"), "import", str(path), "--all", "--yes")
    assert {one.name for one in (tmp_path / "v/People").iterdir()} == {
        "Sofia Wrangström.md", "Matteo Valdarno.md", "Ada Nobody.md",
    }  # fmt: skip
    relnotes("-C", str(tmp_path / "v"), "lint", "--strict")
    before = files_of(tmp_path / "v")
    relnotes("-C", str(tmp_path / "v"), "import", str(path), "--all", "--yes")
    assert files_of(tmp_path / "v") == before
    assert not list(tmp_path.rglob("evil.md"))


def test_git_does_not_see_strangers(relnotes: Run, example: Path, tmp_path: Path) -> None:
    """The list of candidates stays out of the repository by itself."""
    path = tmp_path / "Connections.csv"
    path.write_text(CONNECTIONS)
    subprocess.run(["git", "init", "-q", example], check=True)
    relnotes("-C", str(example), "--today", DAY, "import", str(path), "--yes")
    status = subprocess.run(
        ["git", "status", "--short", "-uall"], cwd=example, capture_output=True, text=True, check=True
    )
    assert ".relnotes" not in status.stdout


def test_commit(relnotes: Run, example: Path, tmp_path: Path) -> None:
    """One commit of the notes that were written, whatever else is staged or changed; never of the candidates."""
    path = tmp_path / "Connections.csv"
    path.write_text(CONNECTIONS)
    words = ("-C", str(example), "--today", DAY, "import", str(path), "--yes", "--commit")
    before = files_of(example)
    assert "not in the work tree of a Git repository" in relnotes(*words, status=2).stderr
    assert files_of(example) == before
    box = Box(example, tmp_path / "githome").init()
    box.git("add", "-A")
    box.git("commit", "-q", "-n", "-m", "begin")
    box.stage(Other="staged\n")
    box.write(Me="changed\n")
    said = relnotes(*words, "--all", **box.env).stderr
    assert "2 notes written" in said and "committed" in said and "Import Connections.csv" in said
    files = box.git("-c", "core.quotepath=off", "show", "--format=%s", "--name-only").stdout
    assert files == "Import Connections.csv\n\nPeople/Ada Nobody.md\nPeople/Sofia Wrangström.md\n"
    assert box.git("status", "--porcelain").stdout == " M Me.md\nA  Other.md\n"
    assert "committed" not in relnotes(*words, "--all", **box.env).stderr


def test_a_commit_that_git_refuses(relnotes: Run, example: Path, tmp_path: Path) -> None:
    """The notes are written, and it is said that they are not committed, and why."""
    (tmp_path / "Connections.csv").write_text(CONNECTIONS)
    box = Box(example, tmp_path / "githome").init()
    (example / ".git" / "hooks" / "pre-commit").write_text("#!/bin/sh\necho not today >&2\nexit 1\n")
    (example / ".git" / "hooks" / "pre-commit").chmod(0o755)
    words = ("import", str(tmp_path / "Connections.csv"), "--yes", "--commit")
    said = relnotes("-C", str(example), "--today", DAY, *words, status=2, **box.env).stderr
    assert "1 note written" in said and "The notes are changed, but not committed: git commit: not today" in said


def zipped(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.csv", b"", "x.csv is empty."),
        ("x.txt", b"hello\nworld\n", "no format that is known by its content"),
        ("x.zip", zipped(other=b"a"), "x.zip is of no format"),
        ("x.zip", zipped(Connections=CONNECTIONS.encode())[:200], "no whole zip file"),
        ("x.csv", CONNECTIONS.encode() + b'"never closed' + b"\n" * 3 + b"x" * (2 << 20), "line of more than 1 MB"),
        ("x.csv", CONNECTIONS.encode() + b'"never\n' + b"xxxxxxxxx\n" * 200_000, "a quote is opened and never"),
        ("x.csv", CONNECTIONS.encode() + b"," * 5_000 + b"a\n", "has 5,001 columns"),
        ("x.csv", CONNECTIONS.encode() + b"Z\xff\xfe\n" + b"A" * 20_000 + b"\n", "not text in the encoding"),
        ("x.vcf", b"BEGIN:VCARD\nFN:\xff", "is cut short"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(relnotes: Run, tmp_path: Path, name: str, data: bytes, words: str) -> None:
    """Where it is, what is wrong, what to do; never a traceback."""
    path = tmp_path / name
    path.write_bytes(data)
    done = relnotes("-C", str(tmp_path), "import", str(path), status=None)
    assert words in done.stdout + done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_missing_files_and_folders(relnotes: Run, tmp_path: Path) -> None:
    """The system's own reason, and the way out."""
    done = relnotes("-C", str(tmp_path), "import", str(tmp_path / "no.csv"), status=2)
    assert "No such file" in done.stderr
    assert "is a folder" in relnotes("-C", str(tmp_path), "import", str(tmp_path), status=2).stderr


def test_what_is_no_file(relnotes: Run, tmp_path: Path) -> None:
    """A pipe would be waited for, a device has no end; of an archive with a password nothing can be read."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        assert "is no file on the disk" in relnotes("-C", str(tmp_path), "import", str(path), status=2).stderr
    data = bytearray(zipped(Connections=CONNECTIONS.encode()))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "secret.zip").write_bytes(data)
    done = relnotes("-C", str(tmp_path), "import", str(tmp_path / "secret.zip"), status=2)
    assert "is protected by a password: unpack it" in done.stderr


def test_a_newer_list_is_news(relnotes: Run, example: Path, tmp_path: Path) -> None:
    """Who moved is said, and gets a dated position; the same list again is no news."""
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text(CONNECTIONS.replace("Initech", "Tarboosh Payments"))
    moved = CONNECTIONS.replace("Halvrye Analytics AB,Lead", "Globex,Director").replace(
        "Ada,", "Zed,X,,,,,01 Nov 2026\nAda,"
    )
    new.write_text(moved)
    vault = ("-C", str(example), "--today", DAY)
    done = relnotes(*vault, "import", str(new), str(old), "--yes")
    assert "old.csv: the older list, to compare with" in done.stderr
    assert "Sofia Wrangström: Halvrye Analytics AB → Globex, Director\n" in done.stdout
    assert "Ada Nobody left Tarboosh Payments, where you worked, for Initech\n" in done.stdout
    note = (example / "People/Sofia Wrangström.md").read_text()
    assert "company: Globex\nrole: Director\n" in note
    assert "  - Halvrye Analytics, Engineering manager, 2026-10 to now\n" not in note
    again = relnotes(*vault, "import", str(new))
    assert "changed since" not in again.stdout and "No note" not in again.stderr


def test_triage(relnotes: Run, example: Path, tmp_path: Path) -> None:
    """Candidates are listed five at a time, kept as notes or dismissed for good."""
    path = tmp_path / "Connections.csv"
    path.write_text(
        CONNECTIONS
        + "".join(f"P{n},Person,https://www.linkedin.com/in/p{n},,,,{n + 1:02} May 2021\n" for n in range(7))
    )
    vault = ("-C", str(example), "--today", DAY)
    assert "no candidates" in relnotes(*vault, "triage").stderr
    relnotes(*vault, "import", str(path), "--yes")
    shown = relnotes(*vault, "triage").stdout
    assert shown.startswith(
        "9 candidates without a note\n\n1  Matteo Valdarno  Engineer, Globex\n   may be People/Matteo"
    )
    assert "\n2  P6 Person\n   connected 2021-05-07; from linkedin\n" in shown
    assert "\n5  " in shown and "\n6  " not in shown
    found = relnotes(*vault, "who", "--candidates", "--at", "initech").stdout
    assert found.startswith("1 candidate without a note\n\n1  Ada Nobody  CTO, Initech\n")
    assert "only --at, --in and --into" in relnotes(*vault, "who", "--candidates", "--quiet", "6m", status=2).stderr
    done = relnotes(*vault, "triage", "--keep", "ada nobody", "--drop", "P6 Person")
    assert "People/Ada Nobody.md: made" in done.stderr
    assert "role: CTO" in (example / "People/Ada Nobody.md").read_text()
    assert relnotes(*vault, "triage").stdout.startswith("7 candidates")
    assert "may be 6 candidates" in relnotes(*vault, "triage", "--keep", "P", status=2).stderr
    assert '"relnotes.triage/1"' in relnotes(*vault, "triage", "--format", "json").stdout


def test_json(relnotes: Run, example: Path, tmp_path: Path) -> None:
    """The whole report as JSON."""
    path = tmp_path / "Connections.csv"
    path.write_text(CONNECTIONS)
    found = json.loads(relnotes("-C", str(example), "--today", DAY, "import", str(path), "--format", "json").stdout)
    (file,) = found["files"]
    assert found["schema"] == "relnotes.import/1"
    assert [one["path"] for one in file["known"]] == ["People/Sofia Wrangström.md"]
    assert file["known"][0]["changes"][0] == {"kind": "url", "text": "https://www.linkedin.com/in/sofia-w"}
    assert [one["name"] for one in file["candidates"]] == ["Ada Nobody"]
    assert file["doubtful"][0]["paths"] == ["People/Matteo Valdarno.md"]


HEADER = CONNECTIONS.partition("\n")[0].encode() + b"\n"
LIMITED = 400 << 20  # bytes of address space, of which the interpreter and its libraries take the half


def limited(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """relnotes with little memory to have."""
    resource = pytest.importorskip("resource", reason="needs the limits of Unix")
    return subprocess.run(
        [sys.executable, "-m", "relnotes", *words],
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (LIMITED, LIMITED)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_gigabyte_of_commas(tmp_path: Path) -> None:
    """Refused by its size, its one line, or its number of rows, in little memory; as a file and in an archive."""
    sparse, line, rows, bomb = (tmp_path / name for name in ("sparse.csv", "line.csv", "rows.csv", "bomb.zip"))
    with sparse.open("wb") as file:
        file.truncate(1 << 30)
    with line.open("wb") as file:
        file.write(HEADER)
        for _ in range(120):
            file.write(b"," * (1 << 20))
    with rows.open("wb") as file:
        file.write(HEADER)
        for _ in range(100):
            file.write((b"," * 99 + b"\n") * 10_000)
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("Connections.csv", "w", force_zip64=True) as member,
    ):
        member.write(HEADER)
        for _ in range(1 << 10):
            member.write(b'"' + b"," * (1 << 20) + b'"\n')
    for path, words in (
        (sparse, "sparse.csv is larger than 256 MB"),
        (line, "line.csv:2 is a line of more than 1 MB"),
        (rows, "rows.csv has more than 500,000 rows"),
        (bomb, "Connections.csv:2 is a line of more than 1 MB"),
    ):
        done = limited("-C", str(tmp_path), "import", path)
        assert (done.returncode, done.stdout) == (2, ""), done.stderr
        assert words in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"BEGIN:VCARD\n" + b"NOTE:" + b"x" * (40 << 20), "a line of more than 8 MB"),
        (b'{"account": {"uuid": "x", "data": ' + b"[" * (1 << 20), "nested too deep"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 20_000, "it is cut short"),
    ],
    ids=["one long card", "nested JSON", "half a calendar"],
)
def test_files_that_are_read_at_once(tmp_path: Path, data: bytes, words: str) -> None:
    """Those formats have a limit of their own, and depth is none of their virtues."""
    (tmp_path / "x").write_bytes(data)
    done = limited("-C", str(tmp_path), "import", tmp_path / "x")
    assert done.returncode == 2 and words in done.stderr, done.stderr[-500:]


def test_an_archive_of_very_many_files(tmp_path: Path) -> None:
    """Their names are not even read."""
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(2_500):
            archive.writestr(f"{number}.csv", "")
    assert "more than 2,000 files" in limited("-C", str(tmp_path), "import", tmp_path / "many.zip").stderr


NASTY = (
    '=cmd|"/c calc"!A1,<script>alert(1)</script>,https://www.linkedin.com/in/a,,"../../etc/passwd",'
    '"{{date}} <% tp. %>",'
    "05 May 2021\n"
    "CON,,https://www.linkedin.com/in/b,,%% <!-- [[x]],#tag ^b,05 May 2021\n"
    '\x1b[31mRed\u202e,Name\x07,https://www.linkedin.com/in/c,,"a\nb",| --- |,05 May 2021\n'
    "Zoe\u0308,Case,https://www.linkedin.com/in/d,,,,05 May 2021\n"
    "ZOË,CASE,https://www.linkedin.com/in/e,,,,05 May 2021\n"
)


def test_names_that_mean_harm(relnotes: Run, tmp_path: Path) -> None:
    """Nothing steers the terminal or leaves the folder, every note is one, and lint finds nothing to mend."""
    (tmp_path / "v").mkdir()
    path = tmp_path / "c.csv"
    path.write_bytes(HEADER + NASTY.encode())
    done = relnotes("-C", str(tmp_path / "v"), "import", str(path), "--all", "--yes")
    assert "\x1b" not in done.stdout and "\u202e" not in done.stdout
    notes = sorted((tmp_path / "v/People").iterdir())
    assert len(notes) == 5 and not [one for one in tmp_path.rglob("*") if one.name == "passwd"]
    assert len({unicodedata.normalize("NFC", one.name).casefold() for one in notes}) == 5
    assert not any(set(one.name) & set('<>:"/\\|?*#^[]%\x1b\u202e') for one in notes)
    relnotes("-C", str(tmp_path / "v"), "lint", "--strict")
    again = relnotes("-C", str(tmp_path / "v"), "import", str(path), "--all", "--yes")
    assert "5 known, nothing new" in again.stdout and "0 note" not in again.stderr


def test_triage_commits(relnotes: Run, example: Path, tmp_path: Path) -> None:
    """The notes of those who are kept, in one commit; where none was made, there is none."""
    path = tmp_path / "Connections.csv"
    path.write_text(CONNECTIONS)
    box = Box(example, tmp_path / "githome").init()
    box.git("add", "-A")
    box.git("commit", "-q", "-n", "-m", "begin")
    vault = ("-C", str(example), "--today", DAY)
    relnotes(*vault, "import", str(path), "--yes", "--commit", **box.env)
    said = relnotes(*vault, "triage", "--keep", "ada nobody", "--commit", **box.env).stderr
    assert "committed" in said and "Add Ada Nobody" in said
    files = box.git("show", "--format=%s", "--name-only").stdout
    assert files == "Add Ada Nobody\n\nPeople/Ada Nobody.md\n"
    assert box.git("status", "--porcelain").stdout == ""
