"""What the board is narrowed to, and what is done with many checks or claims at once."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from claims.attention.models import Pick
from claims.records.models import Topic, TopicOfClaim
from claims.reviews.models import Check
from provenance.accounts.models import User, Workspace
from provenance.accounts.roles import CHECKS
from provenance.numbers import number_in

from .network import Day

ANY = [("", "any")]
ME, NOBODY = "me", "nobody"
WHEN = [("late", "overdue"), ("week", "within a week"), ("none", "no day set")]
MOST_TOPICS = 300


def who_check(workspace: Workspace) -> list[tuple[int, str]]:
    """The ids and names of those who check in a workspace."""
    rows = User.objects.filter(
        is_active=True, memberships__workspace=workspace, memberships__role__in=list(CHECKS)
    )
    return sorted(((user.pk, str(user)) for user in rows), key=lambda one: one[1].casefold())


class BoardFilters(forms.Form):
    """What the board shows. Unknown values are left out rather than refused."""

    q = forms.CharField(
        label="Words",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    who = forms.ChoiceField(label="With", required=False)
    due = forms.ChoiceField(label="Due", choices=[*ANY, *WHEN], required=False)
    topic = forms.ChoiceField(label="Topic", required=False)
    picked = forms.ChoiceField(
        label="Picked because", choices=[*ANY, *Pick.Rule.choices], required=False
    )

    def __init__(self, *args: Any, workspace: Workspace, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        people = [(str(pk), name) for pk, name in who_check(workspace) if pk != user.pk]
        topics = Topic.objects.visible_to(user).in_workspace(workspace).standing()
        named = [(str(pk), name) for pk, name in topics.values_list("pk", "name")[:MOST_TOPICS]]
        for name, choices in (
            ("who", [*ANY, (ME, "me"), (NOBODY, "nobody"), *people]),
            ("topic", [*ANY, *named]),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def narrowed(self, rows: Any) -> Any:
        """The checks that fit."""
        self.is_valid()
        given = self.cleaned_data
        if words := given.get("q"):
            rows = rows.filter(claim__statement__icontains=words)
        if who := given.get("who"):
            rows = rows.filter(self._with(who))
        if when := given.get("due"):
            rows = rows.filter(_due(when))
        if topic := number_in(given.get("topic", "")):
            of = TopicOfClaim.objects.visible_to(self.user).of_topic(topic)
            rows = rows.filter(claim__in=of.counting())
        if rule := given.get("picked"):
            picks = Pick.objects.visible_to(self.user).filter(rule=rule)
            rows = rows.filter(claim__in=picks.order_by().values("claim"))
        return rows

    @property
    def narrows(self) -> bool:
        """Whether anything was asked for at all."""
        return any(self.cleaned_data.values())

    def _with(self, who: str) -> Q:
        if who == NOBODY:
            return Q(assignee=None)
        pk = self.user.pk if who == ME else int(who)
        return Q(assignee=pk) | Q(second=pk) | Q(adjudicator=pk)


def _due(when: str) -> Q:
    today = timezone.localdate()
    if when == "none":
        return Q(due=None)
    if when == "late":
        return Q(due__lt=today)
    return Q(due__gte=today, due__lte=today + timedelta(days=7))


class NothingForm(forms.Form):
    """A step that asks for nothing."""


class DayForm(forms.Form):
    """By when something is due."""

    due = forms.DateField(
        label="Due by",
        required=False,
        widget=Day(format="%Y-%m-%d"),
        help_text="Left empty, there is no day.",
    )


class AssignManyForm(DayForm):
    """Who shall check them."""

    to = forms.TypedChoiceField(
        label="Who checks it first",
        coerce=int,
        error_messages={"required": "Choose someone."},
    )
    field_order = ["to", "due"]

    def __init__(self, *args: Any, workspace: Workspace, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [("", "choose someone"), *who_check(workspace)]  # type: ignore[attr-defined]
        self.fields["due"].help_text = "Left empty, a day that is set already stays."

    def clean(self) -> dict[str, Any]:
        """The person in place of the id."""
        given = super().clean() or {}
        if "to" in given:
            given["to"] = User.objects.get(pk=given["to"])
        return given


class DeclineManyForm(forms.Form):
    """Why they are declined."""

    reason = forms.CharField(
        label="Why it is declined",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is declined; whoever asked may be told."},
    )


class AskManyForm(DayForm):
    """Asking that claims be checked."""

    reason = forms.CharField(
        label="Why it should be checked",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["reason", "due"]


class TagManyForm(forms.Form):
    """Which topics to put on."""

    topics = forms.CharField(
        label="Topics",
        max_length=500,
        help_text="With commas between them. A topic that nobody knows yet is added.",
        error_messages={"required": "Name a topic."},
    )

    def clean_topics(self) -> list[str]:
        """Names, each once."""
        names = [" ".join(one.split()) for one in self.cleaned_data["topics"].split(",")]
        found = list(dict.fromkeys(filter(None, names)))
        if not found:
            raise forms.ValidationError("Name a topic.")
        return found


class PickForm(forms.Form):
    """Why a claim was picked."""

    rule = forms.ChoiceField(
        label="Picked because",
        choices=Pick.Rule.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it was picked."},
    )
    words = forms.CharField(
        label="More about it",
        required=False,
        max_length=300,
        help_text="Needed for another reason.",
    )


def checks_of(workspace: Workspace, user: User) -> Any:
    """Open checks of a workspace that this person may know of."""
    return Check.objects.visible_to(user).filter(workspace=workspace).open()
