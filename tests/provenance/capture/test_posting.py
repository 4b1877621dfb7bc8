"""What is sent out goes to one public address, once, and within its limits."""

import time

import pytest

from provenance.capture.fetch import FetchFailed, FetchRefused, Limits, Manner, fetch, post
from tests.provenance.capture.loopback import running_site


@pytest.fixture
def site():
    with running_site() as one:
        yield one


def send(site, path, body=b"{}", **options):
    options.setdefault("kind", "application/json")
    return post(f"http://{site.host}{path}", body, allow=frozenset({site.host}), **options)


def test_a_body_is_sent_with_its_kind_and_headers(site):
    site.put("/in", b"thanks")
    manner = Manner(user_agent="Desk/1", more=(("X-Number", "7"),))
    answer = send(site, "/in", b'{"a": 1}', manner=manner)
    assert (answer.status, answer.body) == (200, b"thanks")
    assert answer.resolved_ip == "127.0.0.1"
    assert site.sent == [b'{"a": 1}']
    said = site.asked[-1]
    assert (said["content-type"], said["user-agent"]) == ("application/json", "Desk/1")
    assert (said["x-number"], said["content-length"]) == ("7", "8")


def test_no_redirect_is_followed(site):
    site.put("/there")
    site.put("/in", b"", 307, Location="/there")
    with pytest.raises(FetchFailed) as failure:
        send(site, "/in")
    assert failure.value.status == 307
    assert site.paths() == ["/in"]


def test_whoever_takes_any_status_is_given_it(site):
    site.put("/in", b"broken", 500)
    assert send(site, "/in", manner=Manner(any_status=True)).body == b"broken"
    with pytest.raises(FetchFailed):
        send(site, "/in")


def test_a_receiver_that_hangs_is_cut_off(site):
    site.put("/in", b"late")
    site.slow["/in"] = 3
    began = time.monotonic()
    with pytest.raises(FetchFailed) as failure:
        send(site, "/in", limits=Limits(seconds=0.3))
    assert failure.value.code == "timeout"
    assert time.monotonic() - began < 2


def test_too_long_an_answer_is_none_unless_its_beginning_does(site):
    site.put("/in", b"x" * 5000)
    small = Limits(wire=1000, unpacked=1000, seconds=5)
    with pytest.raises(FetchFailed) as failure:
        send(site, "/in", limits=small)
    assert failure.value.code == "too_large"
    answer = send(site, "/in", limits=small, manner=Manner(beginning=True))
    assert (answer.status, answer.body[:2]) == (200, b"xx")
    assert len(answer.body) <= 1000


def test_a_page_may_be_read_by_its_beginning_too(site):
    address = site.put("/page", b"y" * 5000)
    small = Limits(wire=1000, unpacked=1000, seconds=5)
    manner = Manner(beginning=True)
    page = fetch(address, allow=frozenset({site.host}), limits=small, manner=manner)
    assert page.status == 200


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "https://localhost/", "http://169.254.169.254/", "http://[::1]/"],
)
def test_nothing_is_sent_to_private_places(address):
    with pytest.raises(FetchRefused) as refusal:
        post(address, b"{}", kind="application/json")
    assert refusal.value.code == "private"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("file:///etc/passwd", "scheme"),
        ("https://ann:secret@example.org/", "credentials"),
        ("https://example.org:25/", "port"),
    ],
)
def test_nothing_is_sent_where_no_page_would_be_asked_for(address, code):
    with pytest.raises(FetchRefused) as refusal:
        post(address, b"{}", kind="application/json")
    assert refusal.value.code == code
