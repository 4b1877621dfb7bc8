"""A person with the keys to the database, who switches the triggers off."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import QuerySet

from provenance.audit.models import AuditEvent


@contextmanager
def tampering() -> Iterator[QuerySet[AuditEvent]]:
    """The events of every chain, open to change inside the `with`."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        yield AuditEvent.objects.all()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER USER")
