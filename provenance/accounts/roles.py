"""The roles in a workspace and what each may do. Pure tables."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What someone is in one workspace."""

    OWNER = "owner"
    EDITOR = "editor"
    CHECKER = "checker"
    TEACHER = "teacher"
    STUDENT = "student"
    READER = "reader"


class Visibility(TextChoices):
    """Who can see a row. The same three words on every page."""

    ME = "me", "only me"
    WORKSPACE = "workspace", "the workspace"
    PUBLIC = "public", "everyone"


MANAGES = frozenset({Role.OWNER})
PUBLISHES = frozenset({Role.OWNER, Role.EDITOR})
CHECKS = PUBLISHES | {Role.CHECKER, Role.TEACHER}
RECORDS = CHECKS | {Role.STUDENT}
READS = RECORDS | {Role.READER}
