"""What is asked about a scale: its name, and its ratings from best to worst, a row each."""

from typing import Any

from django import forms
from django.utils.text import slugify

from claims.reviews.models import Rating, Scale
from claims.reviews.scales import RatingSpec

LOWEST, HIGHEST = 1, 100
MOST = 12
NEUTRAL = [(value, word.capitalize()) for value, word in Rating.Neutral.choices]
COLOURS = [("", "as what it stands for"), *Rating.Colour.choices]
# What most scales have; rows whose name stays empty are left out.
USUAL_ROWS = [(5, "true"), (4, "true"), (3, "mixed"), (2, "false"), (1, "false"), (3, "unproven")]


class RatingForm(forms.Form):
    """One rating."""

    label = forms.CharField(
        label="Name", max_length=80, error_messages={"required": "Give the rating a name."}
    )
    meaning = forms.CharField(
        label="What it means",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say what it means, for those who choose and who read it."},
    )
    neutral = forms.ChoiceField(label="Stands for", choices=NEUTRAL)
    colour = forms.ChoiceField(label="Colour", choices=COLOURS, required=False)
    value = forms.IntegerField(label="Value", min_value=LOWEST, max_value=HIGHEST)

    def clean_label(self) -> str:
        """A name that can be told apart from others by its letters."""
        label: str = self.cleaned_data["label"]
        if not slugify(label):
            raise forms.ValidationError("Use letters or digits in the name.")
        return label


RatingRows = forms.formset_factory(RatingForm, extra=0, max_num=MOST, absolute_max=MOST)


class ScaleForm(forms.Form):
    """A scale and its `rows`. Begins as another scale, where one is given, else with usual rows."""

    aliases = {"ratings": ""}

    name = forms.CharField(max_length=120, error_messages={"required": "Give the scale a name."})
    description = forms.CharField(
        label="What it is for", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, like: Scale | None = None) -> None:
        initial = {"name": like.name, "description": like.description} if like else {}
        super().__init__(data, initial=initial)
        self.rows = RatingRows(data, prefix="rating", initial=_begun(like))

    def clean(self) -> dict[str, Any]:
        """With the ratings of the rows that were filled in."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        filled = [row for row in self.rows if row["label"].data or row["meaning"].data]
        if not all(row.is_valid() for row in filled):
            self.add_error(None, "Something is missing in the ratings; it is said beside them.")
        return given | {"ratings": [_spec(row.cleaned_data) for row in filled if row.is_valid()]}


class ChangeScaleForm(ScaleForm):
    """The same for a scale that nobody has used yet; its name stays."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, like: Scale) -> None:
        super().__init__(data, like=like)
        del self.fields["name"]
        self.initial["version"] = like.version


class TranslateForm(forms.Form):
    """A scale in another language: two fields for each rating, named by its slug."""

    aliases = {"texts": ""}

    version = forms.IntegerField(widget=forms.HiddenInput)
    language = forms.CharField(
        max_length=8,
        help_text="Its code: de for German, fr for French, pt-br for Portuguese as in Brazil.",
        widget=forms.TextInput(attrs={"class": "short"}),
    )

    def __init__(self, data: Any = None, *, scale: Scale, language: str = "") -> None:
        self.ratings = list(scale.ratings.all())
        texts = {
            one.slug: text
            for one in self.ratings
            for text in one.texts.all()
            if text.language == language
        }
        super().__init__(data, initial={"language": language, "version": scale.version})
        for one in self.ratings:
            text = texts.get(one.slug)
            self.fields[f"label-{one.slug}"] = forms.CharField(
                label=f"“{one.label}” is called",
                max_length=80,
                required=False,
                initial=text.label if text else "",
            )
            self.fields[f"meaning-{one.slug}"] = forms.CharField(
                label=f"and means “{one.meaning}”",
                max_length=300,
                required=False,
                initial=text.meaning if text else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """As the service takes it."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        texts = {
            one.slug: (given.get(f"label-{one.slug}", ""), given.get(f"meaning-{one.slug}", ""))
            for one in self.ratings
        }
        return {name: given.get(name) for name in ("language", "version")} | {"texts": texts}


def _begun(like: Scale | None) -> list[dict[str, Any]]:
    if like is None:
        return [{"value": value, "neutral": neutral} for value, neutral in USUAL_ROWS]
    fields = ("label", "meaning", "neutral", "colour", "value")
    rows = [{name: getattr(rating, name) for name in fields} for rating in like.ratings.all()]
    return [*rows, {"value": LOWEST}]


def _spec(given: dict[str, Any]) -> RatingSpec:
    return RatingSpec(slug=slugify(given["label"])[:60], **given)
