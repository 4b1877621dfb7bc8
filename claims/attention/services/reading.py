"""What someone has read of what they were told."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import User, Workspace

from ..models import Notification


@transaction.atomic
def mark_read(
    ids: Sequence[int] | None = None, *, workspace: Workspace | None = None, by: User
) -> int:
    """Mark one's own notifications as read, all of them without `ids`; how many were unread.

    Nobody else sees it, so it is no event.
    """
    rows = Notification.objects.visible_to(by).unread()
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    if workspace is not None:
        rows = rows.filter(workspace=workspace)
    found = list(rows.order_by().values_list("pk", flat=True))
    return Notification.objects.filter(pk__in=found).update(read_at=timezone.now())
