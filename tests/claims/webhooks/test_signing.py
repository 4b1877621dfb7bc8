"""Deliveries are signed as the Standard Webhooks specification says."""

import base64
import hashlib
import hmac

from claims.webhooks.signing import new_grain, secret_of, signature, signed_headers


def test_the_example_of_the_specification_is_signed_as_it_says():
    """The values are those of the reference libraries' own tests."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    uid, at, body = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    assert signature(secret, uid, at, body) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_receiver_needs_nothing_but_the_secret(settings):
    grain = new_grain()
    secret, body = secret_of(grain), '{"a": "ä"}'.encode()
    headers = dict(signed_headers([grain], "one", 1700000000, body))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = hmac.new(key, b"one.1700000000." + body, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(expected).decode()
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("one", "1700000000")


def test_while_a_key_is_exchanged_both_sign():
    grains = [new_grain(), new_grain()]
    said = dict(signed_headers(grains, "one", 1, b"{}"))["webhook-signature"].split()
    assert said == [signature(secret_of(grain), "one", 1, b"{}") for grain in grains]


def test_what_is_stored_is_not_the_secret_and_not_enough_to_make_it(settings):
    grain = new_grain()
    before = secret_of(grain)
    settings.SECRET_KEY = "another installation"
    assert grain not in before
    assert secret_of(grain) != before
