"""Values -> text. One file a format; `wording` holds the sentences that all of them share."""
