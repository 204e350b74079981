"""Vault -> what to say, and to whom first: briefs and suggestions."""
