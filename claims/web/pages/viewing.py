"""As whom a page is read."""

from typing import Any

from django.contrib.auth.models import AnonymousUser


def viewer_of(user: Any, *, public: bool) -> Any:
    """Whoever asks, or nobody in particular where the page shows what everyone sees."""
    return AnonymousUser() if public else user
