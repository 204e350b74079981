"""The feeds that all clients are shown, made once."""

from pathlib import Path

import pytest

from tests.acceptance.hardvault import hard_vault
from tests.conftest import DAY, ROOT, run_relnotes


@pytest.fixture(scope="session")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The feeds of the example and of the hard vault, by name."""
    folder = tmp_path_factory.mktemp("feeds")
    hard = folder / "hard"
    for path, data in hard_vault().items():
        (hard / path).parent.mkdir(parents=True, exist_ok=True)
        (hard / path).write_bytes(data)
    made = {"example": (ROOT / "vault-example", folder / "example.ics"), "hard": (hard, folder / "hard.ics")}
    for vault, feed in made.values():
        run_relnotes(folder, "-C", str(vault), "--today", DAY, "feed", "-o", str(feed))
    return {name: feed for name, (_, feed) in made.items()}
