"""Forms for bringing in articles. They check shapes; the rules are the services'."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from provenance.accounts.models import Visibility
from provenance.capture import browser
from provenance.capture.models import CaptureRequest
from provenance.capture.services import Given
from provenance.capture.uploads import given_file

MOST_ADDRESSES = 200
LEVELS = [
    (Visibility.WORKSPACE, "everyone in the workspace"),
    (Visibility.ME, "only you"),
]


class ManyFiles(forms.FileInput):
    """Chooses several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All of them, not only the last."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Any number of files; empty ones are taken too, so that each gets its own answer."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files as a list."""
        files: list[UploadedFile[Any]] = list(data or [])
        if not files:
            raise forms.ValidationError("Choose at least one file.")
        return files


class LevelField(forms.ChoiceField):
    """Who sees it; whoever says nothing means the workspace."""

    def clean(self, value: Any) -> Any:
        """One of the levels."""
        return super().clean(value or Visibility.WORKSPACE)


class LevelledForm(forms.Form):
    """What the three ways of bringing something in have in common.

    Each of them has `given()`: what was sent, in the terms of the services.
    """

    visibility = LevelField(label="Who sees it", choices=LEVELS, initial=Visibility.WORKSPACE)


class AddressForm(LevelledForm):
    """One or several addresses."""

    address = forms.CharField(
        label="Addresses",
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 2, "inputmode": "url", "spellcheck": "false"}),
        help_text="One a line, each beginning with https:// or http://.",
    )
    in_browser = forms.BooleanField(
        label="The page is built by scripts: open it in a browser",
        required=False,
        help_text="Slower. Keeps a picture and a PDF of it as well.",
    )
    field_order = ["address", "in_browser", "visibility"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if reason := browser.why_not():
            self.fields["in_browser"].disabled = True
            self.fields["in_browser"].help_text = reason

    def clean_address(self) -> list[str]:
        """Each address once."""
        lines = list(dict.fromkeys(self.cleaned_data["address"].split()))
        if len(lines) > MOST_ADDRESSES:
            raise forms.ValidationError(f"Send at most {MOST_ADDRESSES} addresses at once.")
        return lines

    def given(self) -> Iterable[Given]:
        """The addresses."""
        origin = CaptureRequest.Origin.ADDRESS
        how = {"origin": origin, "in_browser": self.cleaned_data["in_browser"]}
        return [Given(address=line, **how) for line in self.cleaned_data["address"]]


class TextForm(LevelledForm):
    """Pasted text."""

    title = forms.CharField(max_length=500, required=False)
    text = forms.CharField(
        max_length=2_000_000, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    field_order = ["title", "text", "visibility"]

    def given(self) -> Iterable[Given]:
        """The text."""
        title, raw = self.cleaned_data["title"], self.cleaned_data["text"].encode()
        return [Given(CaptureRequest.Origin.PASTED, name=title, payload=raw)]


class FilesForm(LevelledForm):
    """Files."""

    file = FilesField()

    def given(self) -> Iterable[Given]:
        """The files, each read only when its turn comes."""
        return map(given_file, self.cleaned_data["file"])


BringForm = AddressForm | TextForm | FilesForm
WAYS: dict[str, type[BringForm]] = {"address": AddressForm, "text": TextForm, "files": FilesForm}
