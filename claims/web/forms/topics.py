"""What is asked about topics."""

from typing import Any

from django import forms

from claims.records.models import Topic
from claims.records.services.topics import LONGEST_DESCRIPTION, LONGEST_NAME, LONGEST_SLUG
from provenance.accounts.models import Workspace

from .versioned import Versioned

MOST_CHOICES = 200
MOST_NAMED = 10


class TopicForm(Versioned):
    """The words of a topic."""

    name = forms.CharField(
        label="Name", max_length=LONGEST_NAME, error_messages={"required": "Give it a name."}
    )
    description = forms.CharField(
        label="What belongs here",
        help_text="In a few sentences. Readers see it once the topic is shown to everyone.",
        required=False,
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    slug = forms.CharField(
        label="Short name for programs",
        help_text="Letters, digits and hyphens. Made of the name where it is left empty.",
        required=False,
        max_length=LONGEST_SLUG,
    )


def words_of(topic: Topic) -> dict[str, Any]:
    """What the form says of a topic as it is."""
    names = ("name", "description", "slug", "version")
    return {name: getattr(topic, name) for name in names}


class MergeTopicForm(forms.Form):
    """Into which topic another one goes."""

    aliases = {"merged": "into"}

    into = forms.TypedChoiceField(
        label="The topic that stays",
        coerce=int,
        error_messages={"required": "Choose a topic.", "invalid_choice": "Choose a topic."},
    )

    def __init__(self, data: Any = None, *, topic: Topic) -> None:
        super().__init__(data)
        others = choices_in(topic.workspace, besides=topic.pk)
        self.fields["into"].choices = [("", "choose"), *others]  # type: ignore[attr-defined]


class ClaimTopicsForm(forms.Form):
    """Which topics a claim carries."""

    aliases = {"name": "named", "claims": None}

    topics = forms.TypedMultipleChoiceField(
        label="Topics", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    named = forms.CharField(
        label="Others",
        help_text="Names with commas between them. Those that nobody knew yet are added.",
        required=False,
        max_length=500,
    )

    def __init__(self, *args: Any, workspace: Workspace, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_topics(self, workspace)

    def clean_named(self) -> list[str]:
        """The names that were given."""
        given = [name.strip() for name in self.cleaned_data["named"].split(",")]
        names = [name for name in given if name]
        if len(names) > MOST_NAMED:
            raise forms.ValidationError(f"Give at most {MOST_NAMED} names at once.")
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(f"A name has at most {LONGEST_NAME} characters.")
        return names


def offer_topics(form: forms.Form, workspace: Workspace | int) -> None:
    """Fill the choices of `topics`; leave the field out where there is no topic yet."""
    choices = choices_in(workspace)
    if choices:
        form.fields["topics"].choices = choices  # type: ignore[attr-defined]
    else:
        del form.fields["topics"]


def choices_in(workspace: Workspace | int, besides: int = 0) -> list[tuple[int, str]]:
    """The topics of a workspace, by name; for its members."""
    rows = Topic.objects.filter(workspace=workspace).standing().exclude(pk=besides)
    return list(rows.order_by("name", "pk").values_list("pk", "name")[:MOST_CHOICES])
