"""Makes the scene available to every test of this wing."""

from tests.claims.lessons import lesson
from tests.claims.scene import scene

__all__ = ["lesson", "scene"]
