"""An article on the web, a note on it, and Ann's program."""

import pytest
from django.test import Client

from claims.annotations import services
from claims.annotations.models import Annotation
from provenance.sources.models import Article
from tests.claims.api.web_annotations.sending import ADDRESS, browser
from tests.claims.scene import Scene


@pytest.fixture(autouse=True)
def on_the_web(scene: Scene) -> None:
    """The article of the scene has an address."""
    Article.objects.filter(pk=scene.snapshot.article_id).update(
        address=ADDRESS, address_key="harbour.example/news/pier"
    )


@pytest.fixture
def ann(scene: Scene) -> Client:
    return browser(scene.cast.ann)


@pytest.fixture
def note(scene: Scene) -> Annotation:
    """Ann's note on words."""
    return services.write_note(
        "Ask the port.",
        place=scene.at("Forty boats"),
        workspace=scene.cast.desk,
        tags=["boats"],
        by=scene.cast.ann,
    )
