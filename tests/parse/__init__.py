"""The parse floor and the vault: text in, exact nouns and places out."""
