"""The lines of vCards: taken apart, as 2.1, 3.0 and 4.0 write them, and put together again.

Why not vobject: it loses parts of values (see facts); and what properties cannot say has to be kept to the letter.
"""

import quopri
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

_HEADER = re.compile(rb'(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)((?:;(?:[^":;]|"[^"]*")*)*):')
_PARAM = re.compile(r';((?:[^";]|"[^"]*")*)')
_QUOTED = "QUOTED-PRINTABLE"
_ENCODINGS = {"BASE64", "B", _QUOTED, "8BIT", "7BIT"}
# What a semicolon divides.
STRUCTURED = {"N", "ADR", "ORG", "GENDER", "CLIENTPIDMAP"}


class Line(Struct, frozen=True):
    """A property of a card. ``value`` is escaped as 3.0 and 4.0 do, whatever the card's version."""

    name: str
    value: str
    group: str = ""
    params: tuple[tuple[str, str], ...] = ()

    def text(self) -> str:
        return unescape(self.value)

    def parts(self) -> list[str]:
        """A structured value's parts."""
        return [unescape(part).strip() for part in split(self.value, ";")]

    def words(self) -> list[str]:
        return [found for part in split(self.value, ",") if (found := unescape(part).strip())]

    def types(self) -> list[str]:
        return [one.strip('" ').lower() for name, value in self.params if name == "TYPE" for one in value.split(",")]

    def __str__(self) -> str:
        group = f"{self.group}." if self.group else ""
        return f"{group}{self.name}{''.join(f';{name}={value}' for name, value in self.params)}:{self.value}"


class Card(Struct, frozen=True):
    """The lines of a card between its BEGIN and END, and the line of the file on which it begins."""

    line: int
    lines: tuple[Line, ...]
    closed: bool = True


def cards(source: Iterable[bytes]) -> Iterator[Card]:
    """Every card among the lines of a file. Cards inside of cards (the agent of 2.1) are passed over."""
    found: list[Line] = []
    depth = begun = 0
    version = ""
    for number, raw in _unfolded(source):
        line = _parse(raw, version)
        if line is None:
            continue
        if line.name == "BEGIN" and line.value.strip().upper() == "VCARD":
            if depth == 1 and not (found and found[-1].name == "AGENT"):
                # The card before was never ended.
                yield Card(begun, tuple(found))
                depth = 0
            if depth == 0:
                begun, found, version = number, [], ""
            depth += 1
        elif line.name == "END" and line.value.strip().upper() == "VCARD":
            depth -= 1
            if depth == 0:
                yield Card(begun, tuple(found))
            depth = max(depth, 0)
        elif depth == 1:
            if line.name == "VERSION":
                version = line.value.strip()
            found.append(line)
    if depth > 0:
        yield Card(begun, tuple(found), closed=False)


def _unfolded(source: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines as they were before they were folded, by spaces, soft breaks of quoted-printable, or bare base64."""
    parts: list[bytes] = []
    start = 1
    soft = base = False
    for number, line in enumerate(source, 1):
        header = _HEADER.match(line)
        if parts and soft:
            parts.append(line.lstrip(b" \t") if line[:1] in b" \t" and not parts[-1].endswith(b" ") else line)
        elif parts and line[:1] in (b" ", b"\t"):
            parts.append(line[1:])
        elif parts and base and header is None and line.strip():
            parts.append(line.strip())
        else:
            if parts:
                yield start, b"".join(parts)
            parts, start = [line], number
            params = header[3].upper() if header else b""
            soft_header = b"QUOTED-PRINTABLE" in params
            base = b"BASE64" in params or b"ENCODING=B" in params
        soft = bool(parts) and soft_header and line.endswith(b"=")
        if soft:
            parts[-1] = parts[-1][:-1]
    if parts:
        yield start, b"".join(parts)


def _parse(raw: bytes, version: str) -> Line | None:
    match = _HEADER.match(raw)
    if match is None:
        return None
    charset = encoding = ""
    params: list[tuple[str, str]] = []
    for text in _PARAM.findall(_decode(match[3], "")):
        name, equals, value = text.partition("=")
        name = name.strip().upper()
        if not equals:
            name, value = ("ENCODING" if name in _ENCODINGS else "TYPE", name.lower())
        if name == "CHARSET":
            charset = value
        elif name == "ENCODING":
            encoding = value.upper()
        elif name:
            params.append((name, value.strip()))
    value_bytes = raw[match.end() :]
    if encoding == _QUOTED:
        value_bytes = quopri.decodestring(value_bytes)
    value = _decode(value_bytes, charset)
    name = match[2].decode().upper()
    if encoding in {"BASE64", "B"}:
        params.append(("ENCODING", "b"))
    elif encoding == _QUOTED or version.startswith("2"):
        value = _as_three(name, value)
    return Line(name, value.strip(" \r"), (match[1] or b"").decode(), tuple(params))


def _decode(data: bytes, charset: str) -> str:
    """Bytes of a value. Many cards say another charset than they use, so UTF-8 is tried first."""
    for name in ("utf-8", charset, "cp1252"):
        try:
            return data.decode(name) if name else ""[1]
        except (UnicodeDecodeError, LookupError, IndexError):
            continue
    return data.decode("latin-1")


def _as_three(name: str, value: str) -> str:
    """A value of 2.1, where only semicolons are escaped, as 3.0 escapes it."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    commas = re.sub(r"(?<!\\),", r"\\,", value) if name not in {"CATEGORIES", "NICKNAME"} else value
    return commas if name in STRUCTURED else re.sub(r"(?<!\\);", r"\\;", commas)


def unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def escape(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return text.replace(",", "\\,").replace(";", "\\;")


def split(value: str, separator: str) -> list[str]:
    """The parts of a value between separators that are not escaped; still escaped themselves."""
    parts, start, at = [], 0, 0
    while at < len(value):
        if value[at] == "\\":
            at += 1
        elif value[at] == separator:
            parts.append(value[start:at])
            start = at + 1
        at += 1
    return [*parts, value[start:]]


def name_value(name: str) -> str:
    """A whole name as the structured one: its last word as that of the family."""
    given, _, family = name.rpartition(" ")
    return f"{escape(family)};{escape(given)};;;" if given else f";{escape(family)};;;"


def parse_kept(text: str) -> Line | None:
    """A line that was kept in a note."""
    return _parse(text.encode(), "4.0")


def fold(line: str) -> str:
    """A line cut to 75 bytes, between characters, as both versions ask."""
    data = line.encode()
    if len(data) <= 75:
        return line
    pieces: list[str] = []
    piece, size = "", 0
    for char in line:
        length = len(char.encode())
        if size + length > 75:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += length
    return "\r\n".join([*pieces, piece])
