"""What was done: append-only, hash-chained events."""
