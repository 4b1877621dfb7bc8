"""Filters for pages of this wing."""
