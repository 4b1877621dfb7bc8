"""Accounts for a class, and what people say about themselves."""

from django.db import transaction

from provenance.audit.services import record

from ..models import User
from ..rules import require
from ..secrets import new_code


@transaction.atomic
def open_confined_account(*, by: User | None) -> User:
    """An account that opens the classroom and nothing else: no name, no address, no password.

    Its name for the history says nothing of who it is. `by` is None where a stranger joins.
    """
    user = User(username=f"class-{new_code(3)}", is_confined=True)
    user.set_unusable_password()
    user.save()
    record("person.added", user, by=by, confined=True)
    return user


@transaction.atomic
def edit_profile(user: User, *, name: str, by: User) -> User:
    """Change how a person is called. Nobody changes someone else's name."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    require(user.pk == by.pk, "Only you change your own name.")
    if user.name == name:
        return user
    before, user.name = user.name, name
    user.full_clean(exclude=["password"])
    user.save(update_fields=["name"])
    record("person.renamed", user, by=by, before=before, after=name)
    return user
