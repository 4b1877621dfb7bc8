"""What students are asked at the door of a class."""

from django import forms

CODE = {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}


class JoinForm(forms.Form):
    """The code of the course, and a name."""

    code = forms.CharField(
        label="Code of the class",
        max_length=40,
        widget=forms.TextInput(attrs={**CODE, "inputmode": "text"}),
        error_messages={"required": "Type the code that your teacher shows."},
    )
    name = forms.CharField(
        label="What the class calls you",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Your name or another one you choose. Your teacher sees it; nobody outside does.",
        error_messages={"required": "Say what the class calls you."},
    )


class ResumeForm(forms.Form):
    """The code of one student."""

    secret = forms.CharField(
        label="Your own code",
        max_length=40,
        widget=forms.TextInput(attrs=CODE),
        help_text="Twelve letters and digits that you wrote down when you joined.",
        error_messages={"required": "Type the code that you wrote down."},
    )


class NameForm(forms.Form):
    """Another name."""

    name = forms.CharField(label="What the class calls you", max_length=60)
