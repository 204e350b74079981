"""README's ways to the phone, walked as far as this machine reaches: the texts are taken from README itself."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.acceptance.drive import Ask, Shown, caldav_on, expected, from_caldav, program, query, run
from tests.acceptance.feedcheck import Feed, check
from tests.conftest import DAY, ROOT

README = (ROOT / "README.md").read_text("utf-8").partition("## On your phone")[2].partition("\n## ")[0]
(WORKFLOW,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
(CONFIG,) = re.findall(r"```ini\n(.*?)```", README, re.DOTALL)
(SYNC,) = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
WORD = "x7" * 20
KARIM = "People/Karim El-Attal.md"


def test_the_workflow_is_one(tmp_path: Path) -> None:
    """By the published schema of GitHub's workflows, each with a limit of time."""
    file = tmp_path / "calendar.yml"
    file.write_text(WORKFLOW)
    for schema in ("vendor.github-workflows", "custom.github-workflows-require-timeout"):
        run(program("check-jsonschema", "--builtin-schema", schema, str(file)), tmp_path)


class Runner:
    """What GitHub does with the workflow: a fresh checkout each time, the cache put back, the steps one by one."""

    def __init__(self, folder: Path, vault: Path) -> None:
        self.folder = folder
        self.vault = vault
        self.cache = folder / "cache"
        self.runs = 0
        workflow: dict[str, Any] = yaml.safe_load(WORKFLOW)
        self.steps: list[dict[str, Any]] = workflow["jobs"]["publish"]["steps"]
        bin_ = folder / "bin"
        bin_.mkdir()
        script = bin_ / "relnotes"
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m relnotes "$@" --today "$DAY"\n')
        script.chmod(0o755)
        self.env = {"PATH": f"{bin_}:{os.environ['PATH']}", "HOME": str(folder), "PYTHONPATH": str(ROOT), "TZ": "UTC"}
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str) -> None:
        who = ("-c", "user.name=Nadia", "-c", "user.email=nadia@example.org")
        subprocess.run(["git", "-C", str(self.vault), *who, *words], check=True, capture_output=True, env=self.env)

    def publish(self, day: str, word: str = WORD) -> Path:
        """Commit what the vault holds and run the job; the site that it uploads."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "notes")
        self.runs += 1
        work = self.folder / f"run{self.runs}"
        subprocess.run(["git", "clone", "-q", str(self.vault), str(work)], check=True, env=self.env)
        site = work / "none"
        for step in self.steps:
            uses, given = step.get("uses", ""), step.get("with", {})
            if uses.startswith("actions/cache@") and self.cache.exists():
                shutil.copytree(self.cache, work / given["path"])
            elif uses.startswith("actions/upload-pages-artifact@"):
                site = work / given["path"]
            elif "run" in step and not step["run"].startswith("pip install "):
                env = self.env | {"WORD": word, "DAY": day}
                words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
                subprocess.run(words, cwd=work, env=env, capture_output=True, text=True, check=True)
        shutil.rmtree(self.cache, ignore_errors=True)
        shutil.copytree(work / "published", self.cache)
        return site


def test_the_job_keeps_what_it_published(example: Path, tmp_path: Path) -> None:
    """From a clean checkout each time: only what changed changes, and days that passed count as missed."""
    runner = Runner(tmp_path, example)
    first = runner.publish(DAY) / WORD / "relnotes.ics"
    assert check(first.read_bytes()) == []
    again = runner.publish(DAY) / WORD / "relnotes.ics"
    assert again.read_bytes() == first.read_bytes()

    note = example / KARIM
    note.write_text(note.read_text().replace("## Log\n", f"## Log\n- {DAY} call: at last\n"))
    later = runner.publish(DAY) / WORD / "relnotes.ics"
    old, new = ({event.get("UID"): event.lines for event in Feed(one.read_bytes()).events} for one in (first, later))
    changed = [new.get(uid, old.get(uid)) for uid in old.keys() | new.keys() if old.get(uid) != new.get(uid)]
    assert len(changed) == 3 and all("Karim" in str(lines) for lines in changed)

    tomorrow = runner.publish("2026-11-24") / WORD / "relnotes.ics"
    assert b"X-RELNOTES-MISSED:1" in tomorrow.read_bytes()


def test_the_job_needs_its_secret(example: Path, tmp_path: Path) -> None:
    """Without the word nothing is published where it could be guessed."""
    runner = Runner(tmp_path, example)
    with pytest.raises(subprocess.CalledProcessError) as failed:
        runner.publish(DAY, word="")
    assert "add the secret CALENDAR_WORD" in failed.value.stderr
    assert not list(tmp_path.glob("run1/site/*"))


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """The home of a machine that is always on, with vdirsyncer set up as README says."""
    home = tmp_path / "box"
    (home / ".config/vdirsyncer").mkdir(parents=True)
    return home


def test_the_calendar_of_an_account(example: Path, box: Path) -> None:
    """vdirsyncer puts the events on a CalDAV server with their alarms; of an edit, what changed."""
    config = example / "relnotes.toml"
    config.write_text(config.read_text() + '[feed]\nalarm = "09:00"\n')
    line = SYNC.replace("relnotes -C ~/notes", f"'{sys.executable}' -m relnotes -C '{example}' --today {DAY}")
    line = line.replace("vdirsyncer", program("vdirsyncer")[0])
    note = example / KARIM
    with caldav_on(box) as (url, ask):
        (box / ".config/vdirsyncer/config").write_text(CONFIG.replace("http://127.0.0.1:5232/", url))
        (box / ".calendars/relnotes").mkdir(parents=True)
        run(program("vdirsyncer", "discover"), box, "y\n" * 9)
        for text in (note.read_text(), note.read_text().replace("## Log\n", f"## Log\n- {DAY} call: at last\n")):
            note.write_text(text)
            run(["sh", "-ec", line], box, env={"PYTHONPATH": str(ROOT)})
            shown = on_server(ask)
            assert shown == sorted(expected((example / "relnotes.ics").read_bytes()).shown)
            assert any(one.summary == "Check in with Karim El-Attal" for one in shown) is ("at last" not in text)


def on_server(ask: Ask) -> list[Shown]:
    status, answer = ask("REPORT", "/nadia/relnotes/", query().encode(), "application/xml")
    assert status == 207, answer
    found = sorted(from_caldav(answer).shown)
    assert found and all(one.alarms == 1 for one in found)
    return found
