"""A running `relnotes serve`, asked over real connections."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

from tests.conftest import DAY, ROOT
from tests.shell.watching import PATIENCE

KEY = r"[A-Za-z0-9_-]{43}"


class Answer:
    """What came back: the status, the headers, and the body as text."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status = answer.status
        self.headers = answer.headers
        self.data = answer.read()

    @property
    def text(self) -> str:
        return self.data.decode()


class Served:
    """`relnotes serve` on a vault, as a process of its own with a state folder of its own."""

    def __init__(self, root: Path, state: Path, *words: str) -> None:
        self.root = root
        self.port = free_port()
        self.env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(state), "NO_COLOR": "1"}
        self.log = state / f"log-{self.port}"
        state.mkdir(exist_ok=True)
        self.words = words
        with self.log.open("w") as file:
            self.process = subprocess.Popen(self._command(), cwd=ROOT, env=self.env, stderr=file)

    def _command(self, *more: str) -> list[str]:
        start = [sys.executable, "-m", "relnotes", "-C", str(self.root), "--today", DAY, "serve"]
        return [*start, "--port", str(self.port), *self.words, *more]

    def __enter__(self) -> "Served":
        self.until(self._ready, "it starts")
        return self

    def _ready(self) -> bool:
        if "--incognito" not in self.words:
            return "watching /" in self.said()
        try:
            return self.get().status == 200
        except OSError:
            return False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(PATIENCE) == 0
        assert "Traceback" not in self.said()
        assert "please report" not in self.said()
        assert not re.search(rf"/{KEY}\b", self.said()), "a key stands in the log"

    def said(self) -> str:
        return self.log.read_text()

    def until(self, holds: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, f"{what}\n{self.said()}"
            time.sleep(0.02)

    def addresses(self, *more: str) -> dict[str, str]:
        """What `--print-address` prints: the page's path by ``page``, each feed's by its file name."""
        done = subprocess.run(
            self._command("--print-address", *more), cwd=ROOT, env=self.env, capture_output=True, text=True, check=True
        )
        found = re.findall(r"^(?:page|calendar) +http://[^/]+(/\S*)$", done.stdout, re.MULTILINE)
        return {address.rsplit("/", 1)[-1] or "page": address for address in found}

    def get(self, path: str = "/", headers: Mapping[str, str] | None = None, method: str = "GET") -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, headers=dict(headers or {}))
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def send(self, data: bytes) -> bytes:
        """The first answer to bytes that may be no request."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as raw:
            raw.sendall(data)
            return raw.recv(65_536)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
