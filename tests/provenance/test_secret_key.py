"""The secret of an installation."""

import threading

from provenance.secret_key import kept_in


def test_it_is_made_once_and_kept(tmp_path):
    first = kept_in(tmp_path / "new")
    assert len(first) >= 50
    assert kept_in(tmp_path / "new") == first


def test_nobody_else_may_read_it(tmp_path):
    kept_in(tmp_path)
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_those_who_start_at_once_agree(tmp_path):
    found = []
    start = threading.Barrier(8)

    def look():
        start.wait()
        found.append(kept_in(tmp_path))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
