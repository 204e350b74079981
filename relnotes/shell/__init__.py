"""The only floor that touches the world: disk, catalogues, watching."""
