"""The network that the benchmark draws: as large as asked, and the page says what it leaves out."""

from random import Random

import pytest
from django.test import Client

from benchmarks._network_rows import fill
from provenance.accounts.models import User
from provenance.sources.models import Article, Citation


@pytest.mark.django_db
def test_it_is_as_large_as_asked_and_its_page_opens() -> None:
    filled = fill(120, 700, Random(1))
    assert (Article.objects.count(), Citation.objects.count()) == (120, 700)
    client = Client()
    client.force_login(User.objects.get(username="owner"))
    page = client.get(filled["page"])
    assert page.status_code == 200
    assert "with the fewest links" in page.content.decode()
