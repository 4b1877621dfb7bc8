"""A connection of the pool is tried before each use, and asked only where that tells something."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from provenance.lending import ASKED_EVERY, Lent

pytestmark = pytest.mark.django_db


@pytest.fixture
def lent() -> Iterator[Lent]:
    """A connection as the pool makes them."""
    kwargs = connection.get_connection_params()
    with Lent.connect(**(kwargs | {"autocommit": True, "cursor_factory": psycopg.Cursor})) as made:
        yield made


def end(lent: Lent) -> None:
    """End the server's side of a connection, as a restart does, and wait until it is gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [lent.info.backend_pid])


def test_the_pool_makes_such_connections() -> None:
    assert connection.settings_dict["OPTIONS"]["pool"]["connection_class"] is Lent


def test_a_quiet_connection_is_asked_once_in_a_while(lent: Lent) -> None:
    lent.execute("")
    first = lent.asked_at
    assert first
    lent.execute("")
    assert lent.asked_at == first
    lent.asked_at -= ASKED_EVERY
    lent.execute("")
    assert lent.asked_at > first


def test_one_whose_server_went_away_is_found_out_at_once(lent: Lent) -> None:
    lent.execute("")
    end(lent)
    with pytest.raises(psycopg.OperationalError):
        lent.execute("")


def test_one_that_was_closed_is_found_out(lent: Lent) -> None:
    lent.execute("")
    lent.close()
    with pytest.raises(psycopg.OperationalError):
        lent.execute("")


def test_real_questions_are_asked(lent: Lent) -> None:
    assert lent.execute("SELECT %s::int + 1", [1]).fetchone() == (2,)
    assert not lent.asked_at
