"""Which requests hang together, as rows: for services, which lock, ask and tell."""

from .models import ReaderRequest
from .ranking import wanted


def locked_group(head: int) -> list[ReaderRequest]:
    """A request with all that hang on it, the first one first, ours until the transaction ends."""
    rows = ReaderRequest.objects.group_of(ReaderRequest(pk=head))
    return list(rows.filter(deleted_at=None).select_for_update(no_key=True))


def take_out(row: ReaderRequest, rows: list[ReaderRequest]) -> None:
    """Let one of a locked group stand alone; where others hung on it, they hang on the next."""
    others = [one for one in rows if one.pk != row.pk]
    if row.same_as_id is None and others:
        hang(others[0], None)
        for one in others[1:]:
            hang(one, others[0].pk)
    if row.same_as_id is not None:
        hang(row, None)
    for head in {row.pk, *(one.same_as_id or one.pk for one in others)}:
        count_again(head)
    row.refresh_from_db()


def head_of(row: ReaderRequest) -> int:
    """The first of those a request hangs together with by now, whatever was read before."""
    return ReaderRequest.objects.values_list("same_as", flat=True).get(pk=row.pk) or row.pk


def count_again(head: int) -> ReaderRequest:
    """Count who asks and where it was seen, for a request and those that hang on it.

    The version stays: a decision that someone is writing does not grow stale because one more
    reader asks for it.
    """
    sent = ReaderRequest.objects.group_of(ReaderRequest(pk=head)).filter(deleted_at=None)
    found = wanted(sent.values_list("sender", "place"))
    ReaderRequest.objects.filter(pk=head).update(askers=found.askers, places=found.places)
    first: ReaderRequest = ReaderRequest.objects.get(pk=head)
    return first


def hang(row: ReaderRequest, head: int | None) -> None:
    """Have a request hang on the first of those that ask the same; on none: it is the first."""
    row.same_as_id = head
    row.touch()
