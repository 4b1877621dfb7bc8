"""A form over a row that others may change meanwhile: it says which version it is about."""

from collections.abc import Mapping
from typing import Any

from django import forms


class Versioned(forms.Form):
    """Carries the version that the person had read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def overtaken(self, now: Mapping[str, Any], who: str) -> None:
        """Someone was quicker: keep what was typed, say what stands there now, ask again.

        Sent once more, the form writes over what the other person did, knowingly.
        """
        self.add_error(
            None,
            f"{who} changed this while you were writing. What you wrote is still here, and beside "
            "it what it says now. Send it again to put yours in its place.",
        )
        for name, value in now.items():
            if name in self.fields and name != "version" and self._differs(name, value):
                self.add_error(name, f"It says now: {self._read(name, value)}")
        sent = {name: self.data[name] for name in self.data}
        self.data = sent | {self.add_prefix("version"): str(now["version"])}

    def _differs(self, name: str, value: Any) -> bool:
        field = self.fields[name]
        return bool(field.has_changed(field.prepare_value(value), self[name].data))

    def _read(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value) or "nothing")


def paragraph(label: str, *, missing: str, help_text: str = "") -> forms.CharField:
    """A field for a few sentences that must be there; `missing` is said where they are not."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
    )
