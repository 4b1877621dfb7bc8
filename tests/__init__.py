"""Tests, mirroring the source path for path."""
