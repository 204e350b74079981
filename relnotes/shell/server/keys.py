"""The keys in the addresses: made from one secret of 256 bits, which lies in the user's state folder.

The page and each feed have keys of their own, so that a calendar service which knows the feed's address, or a family
that was given the birthdays, cannot read the notes with it.
"""

import base64
import contextlib
import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from platformdirs import user_state_path

from relnotes.shell.errors import CannotRun

KEY = re.compile(r"[A-Za-z0-9_-]{43}")
"""What a key looks like: 256 bits in URL-safe base64."""


class Keys:
    """The keys that follow from a secret."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    @property
    def page(self) -> str:
        return self._key("page")

    def feed(self, path: str) -> str:
        """The key of the feed at a path of the vault."""
        return self._key(f"feed {path}")

    def _key(self, purpose: str) -> str:
        digest = hmac.digest(self._secret, purpose.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def same(key: str, other: str) -> bool:
    """Whether two keys are one, in a time that does not tell how far they agree."""
    return hmac.compare_digest(key.encode("utf-8", "replace"), other.encode())


def key_file() -> Path:
    """Where this user's secret lies; the file may not be there yet."""
    return user_state_path("relnotes", appauthor=False) / "serve.key"


def load_keys(*, new: bool = False) -> Keys:
    """The keys of this user, readable by nobody else; made the first time, or when `new` ones are asked for."""
    path = key_file()
    try:
        if new or not path.exists():
            _write(path, secrets.token_urlsafe(32))
        secret = path.read_text("ascii").strip()
        if os.name != "nt" and path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(f"{path} cannot be used for the keys of the addresses: {error}.") from error
    if not KEY.fullmatch(secret):
        raise CannotRun(f"{path} holds no key: relnotes serve --new-token makes one, and with it new addresses.")
    return Keys(secret)


def _write(path: Path, secret: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}-{os.getpid()}")
    with contextlib.suppress(FileNotFoundError):
        temporary.unlink()
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secret + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
