"""Outlets, people, articles, snapshots, passages and citations."""
