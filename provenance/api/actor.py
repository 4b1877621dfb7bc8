"""Who is acting: a write needs a person."""

from rest_framework import exceptions
from rest_framework.request import Request

from provenance.accounts.models import User


def actor(request: Request) -> User:
    """The person who asks; 401 where nobody is logged in."""
    if not isinstance(request.user, User):
        raise exceptions.NotAuthenticated("Log in, or send a token, to change something.")
    return request.user
