"""`/articles/`: works at an address, what they show and what is known about them."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from provenance.sources import services
from provenance.sources.addresses import AddressError, key
from provenance.sources.models import Article, Revision

from .actor import actor
from .article_outputs import ArticleSerializer, ArticleWhole
from .catalogue import ShowInput
from .covers import CoverInput
from .followings import ArticleRevisionCard
from .inputs import asked, checked, in_workspace
from .preconditions import answer, expected_version
from .rows import Rows


class ArticlesAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    q = serializers.CharField(required=False, max_length=200, help_text="Part of the title.")
    outlet = serializers.IntegerField(required=False)
    person = serializers.IntegerField(required=False, help_text="An author.")
    address = serializers.CharField(required=False, help_text="In any spelling.")
    since = serializers.DateField(required=False, help_text="Published on or after.")
    until = serializers.DateField(required=False, help_text="Published on or before.")
    sensitive = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Covered ones, or the others."
    )


class ChoicesInput(serializers.Serializer[Any]):
    """What the article shows from now on. An empty value says that there is none."""

    title = serializers.CharField(required=False, allow_blank=True, max_length=500)
    authors = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, max_length=50
    )
    outlet = serializers.CharField(required=False, allow_blank=True, max_length=200)
    published = serializers.CharField(
        required=False, allow_blank=True, help_text="2017-12-11, 2017-12 or 2017."
    )
    language = serializers.CharField(required=False, allow_blank=True, max_length=8)
    republished_from = serializers.CharField(required=False, allow_blank=True, max_length=300)
    note = serializers.CharField(required=False, allow_blank=True, max_length=300)


class PickInput(serializers.Serializer[Any]):
    """One of the article's facts."""

    fact = serializers.IntegerField()


@extend_schema(tags=["articles"])
class Articles(Rows):
    """Articles with what is known of where they come from."""

    queryset = Article.objects.none()
    serializer_class = ArticleWhole

    def get_queryset(self) -> QuerySet[Article]:
        """Those this person may see."""
        rows = Article.objects.visible_to(self.request.user).with_sources()
        if self.detail:
            rows = rows.with_facts().prefetch_related("snapshots__proof")
        found: QuerySet[Article] = rows
        return found

    @extend_schema(parameters=[ArticlesAsked], responses=ArticleSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Articles, the newest first."""
        page = self.paginate_queryset(narrowed(self.get_queryset(), asked(ArticlesAsked, request)))
        return self.get_paginated_response(ArticleSerializer(page, many=True).data)

    @extend_schema(request=ChoicesInput, responses=ArticleWhole)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say what title, authors, outlet … are. It wins over what was found and erases nothing."""
        by, article = actor(request), self.get_object()
        given = checked(ChoicesInput, request)
        note = given.pop("note", "")
        if "authors" in given:
            given["author"] = given.pop("authors")
        version = expected_version(request, article)
        services.choose_facts(article, given, note=note, by=by, version=version)
        return self._told(article.pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take an article out of sight; nothing that stands on it is lost."""
        by, article = actor(request), self.get_object()
        services.delete_article(article, by=by, version=expected_version(request, article))
        return Response(status=204)

    @extend_schema(request=None, responses=ArticleWhole)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: Any = None) -> Response:
        """Take a deletion back."""
        by = actor(request)
        article = get_object_or_404(Article.objects.restorable_by(by), pk=pk)
        services.restore_article(article, by=by)
        return self._told(article.pk)

    @extend_schema(request=ShowInput, responses=ArticleWhole)
    @action(detail=True, methods=["post"])
    def show(self, request: Request, pk: Any = None) -> Response:
        """Say who sees it: only you, the workspace, or everyone (editors)."""
        by, article = actor(request), self.get_object()
        given = checked(ShowInput, request)
        version = expected_version(request, article)
        services.show_article(article, **given, by=by, version=version)
        return self._told(article.pk)

    @extend_schema(request=CoverInput, responses=ArticleWhole)
    @action(detail=True, methods=["post"])
    def cover(self, request: Request, pk: Any = None) -> Response:
        """Say what awaits whoever opens a picture of its pages; empty takes the cover off."""
        by, article = actor(request), self.get_object()
        given = checked(CoverInput, request)
        version = expected_version(request, article)
        services.cover_pictures(article, **given, by=by, version=version)
        return self._told(article.pk)

    @extend_schema(request=PickInput, responses=ArticleWhole)
    @action(detail=True, methods=["post"])
    def pick(self, request: Request, pk: Any = None) -> Response:
        """Take one of the values that stand side by side."""
        by, article = actor(request), self.get_object()
        fact = article.facts.filter(pk=checked(PickInput, request)["fact"]).first()
        if fact is None:
            raise serializers.ValidationError({"fact": "The article has no such fact."})
        services.pick_fact(fact, by=by, version=expected_version(request, article))
        return self._told(article.pk)

    @extend_schema(responses=ArticleRevisionCard(many=True), filters=True)
    @action(detail=True)
    def revisions(self, request: Request, pk: Any = None) -> Response:
        """How each version differs from the one captured before it, the newest first."""
        rows = Revision.objects.consecutive().filter(after__article=self.get_object())
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(ArticleRevisionCard(page, many=True).data)

    def _told(self, pk: int) -> Response:
        article = self.get_queryset().get(pk=pk)
        return answer(article, ArticleWhole(article).data)


def narrowed(rows: Any, wanted: dict[str, Any]) -> QuerySet[Article]:
    """Articles of one workspace, outlet, author, time, at one address, with words in the title."""
    columns = {"since": "published__gte", "until": "published__lte"}
    if "workspace" in wanted:
        rows = in_workspace(rows, wanted["workspace"])
    if "outlet" in wanted:
        rows = rows.of_outlet(wanted["outlet"])
    if "person" in wanted:
        rows = rows.by_author(wanted["person"])
    if wanted["sensitive"] is not None:
        rows = rows.exclude(sensitive="") if wanted["sensitive"] else rows.filter(sensitive="")
    if "q" in wanted:
        rows = rows.titled(wanted["q"])
    if "address" in wanted:
        rows = rows.filter(address_key=_key(wanted["address"]))
    named = {columns[name]: wanted[name] for name in columns if name in wanted}
    found: QuerySet[Article] = rows.filter(**named)
    return found


def _key(address: str) -> str:
    try:
        return key(address)
    except AddressError as error:
        raise serializers.ValidationError({"address": error.message}) from None
