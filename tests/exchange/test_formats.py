"""Every format is registered, knows its own files, and no other's."""

import pkgutil

import pytest

import relnotes.exchange
from relnotes.exchange.draft import Unusable
from relnotes.exchange.formats import FORMATS, recognise
from tests.exchange.support import foreign

SAMPLES = {
    "vcard": "\ufeffBEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEND:VCARD\n",
    "ics": "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n",
    "monica": '{"version":"1.0-preview.1","account":{"uuid":"a","data":[{"count":0,"type":"contact","values":[]}]}}',
    "friends": "### Activities:\n\n### Notes:\n\n### Friends:\n- Ada\n",
    "linkedin": "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n",
    "google": "First Name,Middle Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value\n",
    "csv": "Name;Firma\nAda;Acme\n",
}


def test_every_module_that_reads_is_registered() -> None:
    """A module with NAME and read stands in the registry, and in the samples here."""
    modules = [f"relnotes.exchange.{found.name}" for found in pkgutil.iter_modules(relnotes.exchange.__path__)]
    readers = {
        module.NAME
        for name in modules
        if hasattr(module := __import__(name, fromlist=["x"]), "read") and hasattr(module, "NAME")
    }
    assert readers == {one.name for one in FORMATS} == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_content_tells_the_format(name: str) -> None:
    """Whatever the file is called, and in whatever encoding it comes."""
    for data in (SAMPLES[name].encode(), SAMPLES[name].encode("utf-16"), SAMPLES[name].replace("\n", "\r\n").encode()):
        assert recognise(foreign({"download (1).txt": data}))[0].name == name


def test_unknown_content() -> None:
    """What is of no format is said to be none, with the names that --from takes."""
    for text in ("hello", "a,b\n1,2\n", '{"a": 1}', "# Notes\n- 2026-01-01: x\n"):
        with pytest.raises(Unusable, match="--from with one of vcard"):
            recognise(foreign({"x": text}))
