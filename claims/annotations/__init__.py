"""Notes in threads on a passage or a claim."""
