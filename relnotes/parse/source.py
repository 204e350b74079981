"""The text of a file: decoded, with its control characters blanked, and its places as an editor counts them."""

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from relnotes.model import Diagnostic, Severity, Span, Splice

MAX_BYTES = 1 << 20
# So far into a file its lines are sooner counted than looked up: most notes need no table of them.
_NEAR = 2_000

# What libyaml refuses, and what libraries but no editor's line count take for a line break (a lone CR, NEL, U+2028,
# U+2029). Each becomes one space, so that every place stays where it was.
_UNPRINTABLE = re.compile(r"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Source:
    """A decoded file. ``text`` has the length of the file's text without its BOM, code point for code point."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.problems: list[Diagnostic] = []
        self.valid = len(data) <= MAX_BYTES
        raw = data[:MAX_BYTES].removeprefix(b"\xef\xbb\xbf")
        self._bom = len(data[:MAX_BYTES]) - len(raw)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            # A cut at MAX_BYTES may fall inside a character; that file is refused for its size anyway.
            text = raw.decode("utf-8", "replace")
            if self.valid:
                self.valid = False
                before = raw[: error.start].decode("utf-8", "replace")
                line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
                self.problem(
                    Span(line, column, line, column + 1),
                    "not-utf8",
                    "error",
                    f"byte 0x{raw[error.start]:02X} is not UTF-8 text",
                    "save the file as UTF-8",
                )
        self.raw = text
        # Python's notion of what can be printed is narrower, and much faster to ask.
        lines = text.replace("\r\n", "") if "\r" in text else text
        printable = lines.replace("\n", "").isprintable()
        self.text = text if printable else _UNPRINTABLE.sub(" ", text)
        if len(data) > MAX_BYTES:
            self.problem(
                Span(1, 1, 1, 1),
                "too-complex",
                "error",
                "the file is larger than 1 MiB",
                "move what is no note elsewhere",
            )
        elif self.valid and not printable and (bad := _CONTROL.search(text)):
            self.problem(
                self.span(bad.start(), bad.end()),
                "control-characters",
                "warning",
                f"control character U+{ord(bad.group()):04X} in the text",
                "delete it",
            )

    def line(self, offset: int) -> int:
        """The line (from 1) in which a code point stands."""
        if offset < _NEAR:
            return self.text.count("\n", 0, offset) + 1
        return bisect_right(self._starts, offset)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins."""
        return list(accumulate([len(line) + 1 for line in self.text.split("\n")], initial=0))[:-1]

    def span(self, start: int, end: int) -> Span:
        first, last = self.line(start), self.line(end)
        return Span(first, start - self._starts[first - 1] + 1, last, end - self._starts[last - 1] + 1)

    def offset(self, line: int) -> int:
        """Where a line (from 1) begins."""
        return self._starts[min(line, len(self._starts)) - 1]

    def whole_line(self, line: int, *, raw: bool = False) -> str:
        """A line without its end: as it is read, or `raw` as it stands in the file, control characters and all."""
        text = self.raw if raw else self.text
        end = text.find("\n", self.offset(line))
        return text[self.offset(line) : end if end >= 0 else len(text)].removesuffix("\r")

    def find(self, words: str, line: int) -> Span:
        """Where words stand first, from a line on; the line's own text when they do not stand there as such."""
        at = self.text.find(words, self.offset(line)) if words else -1
        if at >= 0:
            return self.span(at, at + len(words))
        text = self.whole_line(line)
        indent = len(text) - len(text.lstrip())
        return Span(line, indent + 1, line, len(text.rstrip()) + 1)

    def splice(self, start: int, end: int, text: str) -> Splice:
        """The edit of the file's bytes that replaces the code points from ``start`` to ``end``."""
        first = self._bom + len(self.raw[:start].encode())
        return Splice(first, first + len(self.raw[start:end].encode()), text.encode())

    def problem(
        self, span: Span, rule: str, severity: Severity, message: str, hint: str = "", fix: Splice | None = None
    ) -> None:
        self.problems.append(Diagnostic(self.path, span, rule, severity, message, hint, fix))
