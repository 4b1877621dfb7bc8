"""The pages of this wing."""
