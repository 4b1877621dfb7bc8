"""Taking in work: by the student who hands it in, or by the teacher as it stands."""

from django.db.models import Count
from django.utils import timezone

from provenance.accounts.models import User
from provenance.audit.services import record

from ..models import Answer, HandIn, HintOpened, Submission
from ..workflow import state_after


def collect(submission: Submission, *, by: User) -> HandIn:
    """Keep the answers as they are now under the number of the attempt; the row is locked."""
    opened = HintOpened.objects.filter(submission=submission).values("task").order_by()
    answers = Answer.objects.filter(submission=submission)
    kept = HandIn.objects.create(
        submission=submission,
        attempt=submission.attempt,
        answers={answer.task: answer.body for answer in answers},
        hints={row["task"]: row["n"] for row in opened.annotate(n=Count("pk"))},
        asked=submission.assignment.version,
        by=by,
    )
    before, submission.state = submission.state, state_after(submission.state, "hand_in")
    submission.handed_in_at = timezone.now()
    submission.touch()
    record(
        "work.handed_in",
        submission,
        by=by,
        before=before,
        attempt=submission.attempt,
        tasks=sorted(kept.answers),
    )
    return kept
