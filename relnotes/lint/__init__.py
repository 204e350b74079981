"""Vault -> diagnostics: what in the notes cannot be right, or will not do what its writer meant."""
