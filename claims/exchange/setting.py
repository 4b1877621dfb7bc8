"""Setting an assignment from a dossier that someone handed over."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.classroom.lessons import ReadyLesson
from claims.classroom.models import Assignment, Course
from claims.classroom.rules import may_teach
from claims.classroom.services import make_assignment
from claims.reviews.models import Scale
from provenance.accounts.models import User
from provenance.accounts.rules import require
from provenance.capture.failures import CaptureFailed
from provenance.capture.material import Material
from provenance.capture.pipeline import bring_in
from provenance.sources.models import Snapshot

from .dossier.checking import check
from .dossier.lessons import Told, found_in, texts_in
from .dossier.looking import GARBLED, Dossier

BROKEN = "This dossier is not as it was written: {name}: {detail}"
NO_TEXTS = (
    "This dossier holds no texts, so that there is nothing to read. Ask for one that was made by "
    "someone who may read them; the public one leaves them out."
)
CHANGED = "“{title}” could not be kept word for word."


@transaction.atomic
def set_from_dossier(
    course: Course, file: IO[bytes], *, lesson: ReadyLesson, title: str = "", by: User
) -> Assignment:
    """An assignment, not given yet, on the claim of a dossier; its verdict and evidence are hidden.

    The texts become articles of the course's workspace; the claim becomes none of its claims. A
    file that is not whole is refused with what fails. Raises ValidationError naming `file`.
    """
    require(may_teach(by, course), "Only the teachers of a course set assignments in it.")
    for one in check(file):
        if not one.ok:
            raise _wrong(BROKEN.format(name=one.name, detail=one.detail))
    with zipfile.ZipFile(file) as archive:
        dossier = Dossier(archive, 0)
        try:
            kept, places = _kept(course, texts_in(dossier), by)
            found = found_in(dossier, places, list(_ratings(course)))
        except GARBLED as error:
            raise _wrong(f"It cannot be read ({type(error).__name__}).") from None
    if missing := lesson.lacks([one.article_id for one in kept]):
        raise ValidationError({"lesson": f"“{lesson.title}” needs {missing}."})
    return make_assignment(
        course,
        snapshots=kept,
        found=found,
        title=title or found["statement"][:120],
        lesson=lesson.slug,
        intro=lesson.intro,
        tasks=lesson.tasks,
        glossary=lesson.glossary,
        by=by,
    )


def _ratings(course: Course) -> Any:
    scale = Scale.objects.usable_in(course.workspace_id).first()
    return scale.ratings.values("slug", "label", "neutral") if scale else ()


def _kept(course: Course, texts: Sequence[Told], by: User) -> tuple[list[Snapshot], dict[int, int]]:
    """The texts, each once, and which of them each snapshot of the dossier has become."""
    if not texts:
        raise _wrong(NO_TEXTS)
    kept: dict[int, Snapshot] = {}
    places: dict[int, int] = {}
    for text in texts:
        snapshot = _keep(course, text, by)
        kept.setdefault(snapshot.pk, snapshot)
        places[text.snapshot] = list(kept).index(snapshot.pk)
    return list(kept.values()), places


def _keep(course: Course, told: Told, by: User) -> Snapshot:
    """The text word for word, as a version of an article of this workspace."""
    material = Material(
        raw=told.text.encode(),
        captured_at=datetime.fromisoformat(told.captured_at),
        media_type="text/plain",
        encoding="utf-8",
        title=told.title,
        address=told.address,
    )
    try:
        kept = bring_in(material, workspace=course.workspace, by=by).snapshot
    except CaptureFailed as failure:
        raise _wrong(f"“{told.title}”: {failure}") from None
    if kept.text != told.text:
        raise _wrong(CHANGED.format(title=told.title))
    return kept


def _wrong(said: str) -> ValidationError:
    return ValidationError({"file": said})
