"""The formats that can be read, in the order in which they are recognised. A new one is a module and a line here."""

from collections.abc import Callable, Mapping
from types import ModuleType

from msgspec import Struct

from relnotes.exchange import friends, google, linkedin, meetings, monica, table, vcard
from relnotes.exchange.draft import Foreign, Reading, Unusable
from relnotes.exchange.source import head


class Format(Struct, frozen=True):
    """A format: its name on the command line, its title, and how it is known and read."""

    name: str
    title: str
    recognises: Callable[[Foreign, Mapping[str, str]], bool]
    """Whether a file is of this format, by the beginning of each of its parts."""
    read: Callable[[Foreign], Reading]

    @classmethod
    def of(cls, module: ModuleType) -> "Format":
        return cls(module.NAME, module.TITLE, module.recognises, module.read)


FORMATS: tuple[Format, ...] = tuple(
    Format.of(module)
    for module in (
        vcard,
        meetings,
        monica,
        friends,
        linkedin,
        google,
        table,
    )
)


def recognise(foreign: Foreign, named: str = "") -> Format:
    """The format of a file: as the user names it, else by its content."""
    if named:
        return next(one for one in FORMATS if one.name == named)
    heads = {name: head(part) for name, part in foreign.parts.items()}
    if not any(start.strip() for start in heads.values()):
        raise Unusable(f"{foreign.name} is empty.")
    for one in FORMATS:
        if one.recognises(foreign, heads):
            return one
    names = ", ".join(f"{one.name} ({one.title})" for one in FORMATS)
    raise Unusable(f"{foreign.name} is of no format that is known by its content. Say --from with one of {names}.")
