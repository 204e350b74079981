"""A review in words and pictures: `words` makes the sentences, one file a format lays them out."""
