"""A teacher's words on a passage of what was handed in."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import User
from provenance.accounts.rules import require
from provenance.audit.services import record

from .. import rules
from ..models import HandIn, Remark
from ..passages import Line, lines_of
from ..tasks import tasks_of
from ._locking import ONLY_TEACHERS, refuse_archived, taught_hand_in

LONGEST = 2_000  # Characters of a remark.


@transaction.atomic
def add_remark(
    hand_in: HandIn,
    task: str,
    words: str,
    *,
    path: str = "",
    quote: str = "",
    start: int | None = None,
    end: int | None = None,
    by: User,
) -> Remark:
    """Say something about an answer, about one field of it (`path`), or about words in it.

    The words are named by `start` and `end`, or by what they say (`quote`), if they stand there
    once. Raises ValidationError naming the field.
    """
    hand_in = taught_hand_in(hand_in, by=by)
    line = _line(hand_in, task, path)
    remark = Remark(hand_in=hand_in, task=task, path=path, words=_words(words), created_by=by)
    if start is not None or end is not None:
        remark.start, remark.end, remark.quote = _span(line, start, end)
    elif quote.strip():
        remark.start, remark.end, remark.quote = _found(line, quote.strip())
    else:
        remark.quote = line.words if line else ""
    remark.save()
    record("work.remarked", hand_in.submission, by=by, remark=remark.pk, task=task)
    return remark


@transaction.atomic
def edit_remark(remark: Remark, words: str, *, version: int | None = None, by: User) -> Remark:
    """Say it in other words."""
    remark = _taught(remark, version, by=by)
    said = _words(words)
    if said != remark.words:
        remark.words = said
        remark.touch()
        record("work.remark_edited", remark.hand_in.submission, by=by, remark=remark.pk)
    return remark


@transaction.atomic
def remove_remark(remark: Remark, *, version: int | None = None, by: User) -> Remark:
    """Take a remark back."""
    remark = _taught(remark, version, by=by)
    if remark.deleted_at is None:
        remark.deleted_at = timezone.now()
        remark.touch()
        record("work.remark_removed", remark.hand_in.submission, by=by, remark=remark.pk)
    return remark


@transaction.atomic
def restore_remark(remark: Remark, *, by: User) -> Remark:
    """Put a remark back that was taken back."""
    remark = _taught(remark, by=by)
    if remark.deleted_at is not None:
        remark.deleted_at = None
        remark.touch()
        record("work.remark_restored", remark.hand_in.submission, by=by, remark=remark.pk)
    return remark


def _taught(remark: Remark, version: int | None = None, *, by: User) -> Remark:
    row: Remark = Remark.objects.locked(remark.pk, version)
    course = row.hand_in.submission.assignment.course
    require(rules.may_grade(by, row.hand_in.submission), ONLY_TEACHERS)
    refuse_archived(course)
    return row


def _line(hand_in: HandIn, task: str, path: str) -> Line | None:
    """The field that a remark is about; None for a whole answer."""
    asked = {one.id: one for one in tasks_of(hand_in.submission.assignment.tasks)}.get(task)
    if asked is None:
        raise ValidationError({"task": "This assignment has no such task."})
    if not path:
        return None
    line = lines_of(asked, hand_in.answers.get(task) or {}).get(path)
    if line is None:
        raise ValidationError({"path": "Nothing was answered there."})
    return line


def _span(line: Line | None, start: int | None, end: int | None) -> tuple[int, int, str]:
    given = start is not None and end is not None
    if line is None or not line.typed or not given or not 0 <= start < end <= len(line.words):  # type: ignore[operator]
        raise ValidationError({"start": "These words are not in the answer."})
    assert start is not None
    assert end is not None
    return start, end, line.words[start:end]


def _found(line: Line | None, quote: str) -> tuple[int, int, str]:
    times = line.words.count(quote) if line and line.typed else 0
    if line is None or times == 0:
        raise ValidationError({"quote": "These words are not in the answer."})
    if times > 1:
        raise ValidationError({"quote": "They stand there several times. Take a few words more."})
    start = line.words.index(quote)
    return start, start + len(quote), quote


def _words(given: str) -> str:
    words = given.replace("\x00", "").strip()
    if not words:
        raise ValidationError({"words": "Say something."})
    if len(words) > LONGEST:
        raise ValidationError({"words": f"Say it in at most {LONGEST} characters."})
    return words
