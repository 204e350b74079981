"""The page and the feed over HTTP: `keys` (who may), `guard` (what a request must have), `app` (what it gets), `run`.

Everything that is served is read; nothing here writes to a vault.
"""
