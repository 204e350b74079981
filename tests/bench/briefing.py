"""What the briefs of everybody cost, and the agenda: `python -m tests.bench.briefing VAULT ROUNDS`.

Prints the seconds of CPU of each round as JSON. Both begin with the same vault in memory.
"""

import gc
import json
import sys
import time
from pathlib import Path

from relnotes.insight.brief import build_brief
from relnotes.insight.ground import lay_ground
from relnotes.model import Config, Vault, Window
from relnotes.schedule.agenda import build_agenda
from relnotes.shell.disk import load_config
from relnotes.shell.snapshot import take_snapshot
from relnotes.vault import build_vault
from tests.support import TODAY


def agenda(vault: Vault, config: Config) -> float:
    start = time.process_time()
    build_agenda(vault, Window(TODAY, config))
    return time.process_time() - start


def briefs(vault: Vault, config: Config) -> float:
    """With the index that they share."""
    start = time.process_time()
    ground = lay_ground(vault, Window(TODAY, config))
    for contact in vault.contacts.values():
        build_brief(ground, contact)
    return time.process_time() - start


def main(root: Path, rounds: int) -> None:
    # As the commands do.
    gc.disable()
    config = load_config(root)
    vault = build_vault(take_snapshot(root, config).notes, config)
    for side in (agenda, briefs):
        side(vault, config)
    each = [(agenda(vault, config), briefs(vault, config)) for _ in range(rounds)]
    print(json.dumps({"agenda": [one for one, _ in each], "briefs": [other for _, other in each]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
