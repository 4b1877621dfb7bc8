"""Who shows a person to everyone, and when strangers have a page of theirs to read."""

import pytest
from django.test import Client

from provenance.accounts.models import User
from provenance.sources.models import Article, Authorship
from provenance.sources.services import outlet_named, person_named, show_article
from tests.people import Cast

pytestmark = pytest.mark.django_db


def as_(cast: Cast, who: str) -> Client:
    client, user = Client(), getattr(cast, who)
    if isinstance(user, User):
        client.force_login(user)
    return client


def test_editors_say_who_sees_a_person(cast: Cast) -> None:
    noa = person_named("Noa Brand", workspace=cast.desk, by=cast.ann)
    address, sent = f"/people/{noa.pk}/show/", {"visibility": "public"}
    assert "Show it to everyone" not in as_(cast, "ann").get(f"/people/{noa.pk}/").content.decode()
    for who, status in (("ann", 403), ("ron", 403), ("olga", 404)):
        assert as_(cast, who).post(address, sent).status_code == status
    eve = as_(cast, "eve")
    assert "Show it to everyone" in eve.get(f"/people/{noa.pk}/").content.decode()
    assert eve.post(address, sent).status_code == 302
    # Strangers read a page once something is published that names them.
    assert as_(cast, "nobody").get(f"/people/{noa.pk}/").status_code == 404
    echo = outlet_named("Eastbank Echo", workspace=cast.desk, by=cast.ann)
    article = Article.objects.create(workspace=cast.desk, outlet=echo, title="A piece")
    Authorship.objects.create(article=article, person=noa, position=0)
    show_article(article, "public", by=cast.eve)
    assert as_(cast, "nobody").get(f"/people/{noa.pk}/").status_code == 200
    eve.post(address, {"visibility": "me"})
    eve.post(address, {"visibility": "the moon"})
    noa.refresh_from_db()
    assert noa.visibility == "public"
