"""Byte-exact edits: everything that is not spliced stays as it is, to the last byte."""

from relnotes.model import Splice


def apply(data: bytes, splices: tuple[Splice, ...]) -> bytes:
    """The bytes with every splice done; they must not overlap."""
    for splice in sorted(splices, key=lambda one: one.start, reverse=True):
        data = data[: splice.start] + splice.text + data[splice.end :]
    return data


def byte_offset(data: bytes, code_points: int) -> int:
    """Where the n-th code point of UTF-8 bytes begins, a BOM before them not counted."""
    bom = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    return bom + len(data[bom:].decode("utf-8")[:code_points].encode("utf-8"))


def line_end(data: bytes) -> bytes:
    """How the lines of a file end."""
    return b"\r\n" if b"\r\n" in data else b"\n"
