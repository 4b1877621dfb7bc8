"""Every change says through which door it came."""

import threading

from provenance.audit.doors import current_door, through
from provenance.audit.models import Via


def test_without_a_door_it_is_the_shell():
    assert current_door() == "shell"


def test_the_door_closes_again_even_after_an_error():
    try:
        with through(Via.API):
            assert current_door() == "api"
            raise RuntimeError
    except RuntimeError:
        assert current_door() == "shell"


def test_another_thread_has_its_own_door():
    seen = []
    with through(Via.PAGE):
        thread = threading.Thread(target=lambda: seen.append(current_door()))
        thread.start()
        thread.join()
    assert seen == ["shell"]
