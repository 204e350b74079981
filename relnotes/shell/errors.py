"""What the environment does to us, as sentences: the command line prints them and ends with status 2."""


class CannotRun(Exception):
    """relnotes cannot do what was asked: one sentence that says why and what to do."""


class Busy(CannotRun):
    """Somebody else is at it just now: the same may well be done in a moment."""
