"""What an edit raises when it cannot be done safely."""


class Refused(Exception):
    """An edit that cannot be done safely: a sentence that says why."""
