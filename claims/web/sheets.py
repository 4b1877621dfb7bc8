"""A form that is filled in on a page of its own or, in place, inside the page one is reading.

The same address answers both. In place, htmx fetches the form into a slot; once the service took
it, htmx follows the redirect and picks the section anew out of the page, so that there is one way
to draw a section. A refused form comes back into its slot with everything that was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BoundField, CheckboxSelectMultiple, RadioSelect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from provenance.accounts.rules import NotNow, Stale

from .forms.focused import FocusedRadios
from .forms.versioned import Versioned
from .links import seen_by

REFUSED, STALE, NOT_NOW = 400, 412, 409


@dataclass(frozen=True)
class Sheet:
    """What stands around a form. `back` is the page that the form belongs to."""

    key: str
    title: str
    button: str
    back: str
    template: str = "claims/sheet.html"
    in_place: bool = True
    shown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def back_words(self) -> str:
        """What the link back says."""
        return "Back to the claim" if self.shown.get("claim") else "Back"

    @property
    def around(self) -> dict[str, Any]:
        """What the frame of the page says: who sees the claim that the form is about, and where."""
        claim = self.shown.get("claim")
        if claim is None:
            return {"seen_by": "workspace"}
        return {"seen_by": seen_by(claim), "workspace": claim.workspace}


Service = Callable[..., Any]
Now = Callable[[], tuple[Mapping[str, Any], str]]  # What a row says now, and who changed it last.


def ask(
    request: HttpRequest,
    form: BaseForm,
    service: Service,
    sheet: Sheet,
    *,
    said: str,
    now: Now | None = None,
    then: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Show the form, or hand it to the service and go back.

    `now` where others may be quicker; `then` gives the address to go to for what was made.
    """
    if request.method != "POST":
        return show(request, form, sheet)
    made: list[Any] = []
    status = settle(form, lambda **given: made.append(service(**given)), now)
    if status:
        return show(request, form, sheet, status)
    if said:
        messages.success(request, said)
    return redirect(then(made[0]) if then else sheet.back)


def settle(form: BaseForm, service: Service, now: Now | None = None) -> int:
    """Call the service with what the form says: 0 if it took it, else the status of the refusal.

    What the service has to say stands in the form: beside the field it means, else above it.
    """
    if not form.is_valid():
        return REFUSED
    try:
        service(**form.cleaned_data)
    except Stale as late:
        _tell_stale(form, late, now)
        return STALE
    except NotNow as because:
        form.add_error(None, str(because))
        return NOT_NOW
    except ValidationError as error:
        _tell(form, error)
        return REFUSED
    return 0


def show(request: HttpRequest, form: BaseForm, sheet: Sheet, status: int = 200) -> HttpResponse:
    """Draw the form where it was asked for."""
    form.auto_id = f"{sheet.key}_%s"  # Several may be open on one page.
    _focus(form)
    context = {"form": form, "sheet": sheet, "nav": "claims", **sheet.around, **sheet.shown}
    answer = render(request, sheet.template, context, status=status)
    if request.method == "POST":
        answer["HX-Retarget"] = answer["HX-Reselect"] = f"#sheet-{sheet.key}"
        answer["HX-Reswap"] = "outerHTML"
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _tell(form: BaseForm, error: ValidationError) -> None:
    complaints = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, said in complaints.items():
        aliases = getattr(form, "aliases", {})
        known = aliases.get(name.split(".")[0], name)
        form.add_error(known if known in form.fields else None, said)


def _tell_stale(form: BaseForm, late: Stale, now: Now | None) -> None:
    if now is None or not isinstance(form, Versioned):
        form.add_error(None, str(late))
        return
    values, who = now()
    form.overtaken(values, who)


def _of_many(bound: BoundField) -> bool:
    """Whether several boxes are ticked there: Django counts them among radio buttons."""
    return isinstance(bound.field.widget, CheckboxSelectMultiple)


def _focus(form: BaseForm) -> None:
    """The cursor goes to the first field that needs something, where no search comes before."""
    fields = [bound for bound in form if not bound.is_hidden and not _of_many(bound)]
    wrong = [bound for bound in fields if bound.errors]
    if not wrong and getattr(form, "begins_with_search", False):
        return
    for bound in [*wrong, *fields][:1]:
        if isinstance(bound.field.widget, RadioSelect):
            bound.field.widget = FocusedRadios(bound.field.widget)
        else:
            bound.field.widget.attrs["autofocus"] = True
