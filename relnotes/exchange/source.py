"""The text of foreign files: any encoding that people meet, and no more of it in memory than is needed."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from relnotes.exchange.draft import Part, Unusable

MAX_FILE = 256 << 20
MAX_WHOLE = 32 << 20
MAX_LINE = 1 << 20
_MAX_BYTE_LINE = 8 << 20
_MAX_CELLS = 2_000
_MAX_ROWS = 500_000
HEAD = 16_384

_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def head(part: Part) -> str:
    """The beginning of a file, as well as it can be read: enough to know the format."""
    with part.open() as file:
        data = file.read(HEAD)
    return data.decode(encoding_of(data), "replace").removeprefix("\ufeff")


def encoding_of(data: bytes) -> str:
    """How a file that begins so is encoded: by its mark, as UTF-8, else as Windows writes Western letters."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    if len(data) > 3 and 0 in (data[0], data[1]) and data[0] != data[1]:
        return "utf-16-le" if data[1] == 0 else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        # One damaged byte must not turn every name of a file in UTF-8 into other letters.
        return "utf-8" if _SEQUENCE.search(data) else "cp1252"
    return "utf-8"


def whole(part: Part) -> bytes:
    """A file that has to be read at once."""
    with part.open() as file:
        data = file.read(MAX_WHOLE + 1)
    if len(data) > MAX_WHOLE:
        raise Unusable(f"{part.name} is larger than {MAX_WHOLE >> 20} MB: export fewer people at a time.")
    return data


def whole_text(part: Part) -> str:
    data = whole(part)
    try:
        return data.decode(encoding_of(data)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unusable(f"{part.name}:{line} is not UTF-8 text: save the file as UTF-8.") from None


def byte_lines(part: Part) -> Iterator[bytes]:
    """The lines of a file whose lines may each be encoded in their own way, without their ends, one at a time."""
    with part.open() as file:
        start = file.read(HEAD)
    if encoding_of(start).startswith("utf-16"):
        yield from whole_text(part).encode().splitlines()
        return
    read = 0
    with part.open() as file:
        while line := file.readline(_MAX_BYTE_LINE + 1):
            read += len(line)
            if len(line) > _MAX_BYTE_LINE:
                raise Unusable(
                    f"{part.name} has a line of more than {_MAX_BYTE_LINE >> 20} MB: this is no list of people."
                )
            if read > MAX_FILE:
                raise Unusable(f"{part.name} is larger than {MAX_FILE >> 20} MB: this is no list of people.")
            # Some programs end lines with CR alone.
            yield from line.rstrip(b"\r\n").removeprefix(codecs.BOM_UTF8).split(b"\r")


def lines(part: Part) -> Iterator[str]:
    """The lines of a file with their ends, one at a time."""
    with part.open() as file:
        start = file.read(HEAD)
    number = read = 0
    with part.open() as file, io.TextIOWrapper(file, encoding_of(start), newline="") as text:
        while True:
            number += 1
            try:
                line = text.readline(MAX_LINE + 1)
            except UnicodeError:
                message = f"{part.name}:{number} is not text in the encoding that the file begins with"
                raise Unusable(f"{message}: save it as UTF-8.") from None
            if not line:
                return
            read += len(line)
            if len(line) > MAX_LINE:
                message = f"{part.name}:{number} is a line of more than {MAX_LINE >> 20} MB"
                raise Unusable(f"{message}: this is no list of people.")
            if read > MAX_FILE:
                raise Unusable(f"{part.name} is larger than {MAX_FILE >> 20} MB: this is no list of people.")
            yield line


def rows(part: Part) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with their lines: comma, semicolon or tab, whatever the first line with several has."""
    csv.field_size_limit(MAX_LINE)
    source = lines(part)
    reader = csv.reader(_without_nul(source), delimiter=_delimiter(head(part)))
    count = 0
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            what = "a quote is opened and never closed" if "limit" in str(error) else str(error)
            raise Unusable(f"{part.name}:{line}: {what}: this table cannot be read.") from None
        if cells is None:
            return
        if len(cells) > _MAX_CELLS:
            raise Unusable(f"{part.name}:{line} has {len(cells):,} columns: this is no list of people.")
        count += 1
        if count > _MAX_ROWS:
            raise Unusable(f"{part.name} has more than {_MAX_ROWS:,} rows: this is no list of people.")
        if any(cell.strip() for cell in cells):
            yield line, cells


def _without_nul(source: Iterator[str]) -> Iterator[str]:
    return (line.replace("\0", "") for line in source)


def _delimiter(start: str) -> str:
    """The first separator of which a line of the beginning has two or more: what stands between a header's names."""
    for line in start.splitlines():
        found = max(",;\t", key=line.count)
        if line.count(found) > 1 and not line.startswith('"'):
            return found
        if line.count(found) > 1 and line.count(f'"{found}"') > 1:
            return found
    return max(",;\t", key=start.count) if start else ","
