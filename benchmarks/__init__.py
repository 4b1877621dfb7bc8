"""Repeatable measurements of speed and quality; never imported by the program itself."""
