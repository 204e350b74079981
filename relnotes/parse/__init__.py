"""Bytes -> nouns. Everything here is pure, and total: whatever a file holds, the answer is a value."""
