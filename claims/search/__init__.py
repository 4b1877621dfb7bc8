"""Reads across rooms: words and likeness."""
