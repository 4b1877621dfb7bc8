"""One radio button gets the cursor."""

import pytest
from django.forms import ChoiceField, Form, RadioSelect

from claims.web.forms.focused import FocusedRadios

CHOICES = [("up", "Up"), ("down", "Down"), ("no", "Neither")]


class Way(Form):
    """One question."""

    way = ChoiceField(choices=CHOICES, widget=RadioSelect(attrs={"class": "wide"}))


@pytest.mark.parametrize(("chosen", "focused"), [("", "up"), ("down", "down"), ("lost", "up")])
def test_the_chosen_button_or_else_the_first_gets_the_cursor(chosen: str, focused: str) -> None:
    form = Way(initial={"way": chosen})
    form.fields["way"].widget = FocusedRadios(form.fields["way"].widget)
    buttons = [str(button) for button in form["way"]]
    assert [
        value for (value, _), html in zip(CHOICES, buttons, strict=True) if "autofocus" in html
    ] == [focused]


def test_what_the_buttons_were_told_before_stays() -> None:
    form = Way()
    form.fields["way"].widget = FocusedRadios(form.fields["way"].widget)
    html = str(form["way"])
    assert html.count('class="wide"') >= 3
    assert html.count("required") == 3
