"""Every question we ask of outlets, people, articles, snapshots and passages."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from provenance.accounts.owned import CountedQuerySet, OwnedQuerySet, shown_to, visible_to
from provenance.accounts.roles import Visibility

from .addresses import AddressError, key, spellings, trusts_canonical
from .resting import seen_through

GONE = ("merged_into", "deleted_at")


class CatalogueQuerySet(OwnedQuerySet):
    """Outlets and people."""

    def named(self, *keys: str) -> Self:
        """Those whose folded name is one of `keys` or who carry one as an alias."""
        return self.filter(models.Q(key__in=keys) | models.Q(alias_keys__overlap=list(keys)))

    def standing(self) -> Self:
        """Neither deleted nor merged into another."""
        return self.filter(deleted_at=None, merged_into=None)

    def family(self, pk: int | OuterRef) -> models.QuerySet[Any, Any]:
        """A row and those merged into it, for `…__in`: whatever points at any is the row's."""
        return self.filter(Q(pk=pk) | Q(merged_into=pk)).order_by().values("pk")

    def at_domain(self, domain: str) -> Self:
        """Outlets that publish at a domain."""
        return self.filter(Q(domain=domain) | Q(other_domains__contains=[domain]))


class OwnershipQuerySet(CountedQuerySet):
    """Who owns which outlet."""

    def visible_to(self, user: Any) -> Self:
        """Those whose outlet and owner this user may see."""
        both = visible_to(user, "outlet__") & visible_to(user, "owner__")
        return self.filter(both, deleted_at=None)

    def of_outlet(self, outlet_id: int) -> Self:
        """The owners of an outlet, past and present."""
        return self.filter(outlet=outlet_id, deleted_at=None).select_related("owner")

    def present(self) -> Self:
        """Those that have not ended."""
        return self.filter(until=None)


class SamenessQuerySet(CountedQuerySet):
    """Pairs that may be one."""

    def visible_to(self, user: Any) -> Self:
        """Pairs of one's own workspaces both of whose ends one sees, and which still stand apart.

        What a newsroom wonders about is its own, also where both names are public.
        """
        mine = list(getattr(user, "roles", ()))
        both = visible_to(user, "one__") & visible_to(user, "other__")
        return self.filter(both, one__workspace__in=mine).apart()

    def apart(self) -> Self:
        """Neither of the two was merged into another, or deleted."""
        ends = {f"{end}__{name}": None for end in ("one", "other") for name in GONE}
        return self.filter(**ends, deleted_at=None)

    def open(self) -> Self:
        """Those that nobody has decided."""
        return self.filter(state="proposed")

    def about(self, pk: int) -> Self:
        """Those of one outlet or person."""
        return self.filter(Q(one=pk) | Q(other=pk))


class ArticleQuerySet(OwnedQuerySet):
    """Articles."""

    def of_outlet(self, outlet_id: int) -> Self:
        """Those of an outlet and of the outlets merged into it."""
        return self.filter(outlet__in=apps.get_model("sources", "Outlet").objects.family(outlet_id))

    def shared(self) -> Self:
        """Those that are not kept by one person to themselves."""
        return self.exclude(visibility=Visibility.ME)

    def by_author(self, person_id: int) -> Self:
        """Those that a person signed, by any name that was found to be theirs."""
        authorships = apps.get_model("sources", "Authorship").objects
        family = apps.get_model("sources", "Person").objects.family(person_id)
        return self.filter(pk__in=authorships.filter(person__in=family).values("article"))

    def restorable_by(self, user: Any) -> Self:
        """Articles of their workspaces that they could see if they weren't deleted."""
        return self.filter(shown_to(user), workspace__in=list(user.roles))

    def at_address(self, given: str) -> Self:
        """Those known by an address: as given to us, after redirects, or as their page says.

        What a page says of itself counts only where it may be believed: a wrong canonical link
        names the home page or another article.
        """
        try:
            same, known_as = list(spellings(given)), key(given)
        except AddressError:
            return self.none()
        said = self.filter(canonical_address__in=same).values_list(
            "pk", "final_address", "address", "canonical_address"
        )
        believed = [
            pk
            for pk, final, address, canonical in said
            if not (final or address) or trusts_canonical(final or address, canonical)
        ]
        either = models.Q(address_key=known_as) | models.Q(pk__in=believed)
        return self.filter(either | models.Q(address__in=same) | models.Q(final_address__in=same))

    def titled(self, words: str) -> Self:
        """Those with these words in their title, in this order, whatever their case."""
        return self.filter(title__icontains=" ".join(words.split()))

    def tally(self) -> dict[str, int]:
        """How many there are, and for how many of them each thing is known."""
        known = {
            "signed": ~models.Q(byline=""),
            "dated": models.Q(published_precision="day"),
            "republished": ~models.Q(republished_from=""),
            "revised": models.Q(latest__number__gt=1),
        }
        counts = {name: models.Count("pk", filter=what) for name, what in known.items()}
        return self.order_by().aggregate(all=models.Count("pk"), **counts)

    def with_facts(self) -> Self:
        """With facts and snapshots, but not their texts."""
        snapshots = apps.get_model("sources", "Snapshot").objects.without_text()
        return self.prefetch_related("facts", models.Prefetch("snapshots", snapshots))

    def with_latest(self) -> Self:
        """With the latest snapshot's number and length, not its text."""
        long = [f"latest__{name}" for name in ("text", "blocks", "regions", "warnings")]
        return self.select_related("latest").defer(*long)

    def with_sources(self) -> Self:
        """With outlet and authors, in a constant number of queries."""
        return self.select_related("outlet", "workspace").prefetch_related("authorships__person")


