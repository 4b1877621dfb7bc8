"""What we say about it."""
