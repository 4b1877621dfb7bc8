"""How far a part of the program has read the history, so that it misses nothing and tells it once.

The events of one chain are numbered without gaps and in the order in which they were committed, so
a number says exactly what was read. The ids of the table do not: a later id may be committed first.
"""

from django.db import connection, transaction

from .models import AuditEvent, AuditHead, Bookmark


def next_events(
    reader: str, chain: int, *, most: int = 500, whole: bool = False
) -> list[AuditEvent]:
    """What `reader` has not seen of a chain, oldest first, at most so many; the bookmark moves on.

    Call it in the transaction that does something with them: the bookmark moves only with that.
    Nothing where another process is reading for the same reader. One who never read begins at the
    end, or at the beginning of the `whole` chain.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "The history is read on inside the transaction that does something with it."
        )
    marks = Bookmark.objects.filter(reader=reader, chain=chain)
    if not marks.exists():
        _begin(reader, chain, 0 if whole else _end(chain))
    mark = marks.select_for_update(skip_locked=True).first()
    if mark is None:
        return []
    rows = AuditEvent.objects.filter(chain=chain, number__gt=mark.number)
    events = list(rows.order_by("number")[:most])
    if events:
        mark.number = events[-1].number
        mark.save(update_fields=["number"])
    return events


def begin_at_the_end(reader: str, chain: int) -> None:
    """Have `reader` see what happens from now on, whatever it left unread."""
    _begin(reader, chain, _end(chain))
    Bookmark.objects.filter(reader=reader, chain=chain).update(number=_end(chain))


def _begin(reader: str, chain: int, number: int) -> None:
    """Put a bookmark there, unless there is one."""
    mark = Bookmark(reader=reader, chain=chain, number=number)
    Bookmark.objects.bulk_create([mark], ignore_conflicts=True)


def _end(chain: int) -> int:
    head = AuditHead.objects.filter(chain=chain).values_list("number", flat=True).first()
    return head or 0