class FactQuerySet(models.QuerySet[Any]):
    """Facts of provenance."""

    def visible_to(self, user: Any) -> Self:
        """Facts of articles this user may see."""
        return self.filter(visible_to(user, "article__"))


class SnapshotQuerySet(models.QuerySet[Any]):
    """Snapshots; whoever may see the article may see each of its snapshots."""

    def visible_to(self, user: Any) -> Self:
        """Snapshots of articles this user may see."""
        return self.filter(visible_to(user, "article__"))

    def without_text(self) -> Self:
        """Leave the long columns in the database."""
        return self.defer("text", "blocks")

    def in_time(self) -> Self:
        """In the order they were captured, which may differ from the order they were given to us.

        An old capture may be imported after a newer one.
        """
        return self.order_by("captured_at", "number")

    def before(self, snapshot: Any) -> Self:
        """Versions of the same article that were captured earlier."""
        earlier = _earlier(snapshot.captured_at, snapshot.number)
        return self.filter(earlier, article=snapshot.article_id)


class SnapshotFileQuerySet(models.QuerySet[Any]):
    """The bytes of snapshots."""

    def readable_by(self, user: Any) -> Self:
        """Files of articles this user sees as a member; a page's bytes are never published."""
        mine = list(getattr(user, "roles", ()))
        seen = visible_to(user, "snapshot__article__")
        return self.filter(seen, snapshot__article__workspace__in=mine)


class PassageQuerySet(models.QuerySet[Any]):
    """Passages."""

    def visible_to(self, user: Any) -> Self:
        """Passages of articles this user may see, where they marked it or see what rests on it.

        Which words are marked tells what is being checked, so a mark alone is its maker's.
        """
        marked = self.model.marked_by.through.objects.filter(
            passage=OuterRef("pk"), user=getattr(user, "pk", None)
        )
        seen = Q(Exists(marked)) | seen_through(user)
        return self.filter(seen, visible_to(user, "snapshot__article__"))


class CitationQuerySet(OwnedQuerySet):
    """Who leans on whom."""

    def visible_to(self, user: Any) -> Self:
        """Those of which this user may see both articles: neither tells of the other.

        What waits, or was found to be wrong, is the newsroom's own until somebody stands for it.
        """
        cited = Q(target=None) | visible_to(user, "target__")
        here = Q(workspace__in=list(getattr(user, "roles", ())))
        settled = Q(state=self.model.State.CONFIRMED)
        return self.filter(visible_to(user, "source__"), cited, here | settled, deleted_at=None)

    def waiting(self) -> Self:
        """Those about which nobody has decided yet."""
        return self.filter(state=self.model.State.PROPOSED)

    def of_article(self, article: int) -> Self:
        """Those in which an article (id) leans on something or is leaned on."""
        return self.filter(Q(source=article) | Q(target=article))

    def with_sides(self) -> Self:
        """With both articles, both passages, and whether the same is said the other way round."""
        back = self.model.objects.filter(
            source=OuterRef("target"), target=OuterRef("source"), kind=OuterRef("kind")
        ).exclude(state=self.model.State.REJECTED)
        long = ("text", "blocks", "regions", "warnings")
        rows = self.select_related(
            "workspace",
            "created_by",
            "source__outlet",
            "target__outlet",
            "passage__snapshot",
            "target_passage__snapshot",
        ).defer(
            *(f"passage__snapshot__{name}" for name in long),
            *(f"target_passage__snapshot__{name}" for name in long),
        )
        return rows.annotate(goes_back=Exists(back.filter(deleted_at=None)))


class FollowingQuerySet(models.QuerySet[Any]):
    """Where passages stand in later versions."""

    def visible_to(self, user: Any) -> Self:
        """Those of passages this user may see: which words are marked tells what is checked."""
        passages = apps.get_model("sources", "Passage").objects.visible_to(user)
        return self.filter(passage__in=passages)

    def newest(self) -> Self:
        """In the newest version of the article: what the words are now."""
        return self.filter(snapshot=models.F("passage__snapshot__article__latest"))

    def lost(self) -> Self:
        """Where the words are no longer what they were."""
        return self.filter(status__in=self.model.LOST)


class RevisionQuerySet(models.QuerySet[Any]):
    """How versions differ from those before them."""

    def visible_to(self, user: Any) -> Self:
        """Those of articles this user may see."""
        return self.filter(visible_to(user, "after__article__"))

    def consecutive(self) -> Self:
        """From each version to the next one captured; others were once next to each other."""
        snapshots = apps.get_model("sources", "Snapshot").objects
        earlier = _earlier(OuterRef("after__captured_at"), OuterRef("after__number"))
        versions = snapshots.filter(earlier, article=OuterRef("after__article"))
        last = versions.order_by("-captured_at", "-number").values("pk")[:1]
        return self.filter(before=models.Subquery(last))


def _earlier(captured_at: Any, number: Any) -> Q:
    """Captured earlier, or in the same moment and given to us earlier."""
    return Q(captured_at__lt=captured_at) | Q(captured_at=captured_at, number__lt=number)
