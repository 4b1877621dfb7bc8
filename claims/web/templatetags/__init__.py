"""Filters that templates of this face load."""
