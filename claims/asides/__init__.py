"""Asides: private notes to the editor, which nobody else ever reads."""
