"""What teachers are asked when they grade: points, remarks, and what counts."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from claims.classroom.rubrics import MOST_CRITERIA, Criterion, Measure
from claims.classroom.tasks import Task

from ..pages.classroom.grading import Points
from .versioned import Versioned, paragraph

BLANK = 2  # Empty rows below the criteria there are.


class GradeForm(Versioned):
    """Points for each criterion, beginning with what is suggested, and a comment."""

    comment = forms.CharField(
        label="A word to the student",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        *args: Any,
        points: Sequence[Points],
        tasks: Sequence[Task],
        graded: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = [one.criterion for one in points]
        numbers = {task.id: number for number, task in enumerate(tasks, 1)}
        self.of = [(one.points, numbers.get(one.task)) for one in self.criteria]
        for at, one in enumerate(points):
            suggested = one.suggestion.points if one.suggestion else None
            self.fields[f"points_{at}"] = forms.DecimalField(
                label=one.criterion.label,
                initial=_plain(one.given if graded else suggested),
                required=False,
                min_value=0,
                max_value=one.criterion.points,
                step_size=Decimal("0.5"),
                help_text=_said(one),
                widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
            )
        self.order_fields([*(f"points_{at}" for at in range(len(points))), "comment", "version"])

    @property
    def lines(self) -> list[tuple[forms.BoundField, int, int | None]]:
        """For each criterion its field, the most points, and the number of its task."""
        return [(self[f"points_{at}"], most, task) for at, (most, task) in enumerate(self.of)]

    def clean(self) -> dict[str, Any]:
        """What the service takes: criterion -> points."""
        said: dict[str, Any] = super().clean() or {}
        names = {f"points_{at}": one.id for at, one in enumerate(self.criteria)}
        given = {pk: said.get(name) for name, pk in names.items()}
        return {"given": given, "comment": said.get("comment", ""), "version": said.get("version")}


def _said(points: Points) -> str:
    """What is suggested and why, under the field."""
    if points.suggestion is None:
        return ""
    return f"Suggested {_plain(points.suggestion.points)}. {points.suggestion.reason}"


def _plain(points: float | None) -> str | None:
    """Points as one writes them: 7 or 7.5."""
    return None if points is None else f"{points:g}"


class RemarkForm(Versioned):
    """A remark on words of an answer, or on all of it."""

    words = paragraph("Your remark", missing="Say something.")
    quote = forms.CharField(
        label="On which words",
        required=False,
        max_length=2_000,
        help_text="Copy them from the answer. Leave it empty to mean all of it.",
    )

    def __init__(self, *args: Any, quotes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].max_length = 2_000  # type: ignore[attr-defined]
        if not quotes:
            del self.fields["quote"]


class RubricForm(Versioned):
    """What counts, row by row; a row without points is left out."""

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], tasks: Sequence[Task], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows: list[Criterion | None] = [*criteria, *[None] * BLANK]
        self.rows = rows[:MOST_CRITERIA]
        whole = [("", "the whole work")]
        choices = [*whole, *((one.id, f"{n}. {one.kind.label}") for n, one in enumerate(tasks, 1))]
        for at, one in enumerate(self.rows):
            self._add(at, one, choices)

    def _add(self, at: int, one: Criterion | None, tasks: list[tuple[str, str]]) -> None:
        self.fields[f"label_{at}"] = forms.CharField(
            label="What counts", max_length=120, required=False, initial=one and one.label
        )
        self.fields[f"measure_{at}"] = forms.ChoiceField(
            label="Read from",
            choices=Measure.choices,
            initial=one.measure if one else Measure.FREE,
            required=False,
        )
        self.fields[f"task_{at}"] = forms.ChoiceField(
            label="In", choices=tasks, initial=one and one.task, required=False
        )
        self.fields[f"points_{at}"] = forms.IntegerField(
            label="Points", min_value=0, max_value=100, initial=one and one.points, required=False
        )

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The fields row by row."""
        names = ("label", "measure", "task", "points")
        return [[self[f"{name}_{at}"] for name in names] for at in range(len(self.rows))]

    def clean(self) -> dict[str, Any]:
        """What the service takes. The ids stay, so that points given before stay with them."""
        said: dict[str, Any] = super().clean() or {}
        criteria = [self._row(at, one, said) for at, one in enumerate(self.rows)]
        kept = [row for row in criteria if row["points"]]
        return {"criteria": kept, "version": said.get("version")}

    def _row(self, at: int, one: Criterion | None, said: dict[str, Any]) -> dict[str, Any]:
        names = ("label", "measure", "task", "points")
        row = {name: said.get(f"{name}_{at}") for name in names}
        return row | {"id": one.id if one else self._free(at)}

    def _free(self, at: int) -> str:
        """An id that no criterion has."""
        taken = {one.id for one in self.rows if one}
        return next(f"c{n}" for n in range(at + 1, 1000) if f"c{n}" not in taken)
