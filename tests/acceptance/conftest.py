"""The feeds that all clients are shown, made once."""

import shutil
from pathlib import Path

import pytest

from tests.acceptance.hardvault import hard_vault
from tests.conftest import DAY, ROOT, run_relnotes


@pytest.fixture(scope="session")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The feeds of the example, of the example by weeks and in Arabic, and of the hard vault, by name."""
    folder = tmp_path_factory.mktemp("feeds")
    hard = folder / "hard"
    for path, data in hard_vault().items():
        (hard / path).parent.mkdir(parents=True, exist_ok=True)
        (hard / path).write_bytes(data)
    example = ROOT / "vault-example"
    weeks = Path(shutil.copytree(example, folder / "weeks"))
    config = (weeks / "relnotes.toml").read_text().replace('language = "en"', 'language = "ar"')
    (weeks / "relnotes.toml").write_text(config + '[feed]\ngroup = "week"\nalarm = "-15h"\n')
    made = {}
    for vault in (example, weeks, hard):
        made[vault.name.removeprefix("vault-")] = feed = folder / f"{vault.name}.ics"
        run_relnotes(folder, "-C", str(vault), "--today", DAY, "feed", "-o", str(feed))
    return made
