"""Watching and serving at once: the watcher in the main thread, the server in one of its own."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from waitress.server import create_server

from relnotes.shell.errors import CannotRun
from relnotes.shell.server.access import Access
from relnotes.shell.server.app import make_app
from relnotes.shell.server.view import View
from relnotes.shell.watch import Clock, Watcher

Say = Callable[[str], None]


def serve(root: Path, clock: Clock, say: Say, access: Access, *, incognito: bool = False) -> None:
    """Serve a vault and keep its outputs true until told to stop; beside a running watcher, only serve."""
    view = View(lambda: watcher.trouble)
    watcher = Watcher(root, clock, say, view.show)
    # Its warnings (a queue of more than a few requests) are no news for the user, and hold nothing else.
    logging.getLogger("waitress").setLevel(logging.CRITICAL)
    try:
        server = create_server(
            make_app(view, access, say, incognito=incognito),
            host=access.host,
            port=access.port,
            threads=8,
            # Idle connections cost a file handle each, and are closed after a while.
            connection_limit=800,
            channel_timeout=60,
            cleanup_interval=10,
            asyncore_use_poll=True,
            max_request_header_size=16 * 1024,
            max_request_body_size=4 * 1024,
            ident=None,
            clear_untrusted_proxy_headers=True,
        )
    except OSError as error:
        raise CannotRun(
            f"{access.host}:{access.port} cannot be listened on: {error.strerror or error}. "
            "Another port: relnotes serve --port 7357."
        ) from error
    threading.Thread(target=server.run, daemon=True).start()
    try:
        watcher.run()
    finally:
        server.close()
