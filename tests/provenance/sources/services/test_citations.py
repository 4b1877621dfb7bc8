"""What people say about who leans on whom, and how each decision is taken back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.sources import services
from provenance.sources.models import Citation
from provenance.sources.services.proposals import Proposal, Reason, offer_citations
from tests.provenance.sources.arriving import RUMOUR, arrival, finding

pytestmark = pytest.mark.django_db
CHECKERS = {"ann", "bea", "eve", "tom", "max"}


@pytest.fixture
def piece(cast):
    def one(name, by=cast.sam, outlet=""):
        facts = [finding("outlet", outlet)] if outlet else []
        text = arrival(f"{name} says so. {RUMOUR}", title=name, input_name=name, findings=facts)
        return services.keep_snapshot(text, workspace=cast.desk, by=by).article

    return one


@pytest.fixture
def waiting(piece):
    """A proposal between two articles that Sam brought in."""
    return propose(piece("Copy"), piece("Original", outlet="River Post"))


def propose(source, target=None, kind="cites", **fields):
    offer_citations(
        [
            Proposal(
                source, kind, [Reason("link", "A link leads to it.")], "in_markup", 0.8, target,
                **fields,
            )
        ],
        by=None,
    )  # fmt: skip
    return Citation.objects.latest("pk")


def allowed(cast, action):
    may = set()
    for name, user in cast.everyone().items():
        try:
            action(user)
        except PermissionDenied:
            continue
        except NotNow:
            pass
        may.add(name)
    return may


TABLE = {
    "confirm": lambda c, u: services.confirm_citation(c, by=u),
    "reject": lambda c, u: services.reject_citation(c, reason="No.", by=u),
    "reopen": lambda c, u: services.reopen_citation(c, by=u),
    "change kind": lambda c, u: services.change_kind(c, "quotes", by=u),
    "confirm several": lambda c, u: services.confirm_citations([c], by=u),
    "withdraw": lambda c, u: services.withdraw_citation(c, by=u),
    "restore": lambda c, u: services.restore_citation(c, by=u),
}


@pytest.mark.parametrize("name", TABLE)
def test_who_may_decide(cast, waiting, name):
    assert allowed(cast, lambda user: TABLE[name](waiting, user)) == CHECKERS | {"sam"}


def test_every_decision_can_be_taken_back(waiting, cast):
    services.confirm_citation(waiting, reason="It says so.", by=cast.ann)
    services.reopen_citation(waiting, by=cast.bea)
    services.reject_citation(waiting, reason="Another Copy.", by=cast.bea)
    row = services.reopen_citation(waiting, by=cast.ann)
    assert (row.state, row.reason, row.version) == ("proposed", "", 5)
    with pytest.raises(NotNow, match="Nobody has decided"):
        services.reopen_citation(waiting, by=cast.ann)
    events = AuditEvent.objects.filter(action__startswith="citation.").order_by("number")
    assert [one.action for one in events] == [
        "citation.proposed",
        "citation.confirmed",
        "citation.reopened",
        "citation.rejected",
        "citation.reopened",
    ]


@pytest.mark.parametrize("name", ["confirm_citation", "reopen_citation", "withdraw_citation"])
def test_a_stale_decision_is_refused(waiting, cast, name):
    services.change_kind(waiting, "quotes", by=cast.ann)
    with pytest.raises(Stale):
        getattr(services, name)(waiting, version=1, by=cast.ann)


def test_a_rejection_needs_its_reason(waiting, cast):
    with pytest.raises(ValidationError) as error:
        services.reject_citation(waiting, reason="  ", by=cast.ann)
    assert "reason" in error.value.message_dict


def test_what_it_is_can_be_said_otherwise_and_is_not_proposed_anew(waiting, cast):
    row = services.change_kind(waiting, "quotes", by=cast.ann)
    assert (row.kind, row.state) == ("quotes", "proposed")
    services.confirm_citation(waiting, by=cast.ann)
    propose(waiting.source, waiting.target)
    assert Citation.objects.count() == 1
    with pytest.raises(ValidationError):
        services.change_kind(waiting, "envies", by=cast.ann)


def test_several_are_confirmed_for_one_reason_and_decided_ones_are_left(piece, cast):
    source = piece("Copy")
    some = [propose(source, target_name=f"Paper {n}") for n in range(3)]
    services.reject_citation(some[0], reason="No.", by=cast.ann)
    assert services.confirm_citations(some, reason="All say so.", by=cast.ann) == 2
    states = Citation.objects.order_by("pk").values_list("state", "reason")
    assert list(states) == [("rejected", "No.")] + [("confirmed", "All say so.")] * 2


def test_saying_what_was_proposed_confirms_it(piece, cast):
    copy, original = piece("Copy"), piece("Original", outlet="River Post")
    waiting = propose(copy, target_name="River Post", kind="republishes")
    said = services.cite(
        copy, kind="republishes", target=original, why="Word for word.", by=cast.ann
    )
    assert said.pk == waiting.pk
    said.refresh_from_db()
    assert (said.state, said.target, said.known) == ("confirmed", original, "person")
    assert said.reasons[0]["rule"] == "link"
    other = services.cite(copy, kind="republishes", target_name="River Post", by=cast.ann)
    assert other.pk != waiting.pk


def test_another_article_is_another_citation(waiting, piece, cast):
    said = services.cite(
        waiting.source, kind="cites", target=piece("Other", outlet="River Post"), by=cast.ann
    )
    assert said.pk != waiting.pk
    waiting.refresh_from_db()
    assert waiting.state == "proposed"


def test_what_a_person_said_can_be_withdrawn_and_then_be_proposed(piece, cast):
    copy, original = piece("Copy"), piece("Original")
    said = services.cite(copy, kind="cites", target=original, by=cast.ann)
    services.withdraw_citation(said, by=cast.ann)
    assert not Citation.objects.visible_to(cast.ann).exists()
    assert propose(copy, original).pk != said.pk


def test_what_was_withdrawn_can_be_said_again(piece, cast):
    copy, original = piece("Copy"), piece("Original")
    said = services.cite(copy, kind="cites", target=original, why="It says so.", by=cast.ann)
    services.withdraw_citation(said, by=cast.ann)
    row = services.restore_citation(said, by=cast.bea)
    assert Citation.objects.visible_to(cast.ann).get() == row
    assert (row.why, row.state) == ("It says so.", "confirmed")
    assert AuditEvent.objects.filter(action="citation.restored").count() == 1
    services.withdraw_citation(said, by=cast.ann)
    services.cite(copy, kind="cites", target=original, by=cast.bea)
    with pytest.raises(NotNow, match="already"):
        services.restore_citation(said, by=cast.ann)


def test_what_was_proposed_is_rejected_and_not_withdrawn(waiting, cast):
    with pytest.raises(NotNow, match="reject it"):
        services.withdraw_citation(waiting, by=cast.ann)


def test_something_known_from_outside_says_how_sure_and_that_it_is_not_credited(piece, cast):
    row = services.cite(
        piece("Copy"), kind="quotes", target_name="Northline", known="outside", confidence=0.9,
        uncredited=True, by=cast.ann,
    )  # fmt: skip
    assert (row.known, row.confidence, row.uncredited) == ("outside", 0.9, True)


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_confidence_lies_between_0_and_1(piece, cast, confidence):
    with pytest.raises(ValidationError):
        services.cite(
            piece("Copy"), kind="cites", target_name="X", confidence=confidence, by=cast.ann
        )


def test_loops_and_oneself(piece, cast):
    one, other = piece("One"), piece("Other")
    services.cite(one, kind="cites", target=other, by=cast.ann)
    services.cite(other, kind="cites", target=one, by=cast.ann)
    with pytest.raises(ValidationError) as error:
        services.cite(one, kind="cites", target=one, by=cast.ann)
    assert error.value.message_dict["target"] == ["An article cannot cite itself."]
