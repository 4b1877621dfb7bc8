"""Everything that changes fingerprints and shared texts.

Each is imported from its own module: comparing and fingerprints bring arithmetic along (20 MB) that
the pages, which only decide, have no use for.
"""
