"""Who sees articles, who takes them away and brings them back, and who may change what."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from provenance.accounts.rules import NotNow, Stale, may_see
from provenance.audit.models import AuditEvent
from provenance.sources import services
from provenance.sources.models import Article, Citation, Outlet, Person
from provenance.sources.passages import passage_at
from tests.provenance.sources.arriving import RUMOUR, arrival, finding

pytestmark = pytest.mark.django_db
PAGE = "https://echo.example/wells"
MEMBERS = {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"}


@pytest.fixture
def kept(cast):
    facts = [finding("outlet", "Echo"), finding("republished_from", "River Post")]
    one = arrival(title="Well closed", findings=facts, address=PAGE, final_address=PAGE)
    return services.keep_snapshot(one, workspace=cast.desk, by=cast.sam)


def allowed(cast, action):
    """Who of the cast may do it; each try is taken back."""
    may = set()
    for name, user in cast.everyone().items():
        try:
            action(user)
        except PermissionDenied:
            continue
        may.add(name)
    return may


@pytest.mark.parametrize("level", ["me", "workspace", "public"])
def test_what_a_list_shows_agrees_with_the_rule(cast, kept, level):
    Article.objects.update(visibility=level)
    article = Article.objects.get()
    for name, user in cast.everyone().items():
        listed = Article.objects.visible_to(user).exists()
        assert listed == may_see(user, article), name


CHECKERS = {"ann", "bea", "eve", "tom", "max"}
TABLE = {
    "choose": (lambda a, u: services.choose_fact(a, "title", "X", by=u), CHECKERS | {"sam"}),
    "delete": (lambda a, u: services.delete_article(a, by=u), CHECKERS | {"sam"}),
    "restore": (lambda a, u: services.restore_article(a, by=u), CHECKERS | {"sam"}),
    "publish": (lambda a, u: services.show_article(a, "public", by=u), {"eve", "max"}),
    "keep to oneself": (lambda a, u: services.show_article(a, "me", by=u), {"sam"}),
    "cite": (
        lambda a, u: services.cite(a, kind="cites", target_name="X", by=u),
        CHECKERS | {"sam"},
    ),
    "mark": (
        lambda a, u: services.mark_passage(a.latest, start=0, end=3, by=u),
        CHECKERS | {"sam", "sue"},
    ),
    "add an outlet": (
        lambda a, u: services.outlet_named("New", workspace=a.workspace, by=u),
        CHECKERS | {"sam", "sue"},
    ),
    "describe an outlet": (
        lambda a, u: services.describe_outlet(a.outlet, kind="blog", by=u),
        CHECKERS | {"sam"},
    ),
    "show an outlet": (
        lambda a, u: services.show_in_catalogue(a.outlet, "public", by=u),
        {"eve", "max"},
    ),
}


@pytest.mark.parametrize(("action", "who"), TABLE.values(), ids=TABLE)
def test_who_may_do_what(cast, kept, action, who):
    def fresh(user):
        Article.objects.update(deleted_at=None, visibility="workspace")
        Outlet.objects.update(visibility="workspace")
        action(Article.objects.get(), user)

    assert allowed(cast, fresh) == who


def test_every_change_leaves_its_event_and_counts_the_version(cast, kept):
    article = kept.article
    services.choose_fact(article, "title", "X", by=cast.ann)
    services.show_article(article, "public", by=cast.eve)
    services.delete_article(article, by=cast.ann)
    services.restore_article(article, by=cast.ann)
    events = AuditEvent.objects.filter(target=f"sources.article:{article.pk}").order_by("id")
    assert [event.action for event in events] == [
        "article.imported",
        "article.fact_chosen",
        "article.shown",
        "article.deleted",
        "article.restored",
    ]
    article.refresh_from_db()
    assert article.version == 5


def test_a_stale_change_is_refused(cast, kept):
    services.choose_fact(kept.article, "title", "Bea's", by=cast.bea)
    with pytest.raises(Stale):
        services.choose_fact(kept.article, "title", "Ann's", by=cast.ann, version=1)
    with pytest.raises(Stale):
        services.delete_article(kept.article, by=cast.ann, version=1)


def test_an_article_that_is_used_cannot_be_hidden(cast, kept):
    passage_at(kept.snapshot, 0, 3)
    with pytest.raises(NotNow):
        services.show_article(kept.article, "me", by=cast.sam)


def test_a_private_twin_of_a_shared_article_stays_private(cast, kept):
    private = services.keep_snapshot(
        arrival(RUMOUR, address=PAGE, final_address=PAGE),
        workspace=cast.desk,
        by=cast.ann,
        visibility="me",
    ).article
    with pytest.raises(NotNow, match="already has an article"):
        services.show_article(private, "workspace", by=cast.ann)


def test_citations_are_seen_by_whoever_sees_the_article(cast, kept):
    services.show_article(kept.article, "public", by=cast.eve)
    assert not Citation.objects.visible_to(cast.nobody).exists(), "nobody has decided yet"
    services.confirm_citation(Citation.objects.get(), by=cast.eve)
    assert Citation.objects.visible_to(cast.nobody).count() == 1


def test_a_citation_needs_a_target_of_the_same_workspace(cast, kept):
    theirs = services.keep_snapshot(arrival(), workspace=cast.elsewhere, by=cast.olga).article
    for wrong in ({}, {"target": theirs}, {"target": kept.article}):
        with pytest.raises(ValidationError, match="target"):
            services.cite(kept.article, kind="cites", by=cast.ann, **wrong)
    with pytest.raises(ValidationError, match="kind"):
        services.cite(kept.article, kind="likes", target_name="X", by=cast.ann)


def test_a_person_may_say_that_nobody_is_named(cast, kept):
    services.choose_fact(kept.article, "outlet", "", by=cast.ann)
    article = Article.objects.get()
    assert article.outlet is None
    services.keep_snapshot(
        arrival(RUMOUR * 2, findings=[finding("outlet", "Echo")], address=PAGE, final_address=PAGE),
        workspace=cast.desk,
        by=cast.ann,
    )
    assert Article.objects.get().outlet is None


def test_names_are_made_once_and_found_by_alias(cast):
    echo = services.outlet_named(
        "The Echo", workspace=cast.desk, by=cast.ann, domain="echo.example"
    )
    services.describe_outlet(echo, aliases=["Eastbank Echo", "the echo", " "], by=cast.ann)
    assert services.outlet_named("EASTBANK ECHO", workspace=cast.desk, by=cast.bea) == echo
    echo.refresh_from_db()
    assert (echo.aliases, echo.domain) == (["Eastbank Echo"], "echo.example")
    elsewhere = services.outlet_named("The Echo", workspace=cast.elsewhere, by=cast.olga)
    assert elsewhere != echo


@pytest.mark.parametrize("name", ["", "  ", "\u200b"])
def test_a_name_says_something(cast, name):
    with pytest.raises(ValidationError, match="name"):
        services.person_named(name, workspace=cast.desk, by=cast.ann)


def test_someone_unnamed_is_another_than_the_person_of_that_name(cast):
    person = services.person_named("A diplomat", workspace=cast.desk, by=cast.ann)
    unnamed = services.person_named("a diplomat", kind="unnamed", workspace=cast.desk, by=cast.ann)
    assert person != unnamed
    services.describe_person(person, kind="organisation", by=cast.ann)
    assert services.person_named("A Diplomat", workspace=cast.desk, by=cast.ann) == person
    assert Person.objects.count() == 2
