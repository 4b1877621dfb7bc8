"""Who acts, where, on which site: as said on a command line."""

from django.conf import settings
from django.core.management.base import CommandError

from provenance.accounts.models import User, Workspace

from .hypothesis.site import Site


def member_named(name: str) -> User:
    """The person of that user name. Raises CommandError."""
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(f"There is nobody called {name}.")
    return user


def workspace_named(slug: str | None, by: User) -> Workspace:
    """A workspace of the person: the one named, or their only one. Raises CommandError."""
    mine = Workspace.objects.visible_to(by)
    rows: list[Workspace] = list(mine.filter(slug=slug) if slug else mine)
    if len(rows) == 1:
        return rows[0]
    if slug:
        raise CommandError(f"{by} belongs to no workspace called {slug}.")
    said = "Name the workspace with --workspace" if rows else f"{by} belongs to no workspace"
    raise CommandError(f"{said}.")


def site_here() -> Site:
    """The site by its address in the settings."""
    return Site(f"{settings.SITE_URL or 'http://localhost'}/")
