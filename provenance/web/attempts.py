"""Calling a service from a page, so that what it says stands where the person looks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from provenance.accounts.rules import NotNow, Stale

from . import undo

Made = TypeVar("Made")


def attempt(form: BaseForm, service: Callable[..., Made]) -> Made | None:
    """What `service` made of the form, or None with the reasons in the form.

    A complaint about a field stands beside it; one about anything else stands above the form.
    """
    if not form.is_valid():
        return None
    try:
        return service(**form.cleaned_data)
    except (NotNow, Stale) as because:
        form.add_error(None, str(because))
    except ValidationError as error:
        complaints = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for field, said in complaints.items():
            known = field in form.fields and field != NON_FIELD_ERRORS
            form.add_error(field if known else None, said)
    return None


@contextmanager
def telling(request: HttpRequest, done: str, *, undone_at: str = "") -> Iterator[None]:
    """For a button without a form: `done`, or the refusal, is said on the page one returns to.

    Where it can be taken back by a POST to `undone_at`, that is offered with it.
    """
    try:
        yield
    except (NotNow, Stale) as because:
        messages.error(request, str(because))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if undone_at:
            undo.offer(request, done, undone_at)
        else:
            messages.success(request, done)
