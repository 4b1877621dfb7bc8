"""Two people who decide about one citation in the same moment: one decision, one trace."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from provenance.accounts.rules import NotNow
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from provenance.sources.models import Citation
from provenance.sources.services import confirm_citation, keep_snapshot, withdraw_citation
from provenance.sources.services.proposals import Proposal, Reason, offer_citations
from tests.people import Cast
from tests.provenance.sources.arriving import RUMOUR, arrival


def at_once(*services: Callable[[], Any]) -> list[str]:
    """What became of services that run in the same moment: `done` or `not now`."""
    said: list[str] = []
    all_there = threading.Barrier(len(services))

    def run(service: Callable[[], Any]) -> None:
        all_there.wait()
        try:
            service()
            said.append("done")
        except NotNow:
            said.append("not now")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[service]) for service in services]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(said)


def waiting(cast: Cast) -> Citation:
    texts = [arrival(f"{name} {RUMOUR}", title=name, input_name=name) for name in ("One", "Two")]
    one, two = (keep_snapshot(t, workspace=cast.desk, by=cast.ann).article for t in texts)
    reason = Reason("link", "A link leads to it.", 0.9)
    offer_citations([Proposal(one, "cites", [reason], "in_markup", 0.9, two)], by=None)
    return Citation.objects.get()


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_confirm_once(cast: Cast) -> None:
    row = waiting(cast)
    said = at_once(*(lambda by=by: confirm_citation(row, by=by) for by in (cast.ann, cast.bea)))
    assert said == ["done", "not now"]
    assert AuditEvent.objects.filter(action="citation.confirmed").count() == 1
    assert verify(cast.desk.pk).ok


@pytest.mark.django_db(transaction=True)
def test_what_was_withdrawn_is_decided_no_more(cast: Cast) -> None:
    row = waiting(cast)
    Citation.objects.update(identity="", state="confirmed")
    withdraw_citation(row, by=cast.ann)
    for _ in range(2):
        with pytest.raises(NotNow):
            withdraw_citation(row, by=cast.bea)
    with pytest.raises(NotNow):
        confirm_citation(row, by=cast.bea)
    assert AuditEvent.objects.filter(action="citation.withdrawn").count() == 1
