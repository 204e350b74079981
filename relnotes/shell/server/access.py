"""Under which names the server is reached, and which addresses follow from that."""

import ipaddress
import socket
from urllib.parse import urlsplit

from msgspec import Struct

from relnotes.model import Config
from relnotes.shell.errors import CannotRun
from relnotes.shell.server.keys import Keys, same

_LOOPBACK_NAMES = frozenset({"localhost", "localhost.localdomain"})


class Access(Struct, frozen=True):
    """Who may ask, and by which name."""

    keys: Keys
    host: str
    """What the server listens on: a name or an address."""
    port: int
    url: str = ""
    """The address by which others reach it, where something stands in between; no slash at the end."""

    @property
    def local(self) -> bool:
        """Whether only this machine can ask, and under its own name: then the pages need no key."""
        return is_loopback(self.host) and not self.url

    def knows(self, host: str) -> bool:
        """Whether a request's Host is ours: a page of another site may point its own name at this machine."""
        name = _name(host)
        if self.url and name == (urlsplit(self.url).hostname or ""):
            return True
        if is_loopback(self.host):
            return is_loopback(name)
        mine = socket.gethostname().casefold()
        return name in {self.host.casefold(), mine, f"{mine}.local"} or is_loopback(name) or _is_address(name)

    def may(self, key: str) -> bool:
        """Whether a request with this key, or none, may see the pages."""
        return (self.local and not key) or same(key, self.keys.page)

    @property
    def base(self) -> str:
        """What all addresses begin with."""
        if self.url:
            return self.url
        host = _outside() if self.host in {"0.0.0.0", "::", ""} else self.host  # noqa: S104 - only compared
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def page(self) -> str:
        return f"{self.base}/" if self.local else f"{self.base}/{self.keys.page}/"

    def feeds(self, config: Config) -> list[str]:
        """The address of each feed; each is known only to who was told."""
        return [f"{self.base}/{self.keys.feed(path)}/{name}" for name, path in feed_names(config).items()]


def feed_names(config: Config) -> dict[str, str]:
    """What each feed is called in an address, and its path in the vault."""
    further = {feed.path.rsplit("/", 1)[-1]: feed.path for feed in config.feeds}
    return {"relnotes.ics": config.feed.path} | {name: path for name, path in further.items() if name != "relnotes.ics"}


def read_url(text: str) -> str:
    """The address that a user gave for the server; CannotRun when it is none."""
    parts = urlsplit(text)
    bare = parts.path in {"", "/"} and not (parts.query or parts.fragment or parts.username)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not bare:
        raise CannotRun(f"“{text}” is no address to reach this by: write for example https://notes.example.org.")
    return text.rstrip("/")


def is_loopback(name: str) -> bool:
    """Whether a name or address means this machine only."""
    if name.casefold().rstrip(".") in _LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    """An address in numbers is nobody's name, so no other site can point one here."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").casefold()
    except ValueError:
        return ""


def _outside() -> str:
    """This machine's address on its network. Nothing is sent: connecting a datagram socket only asks for the route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        try:
            asker.connect(("192.0.2.1", 9))
            return str(asker.getsockname()[0])
        except OSError:
            return socket.gethostname()
