"""Text -> text: changes to a note that touch nothing but what was asked."""
