"""What teachers are asked about courses and assignments."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms

from claims.classroom.kinds import Kind
from claims.classroom.lessons import ReadyLesson
from claims.classroom.models import Assignment, Section
from claims.classroom.tasks import Task
from provenance.accounts.models import User

from .versioned import Versioned

OWN = "own"
FIRST = "sift"  # The lesson that is offered first.


class CourseForm(Versioned):
    """How a course is called."""

    title = forms.CharField(
        label="What the class is called",
        max_length=120,
        help_text="As your students know it, for instance “Media class 9b”.",
        error_messages={"required": "Give it a title."},
    )


class SectionForm(forms.Form):
    """A new section."""

    name = forms.CharField(label="New section", max_length=60)


class MoveForm(forms.Form):
    """Which section a student is in."""

    section = forms.ModelChoiceField(
        Section.objects.none(), label="Section", required=False, empty_label="none"
    )

    def __init__(self, *args: Any, sections: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]


class TeacherForm(forms.Form):
    """Who teaches with you."""

    teacher = forms.ModelChoiceField(User.objects.none(), label="Who teaches with you")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teacher"].queryset = people  # type: ignore[attr-defined]


class Choice(NamedTuple):
    """A text to choose: its snapshot, what it is called, and the article it is a version of."""

    pk: int
    said: str
    article: int


class SetForm(forms.Form):
    """A lesson on a claim or a text."""

    title = forms.CharField(label="Title", max_length=120)
    lesson = forms.ChoiceField(label="What the class does", widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(
        label="Your own tasks",
        choices=Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only for “Tasks of your own”. You can reword them afterwards.",
    )
    snapshots = forms.TypedMultipleChoiceField(
        label="Texts",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one text."},
    )
    due_at = forms.DateTimeField(
        label="Due",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    how = forms.ChoiceField(
        label="Students work",
        choices=Assignment.How.choices,
        initial=Assignment.How.ALONE,
        widget=forms.RadioSelect,
    )
    attempts = forms.IntegerField(
        label="How often it may be handed in", min_value=1, max_value=20, initial=1
    )

    def __init__(
        self,
        *args: Any,
        lessons: list[ReadyLesson],
        texts: Sequence[Choice],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        ready = [(one.slug, f"{one.title} ({one.minutes} minutes)") for one in lessons]
        self.lessons = {one.slug: one for one in lessons}
        self.fields["lesson"].choices = [*ready, (OWN, "Tasks of your own")]  # type: ignore[attr-defined]
        self.fields["lesson"].initial = FIRST if FIRST in self.lessons else OWN
        self.fields["snapshots"].choices = [(one.pk, one.said) for one in texts]  # type: ignore[attr-defined]
        self.articles = {one.pk: one.article for one in texts}

    def clean(self) -> dict[str, Any]:
        """A lesson of one's own has tasks; a ready one has enough texts."""
        given: dict[str, Any] = super().clean() or {}
        lesson = self.lessons.get(given.get("lesson", OWN))
        if lesson is None and not given.get("kinds"):
            self.add_error("kinds", "Choose what the class does.")
        articles = [self.articles[one] for one in given.get("snapshots") or []]
        if lesson and (missing := lesson.lacks(articles)):
            self.add_error("snapshots", f"“{lesson.title}” needs {missing}.")
        return given


class DossierForm(forms.Form):
    """A lesson on the claim of a dossier."""

    file = forms.FileField(label="Dossier", help_text="A zip file with the texts in it.")
    title = forms.CharField(label="Title", max_length=120, required=False)
    lesson = forms.ChoiceField(label="What the class does", widget=forms.RadioSelect)

    def __init__(self, *args: Any, lessons: list[ReadyLesson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lessons = {one.slug: one for one in lessons}
        ready = [(one.slug, f"{one.title} ({one.minutes} minutes)") for one in lessons]
        self.fields["lesson"].choices = ready  # type: ignore[attr-defined]
        self.fields["lesson"].initial = FIRST

    def clean(self) -> dict[str, Any]:
        """The lesson itself, in the terms of the service."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("lesson") in self.lessons:
            given["lesson"] = self.lessons[given["lesson"]]
        return given


class WordsForm(Versioned):
    """What an assignment says, and the words of each of its tasks."""

    title = forms.CharField(label="Title", max_length=120)
    intro = forms.CharField(
        label="What the class reads first",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reading_level = forms.CharField(
        label="Reading level", required=False, max_length=60, help_text="For instance “easy”."
    )
    glossary = forms.CharField(
        label="Words explained",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line: the word, a colon, what it means here.",
    )
    due_at = forms.DateTimeField(
        label="Due",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    attempts = forms.IntegerField(label="How often it may be handed in", min_value=1, max_value=20)

    def __init__(self, *args: Any, tasks: list[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = tasks
        for at, task in enumerate(tasks, 1):
            self.fields[f"prompt_{at}"] = forms.CharField(
                label=f"{at}. {task.kind.label}",
                initial=task.prompt,
                max_length=2_000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"hints_{at}"] = forms.CharField(
                label="Hints",
                initial="\n".join(task.hints),
                required=False,
                max_length=12_000,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="One a line. They open one at a time.",
            )
            self.fields[f"points_{at}"] = forms.IntegerField(
                label="Points", initial=task.points, min_value=0, max_value=100
            )

    def clean_glossary(self) -> dict[str, str]:
        """Word -> what it means."""
        lines = [line.partition(":") for line in self.cleaned_data["glossary"].splitlines()]
        return {word.strip(): means.strip() for word, _, means in lines if word.strip()}

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        given = dict(self.cleaned_data)
        tasks = []
        for at, task in enumerate(self.tasks, 1):
            hints = [line.strip() for line in given.pop(f"hints_{at}").splitlines()]
            words = {"prompt": given.pop(f"prompt_{at}"), "points": given.pop(f"points_{at}")}
            tasks.append(task.told() | words | {"hints": [one for one in hints if one]})
        return given | {"tasks": tasks}


class GroupsForm(forms.Form):
    """How large groups are."""

    size = forms.IntegerField(label="Students in a group", min_value=2, max_value=10, initial=3)


class ReturnWorkForm(Versioned):
    """Why work is returned."""

    reason = forms.CharField(
        label="What to look at again", max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
