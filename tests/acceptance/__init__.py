"""The feed before real calendar programs, and before a check of its bytes that none of them makes."""
