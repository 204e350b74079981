"""What a check says."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from relnotes.model import Config

State = Literal["fine", "note", "wrong"]


class Result(Struct, frozen=True):
    """One thing that was looked at.

    `state` is ``fine``, ``note`` (works, and is good to know) or ``wrong``; `remedy` is what to do, empty when nothing.
    """

    about: str
    state: State
    says: str
    remedy: str = ""


Check = Callable[[Path, Config], Iterator[Result]]
