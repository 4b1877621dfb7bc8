"""Every question we ask of notes."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from provenance.accounts.models import User
from provenance.accounts.owned import OwnedQuerySet, shown_to, visible_to
from provenance.accounts.roles import MODERATES, PUBLISHES, RECORDS, Visibility


class AnnotationQuerySet(OwnedQuerySet):
    """Notes."""

    def visible_to(self, user: Any) -> Self:
        """Notes this user may see, on things they may see; agrees with `rules.may_see`."""
        return self.for_threads(user).filter(deleted_at=None)

    def for_threads(self, user: Any) -> Self:
        """Those and the deleted ones among them, whose place in a thread still shows."""
        on_claim = Q(claim__isnull=False) & visible_to(user, "claim__")
        on_article = Q(article__isnull=False) & visible_to(user, "article__")
        on_passage = Q(passage__isnull=False) & visible_to(user, "passage__snapshot__article__")
        ground = on_claim | on_passage | on_article
        return self.filter(shown_to(user)).filter(passed_for(user)).filter(ground)

    def change(self, **columns: Any) -> int:
        """Change columns of all of these, each counted up as by `touch`; how many there were."""
        return self.update(**columns, version=F("version") + 1, updated_at=Now())

    def restorable_by(self, user: Any) -> Self:
        """Deleted notes this user may bring back; agrees with `rules.may_restore`."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        publishes = [here for here, role in user.roles.items() if role in PUBLISHES]
        records = [here for here, role in user.roles.items() if role in RECORDS]
        others = Q(workspace__in=publishes) & ~Q(visibility=Visibility.ME)
        own = Q(workspace__in=records, created_by=user.pk)
        return self.filter(others | own, deleted_at__isnull=False)

    def mentioning(self, user: User) -> Self:
        """Notes that name this user and that they may see."""
        return self.visible_to(user).filter(mentions=user)

    def awaiting(self, user: Any) -> Self:
        """The queue of a moderator: notes that wait, or were flagged since the last decision."""
        moderates = [here for here, role in getattr(user, "roles", {}).items() if role in MODERATES]
        flags = self.model._meta.get_field("flags").related_model
        flagged = Exists(flags.objects.open().filter(annotation=OuterRef("pk")))
        shared = self.visible_to(user).exclude(visibility=Visibility.ME)
        # Nobody judges their own notes, nor learns that one was flagged.
        others = shared.filter(workspace__in=moderates).exclude(created_by=user.pk)
        return others.filter(Q(state="pending") | flagged)

    def with_names(self) -> Self:
        """With ground, the people named in the words, and the claim made of it; two queries."""
        return self.with_ground().select_related("promoted_claim").prefetch_related("mentions")

    def on_snapshot(self, snapshot_id: int) -> Self:
        """Notes on passages of one snapshot, threads in order."""
        return self.filter(passage__snapshot=snapshot_id).order_by("id")

    def on_claim(self, claim_id: int) -> Self:
        """Notes on one claim, threads in order."""
        return self.filter(claim=claim_id).order_by("id")

    def on_article(self, article_id: int) -> Self:
        """Notes on one article as a whole and on the words of any of its snapshots, in order."""
        return self.filter(
            Q(article=article_id) | Q(passage__snapshot__article=article_id)
        ).order_by("id")

    def with_ground(self) -> Self:
        """With author and what the note stands on, in one query."""
        return self.select_related(
            "workspace", "created_by", "claim", "article", "passage__snapshot__article", "parent"
        ).defer(
            "passage__snapshot__text", "passage__snapshot__blocks", "passage__snapshot__regions"
        )


class RevisionQuerySet(models.QuerySet[Any]):
    """Earlier wordings of notes."""

    def visible_to(self, user: Any) -> Self:
        """Those this user could read while they stood, of notes they see now.

        Agrees with `rules.may_see_revision`.
        """
        seen = self.filter(annotation__in=_notes(self).visible_to(user))
        public = Q(visibility=Visibility.PUBLIC)
        approved = Q(state="approved")
        if not isinstance(user, User) or not user.is_active:
            return seen.filter(public & approved)
        moderates = [here for here, role in user.roles.items() if role in MODERATES]
        own = Q(annotation__created_by=user.pk)
        shared = Q(visibility=Visibility.WORKSPACE)
        here = Q(annotation__workspace__in=list(user.roles))
        passed = approved | own | Q(annotation__workspace__in=moderates)
        return seen.filter(public | (here & (shared | own))).filter(passed)


class FlagQuerySet(models.QuerySet[Any]):
    """Flags."""

    def open(self) -> Self:
        """Those that no moderator has answered by a decision."""
        return self.filter(settled_at=None)

    def visible_to(self, user: Any) -> Self:
        """Flags on notes of others that this user sees and moderates.

        Agrees with `rules.may_see_flag`.
        """
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        moderates = [here for here, role in user.roles.items() if role in MODERATES]
        seen = self.filter(annotation__in=_notes(self).visible_to(user))
        return seen.filter(annotation__workspace__in=moderates).exclude(
            annotation__created_by=user.pk
        )


def _notes(rows: models.QuerySet[Any]) -> Any:
    """The notes that these rows belong to are among these."""
    return rows.model._meta.get_field("annotation").related_model._default_manager


def passed_for(user: Any) -> Q:
    """Notes whose state lets this user read them; the list form of `rules.has_passed_for`."""
    approved = Q(state="approved")
    if not isinstance(user, User) or not user.is_active:
        return approved
    moderates = [here for here, role in user.roles.items() if role in MODERATES]
    return approved | Q(created_by=user.pk) | Q(workspace__in=moderates)
