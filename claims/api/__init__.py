"""The REST face of this wing."""
