"""Where words stand: pasted, and looked for in the texts of the desk."""

from typing import Any

from django import forms

from claims.search.quoting import Found, texts_with
from provenance.accounts.models import User
from provenance.sources.models import Article
from provenance.sources.selectors import SelectorError

NEWEST = 60
SHORTEST = 3


class PlaceForm(forms.Form):
    """Fields that name a place in a text. `find()` gives it once the form is valid."""

    words = forms.CharField(
        label="The exact words",
        help_text="Paste them as they stand in a text that was brought in; we find where.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=5000,
    )
    article = forms.TypedChoiceField(
        label="The text they stand in",
        help_text="Only needed where the same words stand in several.",
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, workspace: int, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.workspace, self.by = workspace, by
        newest = Article.objects.visible_to(by).filter(workspace=workspace).order_by("-pk")
        choices = [(one.pk, str(one)[:90]) for one in newest.only("title", "address")[:NEWEST]]
        field = self.fields["article"]
        field.choices = [("", "find it by the words"), *choices]  # type: ignore[attr-defined]

    def find(self) -> Any:
        """The place; None where none was given, or there is none, which the form then says."""
        words = self.cleaned_data.get("words", "").strip()
        if not words:
            return None
        try:
            found = self._look_for(words)
        except SelectorError:
            self.add_error("words", "These words stand there more than once. Paste a few more.")
            return None
        return self._only(found)

    def _look_for(self, words: str) -> list[Found]:
        article = self.cleaned_data.get("article")
        return texts_with(words, by=self.by, workspace=self.workspace, article=article)

    def _only(self, found: list[Found]) -> Any:
        if len(found) == 1:
            return found[0].place
        if found:
            titles = "; ".join(f"“{one.snapshot.article}”" for one in found[:5])
            self.add_error("article", f"The words stand in several texts: {titles}. Choose one.")
        else:
            self.add_error("words", "No text of this desk has these words. Check the spelling, "
                           "choose the text below, or bring it in first.")  # fmt: skip
        return None
