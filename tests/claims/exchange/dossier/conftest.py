"""Makes the busy claim available to every test of dossiers."""

from tests.claims.exchange.dossier.packing import busy

__all__ = ["busy"]
