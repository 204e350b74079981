"""due, next and show, as their users see them: golden transcripts of the example vault and of a plain folder."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from wcwidth import width

from relnotes.cli import COMMANDS
from tests.conftest import DAY, ROOT, Run

Golden = Callable[[str, str | bytes], None]


def test_the_due_list_of_the_example(example: Path, relnotes: Run, golden: Golden) -> None:
    """Who, why now, since when, where that is written, what is open; the mistakes of one note on stderr."""
    done = relnotes("-C", str(example), "--today", DAY, "due")
    golden("due.txt", done.stdout)
    golden("due.stderr.txt", done.stderr)
    assert "\x1b" not in done.stdout
    assert max(width(line) for line in done.stdout.splitlines()) <= 80


def test_the_due_list_in_arabic(example: Path, relnotes: Run, golden: Golden) -> None:
    """With `language = "ar"` the same list speaks Arabic."""
    config = example / "relnotes.toml"
    config.write_text(config.read_text().replace('language = "en"', 'language = "ar"'))
    golden("due.ar.txt", relnotes("-C", str(example), "--today", DAY, "due").stdout)


def test_names_are_aligned(example: Path, relnotes: Run) -> None:
    """Arabic, Japanese and emoji names do not move the column beside them."""
    lines = relnotes("-C", str(example), "--today", DAY, "due", "--all").stdout.splitlines()
    starts = {}
    for line in lines:
        for words in ("Last ", "You ", "They ", "Attend"):
            if line[:4].strip().isdigit() and f"  {words}" in line:
                starts[line] = width(line[: line.index(words)])
                break
    assert {"ليلى", "早瀬", "هدى"} <= {word for line in starts for word in line.split()}
    assert len(set(starts.values())) == 1


def test_a_plain_folder_gets_a_first_answer(tmp_path: Path, relnotes: Run, golden: Golden) -> None:
    """Notes about people without any property of relnotes: whom to begin with, and the line to type."""
    folder = tmp_path / "Notes" / "People"
    folder.mkdir(parents=True)
    (folder / "Sara Nabil.md").write_text("Met at the fair.\n\n- 2026-10-01 coffee: trains and her thesis\n")
    (folder / "Omar Haddad.md").write_text("# Omar\n\nKnows everybody. [[Sara Nabil]]'s cousin.\n")
    (folder / "ليلى حسن.md").write_text("## السجل\n- 2026-11-02 قهوة: المعرض\n", encoding="utf-8")
    (folder / "Jonas Lindqvist.md").write_text("- 2025-03-02 call: his move to Malmö\n- 2024-11-30 mail\n")
    (folder / "Ada Engel.md").write_text("ada@example.org\n")
    (folder / "Bo Falk.md").write_text("")
    done = relnotes("-C", str(folder.parent), "--today", DAY, "due")
    golden("due-plain.txt", done.stdout)
    assert done.stderr == ""
    relnotes("-C", str(folder.parent), "keep", "Sara Nabil", "--every", "8w")
    assert "Sara Nabil" in relnotes("-C", str(folder.parent), "--today", DAY, "due").stdout


def test_json_is_a_promise(example: Path, relnotes: Run, golden: Golden) -> None:
    """The shape relnotes.due/1, in the order of the text list; --all lists everyone with an interval."""
    found = relnotes("-C", str(example), "--today", DAY, "due", "--format", "json").stdout
    golden("due.json", found)
    keys = "id path line name kind state due planned last_contact last_source cadence ratio rank reason text"
    data = json.loads(found)
    assert list(data) == ["schema", "today", "items"] and data["schema"] == "relnotes.due/1"
    assert all(list(item) == keys.split() for item in data["items"])
    everything = json.loads(relnotes("-C", str(example), "--today", DAY, "due", "--all", "--format", "json").stdout)
    states = {item["state"] for item in everything["items"]}
    assert states == {"reply", "overdue", "due", "upcoming", "ok", "paused", "resting", "snoozed", "quiet"}


def test_next_and_show_as_json(example: Path, relnotes: Run) -> None:
    """Both are parts of the due list, in its shape."""
    words = ("-C", str(example), "--today", DAY)
    everything = json.loads(relnotes(*words, "due", "--all", "--format", "json").stdout)["items"]
    first = json.loads(relnotes(*words, "next", "--format", "json").stdout)
    assert first["schema"] == "relnotes.due/1" and first["items"] == everything[: len(first["items"])]
    one = json.loads(relnotes(*words, "show", "ingrid", "--format", "json").stdout)["items"]
    assert one == [item for item in everything if item["name"] == "Ingrid Tveitane"]


def test_next_and_show(example: Path, relnotes: Run, golden: Golden) -> None:
    """One person with the brief; and everything about one, found without case and accents."""
    golden("next.txt", relnotes("-C", str(example), "--today", DAY, "next").stdout)
    golden("show.txt", relnotes("-C", str(example), "--today", DAY, "show", "ingrid").stdout)
    assert relnotes("-C", str(example), "show", "tomas rios").stdout.startswith("Tomás Ríos 🎸")
    assert relnotes("-C", str(example), "show", "ليلي").stdout.startswith("ليلى")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "Zebulon"], "Nobody here is called “Zebulon”"),
        (["-C", "/nowhere", "due"], "/nowhere is no folder"),
        (["deu"], "Did you mean due?"),
        (["due", "--today", "08/05/1990"], "is not a date"),
        (["due", "--within", "soon"], "is no time"),
        (["keep", "Ingrid"], "--every 8w or --circle close"),
        (["keep", "Ingrid", "--every", "often"], "“often” is not a cadence"),
        (["keep", "Ingrid", "--circle", "clsoe"], "There is no circle “clsoe”"),
    ],
)
def test_mistakes_get_one_sentence(words: list[str], said: str, example: Path, relnotes: Run) -> None:
    """What cannot be done is said with what to do, and ends with status 2."""
    done = relnotes(*words, status=2, RELNOTES_VAULT=str(example))
    assert said in done.stderr and done.stdout == ""


def test_options_before_and_after(example: Path, relnotes: Run) -> None:
    """--vault, --today and --color are taken on both sides of the command; the later one wins."""
    before = relnotes("-C", str(example), "--today", DAY, "--color", "always", "due").stdout
    after = relnotes("due", "--today", DAY, "--vault", str(example), "--color", "always").stdout
    assert before == after and "\x1b[1m" in before
    assert "\x1b" not in relnotes("--color", "always", "due", "--color", "never", RELNOTES_VAULT=str(example)).stdout


def test_a_config_with_mistakes_ends_the_command(example: Path, relnotes: Run) -> None:
    """Every mistake of the config is said with its line."""
    (example / "relnotes.toml").write_text('langauge = "en"\n[capacity]\nper_day = 0\n')
    done = relnotes("-C", str(example), "due", status=2)
    assert "relnotes.toml:1:1: error: “langauge” is no setting of relnotes (did you mean “language”?)" in done.stderr
    assert "relnotes.toml:3:1" in done.stderr


BAD = {
    "no-day.md": ("birthday: 2026-02-30", "3:11", "invalid-date"),
    "twice.md": ("role: a\nrole: b", "4:1", "duplicate-key"),
    "tab.md": ("a:\n\t- b", "4:1", "yaml-syntax"),
    "links.md": ("company: [[A]], [[B]]", "3:", "yaml-syntax"),
    "nested.md": ("a: " + "[" * 100_000, "3:", "too-complex"),
}


def test_a_bad_note_leaves_all_others_on_the_list(tmp_path: Path, relnotes: Run) -> None:
    """Each broken note is named with line and reason; everyone else is on the list."""
    for name, (line, _, _) in BAD.items():
        (tmp_path / name).write_text(f"---\ntype: person\n{line}\n---\n")
    (tmp_path / "bytes.md").write_bytes(b"---\ntype: person\n---\n\xff\xfe caf\xe9\n")
    (tmp_path / "fence.md").write_text("---\ntype: person\n---\ntext\n```\n- 2026-01-01 call\n")
    (tmp_path / "open.md").write_text("---\ntype: person\ncadence: 4w\n\n# text\n")
    (tmp_path / "one-link.md").write_text("---\ntype: person\ncadence: 4w\ncompany: [[Acme]]\n---\n")
    for name in ("Good", "Fine"):
        (tmp_path / f"{name}.md").write_text("---\ntype: person\ncadence: 4w\n---\n- 2026-01-01 call\n")
    done = relnotes("-C", str(tmp_path), "--today", DAY, "due")
    for name, (_, place, rule) in BAD.items():
        assert any(line.startswith(f"{name}:{place}") and rule in line for line in done.stderr.splitlines()), name
    assert "one-link.md:4:10: warning: the link [[Acme]] stands without quotes" in done.stderr
    assert "bytes.md:4:1: error: byte 0xFF is not UTF-8 text" in done.stderr
    assert "open.md:1:1: error: the front matter is never closed" in done.stderr
    assert "fence.md:5:1: warning: this code block is never closed" in done.stderr
    assert "Good" in done.stdout and "Fine" in done.stdout and "one-link" in done.stdout


def test_terminal_sequences_in_notes_are_inert(tmp_path: Path, relnotes: Run) -> None:
    """Escape sequences and bidi controls from names and texts never reach the terminal."""
    (tmp_path / "x\x1b[31m\u202ered.md").write_text(
        "---\ntype: person\ncadence: 4w\n---\n- 2026-10-01 heard: a\x1b]0;b\x07c\u202e\n"
    )
    done = relnotes("-C", str(tmp_path), "--today", DAY, "due")
    shown = relnotes("-C", str(tmp_path), "--today", DAY, "show", "x")
    for sign in ("\x1b", "\x07", "\u202e"):
        assert sign not in done.stdout + done.stderr + shown.stdout


def test_a_closed_pipe_is_no_failure(example: Path) -> None:
    """`relnotes due | head -1` ends quietly."""
    command = f"{sys.executable} -m relnotes -C '{example}' due --all 2>/dev/null | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)  # noqa: S602 - a pipe is meant
    assert done.stderr == "" and done.stdout.count("\n") == 1


def test_incognito_shows_nobody(example: Path, relnotes: Run) -> None:
    """On a shared screen names, texts and places are hidden, whichever way it is asked for."""
    words = ("-C", str(example), "--today", DAY)
    found = relnotes(*words, "due", "--all", "--incognito")
    assert "Person 1" in found.stdout and "13 weeks ago" in found.stdout
    shows = [
        found,
        relnotes(*words, "due", "--format", "json", RELNOTES_INCOGNITO="1"),
        relnotes(*words, "due", "--format", "markdown", "--incognito"),
        relnotes(*words, "--incognito", "next"),
        relnotes(*words, "--incognito", "show", "ingrid"),
    ]
    for done in shows:
        for word in ("Ingrid", "Sofia", "Matteo", "People/", "engineers", "ليلى", "Priya", "h9d4lp"):
            assert word not in done.stdout + done.stderr


def test_help_imports_nothing_heavy() -> None:
    """The help must come at once: it reads no note, so it loads nothing that does."""
    code = (
        "import sys; sys.argv = ['relnotes', '--help']; import relnotes.cli, atexit; "
        "atexit.register(lambda: print(*sorted(sys.modules))); relnotes.cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "relnotes.cli" in loaded
    heavy = {"yaml", "frontmatter", "markdown_it", "icalendar", "msgspec", "watchdog", "wcwidth", "dateutil", "rich"}
    assert not loaded & heavy


def test_the_help_names_every_command(relnotes: Run) -> None:
    """The bare command and --help list the commands with the first line of their own help."""
    listed = relnotes("--help").stdout
    assert relnotes().stdout == listed
    for name, (_, line) in COMMANDS.items():
        assert name in listed
        assert relnotes(name, "--help").stdout.startswith(f"Usage: relnotes {name}")
        own = " ".join(relnotes(name, "-h").stdout.split())
        assert line.removesuffix(".") in own


def test_a_brief_is_hidden_whatever_the_ids_are(tmp_path: Path, relnotes: Run) -> None:
    """An id such as 1 does not uncover a brief."""
    (tmp_path / "A.md").write_text("---\ntype: person\nid: 1\ncadence: 1w\ninterests: [secret]\n---\n")
    for words in (("next",), ("due", "--format", "markdown"), ("show", "A")):
        assert "secret" not in relnotes("-C", str(tmp_path), "--incognito", *words).stdout
    assert "secret" in relnotes("-C", str(tmp_path), "next", RELNOTES_INCOGNITO="0").stdout
