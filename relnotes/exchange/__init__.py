"""Foreign texts <-> drafts of people, and drafts <-> notes: pure, one small file a format."""
