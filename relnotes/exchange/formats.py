"""The formats that can be read, in the order in which they are recognised. A new one is a module and a line here."""

from collections.abc import Callable, Mapping
from types import ModuleType

from msgspec import Struct
from msgspec.structs import replace

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


def recognise(foreign: Foreign, named: str = "") -> tuple[Format, Foreign]:
    """The format of a file, as the user names it, else by its content; and the file with only the parts that are so."""
    heads = {name: head(part) for name, part in foreign.parts.items()}
    if named:
        one = next(one for one in FORMATS if one.name == named)
        return one, _only(foreign, one, heads)
    if not any(start.strip() for start in heads.values()):
        raise Unusable(f"{foreign.name} is empty.")
    for one in FORMATS:
        if one.recognises(foreign, heads):
            return one, _only(foreign, one, heads)
    names = ", ".join(f"{one.name} ({one.title})" for one in FORMATS)
    raise Unusable(f"{foreign.name} is of no format that is known by its content. Say --from with one of {names}.")


def _only(foreign: Foreign, one: Format, heads: Mapping[str, str]) -> Foreign:
    """An archive may hold files of other formats beside those that are meant."""
    parts = {name: part for name, part in foreign.parts.items() if one.recognises(foreign, {name: heads[name]})}
    return replace(foreign, parts=parts or foreign.parts)
