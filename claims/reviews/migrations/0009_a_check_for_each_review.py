"""Reviews that exist get a check of their own, open and in the state that they had."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

STATES = {
    "draft": "in_progress",
    "submitted": "submitted",
    "seconded": "editor",
    "published": "published",
    "reopened": "re_review",
}
HANDED_IN = {"submitted", "seconded", "published"}


def give_checks(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """One check a review. When it was handed in is not known better than by its last change."""
    check_model, review_model = (
        apps.get_model("reviews", "Check"),
        apps.get_model("reviews", "Review"),
    )
    for review in review_model.objects.order_by("pk").iterator():
        check = check_model.objects.create(
            workspace_id=review.workspace_id,
            claim_id=review.claim_id,
            state=STATES[review.state],
            asked_by_id=review.reviewer_id,
            assignee_id=review.reviewer_id,
            second_id=review.seconded_by_id,
            reason=review.reason,
            second_note=review.second_note,
            closed_at=review.updated_at if review.state == "published" else None,
        )
        check_model.objects.filter(pk=check.pk).update(
            opened_at=review.created_at, updated_at=review.updated_at
        )
        review_model.objects.filter(pk=review.pk).update(
            round=check, submitted_at=review.updated_at if review.state in HANDED_IN else None
        )


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("reviews", "0008_checks")]
    operations = [migrations.RunPython(give_checks, migrations.RunPython.noop)]
