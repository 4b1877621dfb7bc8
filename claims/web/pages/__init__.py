"""Puts together what a page shows. Nothing here changes anything."""
