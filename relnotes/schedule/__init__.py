"""Vault + Window -> Agenda. One small file a kind; `agenda` lists them, `planner` gives them days."""
