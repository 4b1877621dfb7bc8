"""Makes the desk available to every test of these pages."""

from tests.claims.web.scenes import desk

__all__ = ["desk"]
