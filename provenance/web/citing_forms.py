"""Forms about citations. They check shapes; the rules are the services'."""

from typing import Any

from django import forms

from provenance.sources.models import Article, Citation

from .citing_words import FORWARD

ANY = [("", "any")]
KINDS = list(FORWARD.items())
MOST_FOUND = 8


class QueueFilters(forms.Form):
    """What the list is narrowed to; what makes no sense narrows nothing."""

    state = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[("", "waiting"), ("confirmed", "confirmed"), ("rejected", "rejected")],
    )
    kind = forms.ChoiceField(label="That one", choices=[*ANY, *KINDS], required=False)
    least = forms.TypedChoiceField(
        label="How sure",
        coerce=float,
        empty_value=None,
        required=False,
        choices=[*ANY, ("0.5", "quite possible, or surer"), ("0.75", "likely, or surer")],
    )
    article = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def narrow(self, citations: Any) -> Any:
        """The citations asked for."""
        self.is_valid()
        given = {name: one for name, one in self.cleaned_data.items() if one}
        citations = citations.filter(state=given.get("state", Citation.State.PROPOSED))
        if "kind" in given:
            citations = citations.filter(kind=given["kind"])
        if "least" in given:
            citations = citations.filter(confidence__gte=given["least"])
        return citations.of_article(given["article"]) if "article" in given else citations

    @property
    def narrows(self) -> bool:
        """Whether anything was asked for at all."""
        return any(self.cleaned_data.values())


class CiteForm(forms.Form):
    """What a person says about whom an article leans on."""

    kind = forms.ChoiceField(label="What it does", choices=KINDS)
    which = forms.CharField(
        label="The other article",
        max_length=2000,
        required=False,
        help_text="Its address, or words of its title.",
    )
    picked = forms.ChoiceField(
        label="Which of these", required=False, widget=forms.RadioSelect, choices=[]
    )
    target_name = forms.CharField(
        label="Or, if it is not here: whose it is", max_length=300, required=False
    )
    target_address = forms.CharField(label="And its address", max_length=2000, required=False)
    words = forms.CharField(
        label="The words that show it", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    target_words = forms.CharField(
        label="The words over there", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    uncredited = forms.BooleanField(label="It does not say so: not credited", required=False)
    why = forms.CharField(label="How you know", max_length=300)

    def __init__(self, *args: Any, article: Article, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.article = article
        seen = Article.objects.visible_to(user).in_workspace(article.workspace)
        self.here = seen.exclude(pk=article.pk)
        self.found = self._found()
        choices = [(str(one.pk), _told(one)) for one in self.found]
        self.fields["picked"].choices = choices  # type: ignore[attr-defined]
        if len(choices) < 2:
            del self.fields["picked"]

    def clean(self) -> dict[str, Any]:
        """Put the article that is meant in place of what was typed."""
        given = super().clean() or {}
        asked, picked = given.pop("which", ""), given.pop("picked", "")
        given["target"] = next((one for one in self.found if str(one.pk) == picked), None)
        if given["target"] is None and len(self.found) == 1:
            given["target"] = self.found[0]
        if asked and given["target"] is None:
            several = "Several are called so: pick one below."
            self.add_error("which", several if self.found else "No other article here is that.")
        return given

    def _found(self) -> list[Article]:
        asked = str(self.data.get("which", "")).replace("\x00", " ").strip()
        if not asked:
            return []
        at = list(self.here.at_address(asked).select_related("outlet")[:MOST_FOUND])
        titled = self.here.titled(asked).select_related("outlet")
        return at or list(titled.order_by("-published", "pk")[:MOST_FOUND])


def _told(article: Article) -> str:
    parts = [str(article), article.outlet.name if article.outlet else ""]
    parts.append(article.published.isoformat() if article.published else "")
    return " · ".join(filter(None, parts))
