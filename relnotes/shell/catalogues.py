"""The generated texts of a language, from the compiled catalogue beside this package's code."""

import gettext
from importlib.resources import files

from relnotes.model import Texts


def load_texts(language: str) -> Texts:
    """English needs no catalogue: it is what the code says."""
    if language == "en":
        return gettext.NullTranslations()
    with files("relnotes").joinpath(f"catalogues/{language}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)
