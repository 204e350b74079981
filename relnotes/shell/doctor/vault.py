"""The folder and its config."""

from collections.abc import Iterator
from pathlib import Path

from relnotes.model import Config
from relnotes.parse.config import CONFIG_FILE, parse_config
from relnotes.render.problems import problem_lines
from relnotes.shell.disk import read_note
from relnotes.shell.doctor.result import Result


def check(root: Path, config: Config) -> Iterator[Result]:
    if not (root / CONFIG_FILE).exists():
        yield Result("vault", "fine", f"{root}, without a config: every folder is looked at")
        return
    data = read_note(root, CONFIG_FILE)
    if data is None:
        yield Result("config", "wrong", f"{CONFIG_FILE} cannot be read", f"chmod u+r {CONFIG_FILE}")
        return
    problems = parse_config(data)[1]
    for line in problem_lines(problems):
        yield Result("config", "wrong", line, "mend the line: until then the outputs stay as they are")
    if not problems:
        yield Result("vault", "fine", f"{root}, with {CONFIG_FILE}")
    for pattern in config.people:
        if not any(root.glob(pattern)):
            yield Result(
                "config",
                "wrong",
                f"people names {pattern}, and there is no such folder",
                f"put the folder back, or change people in {CONFIG_FILE}",
            )
