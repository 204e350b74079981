"""Which vault is meant."""

import os
from pathlib import Path

from relnotes.cli.options import Settings
from relnotes.shell.disk import find_vault
from relnotes.shell.errors import CannotRun


def vault_folder(settings: Settings) -> Path:
    """The vault: -C, else RELNOTES_VAULT, else the nearest folder upward that is one, else this folder."""
    named = settings.vault or os.environ.get("RELNOTES_VAULT")
    if not named:
        return find_vault(Path.cwd())
    folder = Path(named).expanduser()
    if not folder.is_dir():
        raise CannotRun(f"{folder} is no folder: name your vault with -C FOLDER.")
    return folder.resolve()
