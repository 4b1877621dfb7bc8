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


def wider(one: str, other: str) -> bool:
    """Whether more people see what is shown to `one` than what is shown to `other`."""
    return Visibility.values.index(one) > Visibility.values.index(other)


MANAGES = frozenset({Role.OWNER})
PUBLISHES = frozenset({Role.OWNER, Role.EDITOR})
CHECKS = PUBLISHES | {Role.CHECKER, Role.TEACHER}
MODERATES = PUBLISHES | {Role.TEACHER}
TEACHES = frozenset({Role.OWNER, Role.TEACHER})
RECORDS = CHECKS | {Role.STUDENT}
READS = RECORDS | {Role.READER}

# The same tables in words, for people.
MAY = {
    Role.OWNER: "Everything, and says who belongs here.",
    Role.EDITOR: "Checks, publishes verdicts, moderates notes and reads the history.",
    Role.CHECKER: "Records claims, adds evidence, writes reviews and seconds those of others.",
    Role.TEACHER: "Does what a checker does, moderates notes and teaches classes.",
    Role.STUDENT: "Records claims and adds evidence; changes only what is their own.",
    Role.READER: "Reads what the workspace shares.",
}
