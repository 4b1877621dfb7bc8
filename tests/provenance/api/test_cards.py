"""Cards say what the serializers of the framework would say of the same row."""

from typing import Any

import orjson
import pytest
from rest_framework import serializers

from provenance.api.cards import Card, PlainCard
from provenance.api.rendering import JSONRenderer
from provenance.sources.models import Article, Outlet
from tests.people import Cast

pytestmark = pytest.mark.django_db

OUTLET = ["id", "name", "owner", "aliases"]
ARTICLE = [
    "id",
    "title",
    "published",
    "created_at",
    "workspace",
    "outlet",
    "author",
    "loud",
    "place",
]


class SlowOutlet(serializers.ModelSerializer[Outlet]):
    class Meta:
        model = Outlet
        fields = OUTLET


class SlowArticle(serializers.ModelSerializer[Article]):
    outlet = SlowOutlet(allow_null=True)
    author = serializers.CharField(source="byline")
    loud = serializers.SerializerMethodField()
    place = serializers.CharField(source="workspace.slug")

    class Meta:
        model = Article
        fields = ARTICLE

    def get_loud(self, article: Article) -> str:
        return article.title.upper()


class QuickOutlet(Card[Outlet]):
    class Meta:
        model = Outlet
        fields = OUTLET


class QuickArticle(Card[Article]):
    outlet = QuickOutlet(allow_null=True)
    author = serializers.CharField(source="byline")
    loud = serializers.SerializerMethodField()
    place = serializers.CharField(source="workspace.slug")

    class Meta:
        model = Article
        fields = ARTICLE

    def get_loud(self, article: Article) -> str:
        return article.title.upper()


class Shelf(PlainCard):
    articles = QuickArticle(many=True)
    count = serializers.IntegerField()


def said(data: Any) -> Any:
    return orjson.loads(JSONRenderer().render(data))


@pytest.fixture
def article(cast: Cast) -> Article:
    house = Outlet.objects.create(workspace=cast.desk, name="House", key="house")
    paper = Outlet.objects.create(
        workspace=cast.desk, name="Paper", key="paper", owner=house, aliases=["The Paper"]
    )
    made = Article.objects.create(
        workspace=cast.desk,
        title="Pier",
        byline="Noa Brand",
        outlet=paper,
        published="2024-05-04",
        published_precision="day",
    )
    return Article.objects.get(pk=made.pk)


def test_a_card_says_what_the_framework_would_say(article: Article) -> None:
    assert said(QuickArticle(article).data) == said(SlowArticle(article).data)


def test_what_is_not_there_is_null(article: Article) -> None:
    article.outlet = None
    article.published = None
    assert said(QuickArticle(article).data) == said(SlowArticle(article).data)


def test_lists_and_plain_values_are_read_alike(article: Article) -> None:
    told = Shelf({"articles": [article], "count": 1}).data
    assert said(told) == {"articles": [said(SlowArticle(article).data)], "count": 1}


def test_a_foreign_key_is_told_without_fetching_its_row(
    article: Article, django_assert_num_queries: Any
) -> None:
    outlet = Outlet.objects.get(name="Paper")
    with django_assert_num_queries(0):
        assert QuickOutlet(outlet).data["owner"] == outlet.owner_id
