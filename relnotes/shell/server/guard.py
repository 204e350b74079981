"""What a request must have before the application sees it: a Host that is ours. And its key, taken out of its path."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from relnotes.shell.server.access import Access
from relnotes.shell.server.keys import KEY

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEY_OF = "relnotes.key"
"""Where the application finds the key of a request."""


class Guard:
    """WSGI before the application."""

    def __init__(self, app: "WSGIApplication", access: Access) -> None:
        self.app = app
        self.access = access

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if not self.access.knows(environ.get("HTTP_HOST", "")):
            text = b"This name is not served here. If it should be: relnotes serve --url http://NAME\n"
            start("421 Misdirected Request", [("Content-Type", "text/plain; charset=utf-8")])
            return [text]
        _, first, *rest = environ.get("PATH_INFO", "").split("/", 2) if environ.get("PATH_INFO") else ("", "")
        environ[KEY_OF] = ""
        if KEY.fullmatch(first):
            environ[KEY_OF] = first
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{first}"
            environ["PATH_INFO"] = f"/{rest[0] if rest else ''}"
        return self.app(environ, start)
