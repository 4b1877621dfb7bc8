"""Where a text came from."""
