"""Every question we ask of what readers send, and of the corrections that we ask for."""

from typing import Any, Self

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import F, Q

from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.accounts.owned import CountedQuerySet, visible_to
from provenance.accounts.roles import CHECKS, Visibility
from provenance.sources.models import Outlet

from .workflow import Asked, Outcome, Reported

MOST_ALIKE = 40


class SentQuerySet(CountedQuerySet):
    """What readers sent: read by those who check in the workspace, and by no one else."""

    def visible_to(self, user: Any) -> Self:
        """The list form of rules.may_read."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        checks = [here for here, role in user.roles.items() if role in CHECKS]
        return self.filter(workspace__in=checks, deleted_at=None)

    def with_contact(self) -> Self:
        """Those of whose sender an address is kept."""
        return self.exclude(contact="")


class ReaderRequestQuerySet(SentQuerySet):
    """Requests to check something."""

    def heads(self) -> Self:
        """Those on which the others that ask the same hang."""
        return self.filter(same_as=None)

    def group_of(self, row: Any) -> Self:
        """A request with all that ask the same, the first one first."""
        head = row.same_as_id or row.pk
        return self.filter(Q(pk=head) | Q(same_as=head)).order_by("pk")

    def waiting(self) -> Self:
        """Not yet decided."""
        return self.filter(state=Asked.WAITING)

    def most_wanted(self) -> Self:
        """By demand and reach; see `ranking.RULE`."""
        return self.annotate(weight=F("askers") + F("places")).order_by("-weight", "pk")

    def spelled_like(self, text: str) -> Self:
        """Those whose words are most like these."""
        found = self.filter(text__trigram_similar=text)
        near = found.annotate(near=TrigramSimilarity("text", text))
        return near.order_by("-near", "pk")[:MOST_ALIKE]

    def listed(self) -> Self:
        """What was declined, as everyone may read it. Letterboxes that are shut list nothing."""
        declined = self.heads().filter(state=Asked.DECLINED, is_listed=True, deleted_at=None)
        return declined.filter(workspace__letterbox__is_open=True)


class ErrorReportQuerySet(SentQuerySet):
    """Reports of our errors."""

    def visible_to(self, user: Any) -> Self:
        """The list form of rules.may_read_report."""
        return super().visible_to(user).filter(visible_to(user, "claim__"))

    def waiting(self) -> Self:
        """Not yet answered."""
        return self.filter(state=Reported.WAITING)

    def told(self) -> Self:
        """Those whose answer stands on the public page of a claim."""
        return self.filter(is_told=True, deleted_at=None)

    def of_claim(self, claim_id: int) -> Self:
        """Those of a claim and of the claims merged into it."""
        return self.filter(claim__in=Claim.objects.family(claim_id))


class CorrectionRequestQuerySet(CountedQuerySet):
    """Corrections asked for: members see them with the claim, others those that are told."""

    def visible_to(self, user: Any) -> Self:
        """The list form of rules.may_see_correction."""
        return self.of_claims_seen_by(user).filter(deleted_at=None)

    def of_claims_seen_by(self, user: Any) -> Self:
        """The same with what was withdrawn, which can be restored."""
        members = Q(claim__workspace__in=list(getattr(user, "roles", ())))
        # A text that someone keeps to themselves stays unknown outside, and so does what we ask.
        told = Q(is_told=True) & (Q(article=None) | ~Q(article__visibility=Visibility.ME))
        return self.filter(members | told, visible_to(user, "claim__"))

    def of_claim(self, claim_id: int) -> Self:
        """Those of a claim and of the claims merged into it."""
        return self.filter(claim__in=Claim.objects.family(claim_id))

    def of_outlet(self, outlet_id: int) -> Self:
        """Those asked of an outlet, by any name that was found to be its."""
        return self.filter(outlet__in=Outlet.objects.family(outlet_id))

    def of_person(self, person_id: int) -> Self:
        """Those asked of a person."""
        return self.filter(Q(person=person_id) | Q(person__merged_into=person_id))

    def waiting(self) -> Self:
        """Nothing has come of them yet."""
        return self.filter(state=Outcome.SENT)

    def by_outcome(self) -> models.QuerySet[Any, Any]:
        """(state, how many), for `dict`."""
        rows: Any = self.order_by().values_list("state")
        found: models.QuerySet[Any, Any] = rows.annotate(number=models.Count("pk"))
        return found
