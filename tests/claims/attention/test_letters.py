"""Letters about what is new: to whom, how often, with what, and how they end."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from procrastinate.contrib.django.models import ProcrastinateJob

from claims.attention import services, tasks
from claims.attention.letters import person_of, secret_of
from claims.attention.models import Letters, Notification
from claims.records.services import edit_claim, set_visibility
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = datetime(2026, 11, 30, 6, 7, tzinfo=UTC), datetime(2026, 12, 1, 6, 7, tzinfo=UTC)


def confirm(user: Any) -> None:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def news(scene: Scene, name: str = "bea", **given: Any) -> Any:
    """Something new for someone, whose address is confirmed."""
    user, claim = getattr(scene.cast, name), scene.claim(scene.cast.ann, **given)
    confirm(user)
    services.follow(claim, by=user)
    edit_claim(claim, statement="The pier shut on 3 May.", by=scene.cast.ann)
    services.notify(by=None)
    return claim


def send(user: Any) -> bool:
    return services.send_letter(user.pk, by=None)


def test_a_letter_tells_what_is_new_once(scene: Scene, mailoutbox: Any, settings: Any) -> None:
    settings.SITE_URL = "https://desk.example"
    claim = news(scene)
    assert send(scene.cast.bea)
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["bea@example.org"], "1 thing new for you")
    assert "You follow it: Ann changed the claim." in letter.body
    assert "The pier shut on 3 May." in letter.body
    assert f"https://desk.example/desk/claims/{claim.pk}/" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.extra_headers["List-Unsubscribe"].startswith("<https://desk.example/letters/")
    assert not send(scene.cast.bea)
    assert Notification.objects.get().sent_at


def test_markup_and_line_ends_in_a_statement_stay_words(scene: Scene, mailoutbox: Any) -> None:
    claim = news(scene)
    edit_claim(claim, statement="<b>The</b> pier & quay\r\nBcc: eve@x.example", by=scene.cast.ann)
    assert send(scene.cast.bea)
    assert "<b>The</b> pier & quay" in mailoutbox[0].body
    assert mailoutbox[0].bcc == []


def test_what_was_hidden_before_the_letter_goes_out_is_not_in_it(
    scene: Scene, mailoutbox: Any
) -> None:
    claim = news(scene)
    set_visibility(claim, "me", by=scene.cast.ann)
    assert not send(scene.cast.bea)
    assert mailoutbox == []


def test_what_is_hidden_is_not_counted_either(scene: Scene, mailoutbox: Any) -> None:
    hidden, cast = news(scene), scene.cast
    other = scene.claim(cast.ann, "Forty boats left.")
    services.follow(other, by=cast.bea)
    edit_claim(other, statement="Forty boats had to leave.", by=cast.ann)
    services.notify(by=None)
    set_visibility(hidden, "me", by=cast.ann)
    send(cast.bea)
    (letter,) = mailoutbox
    assert letter.subject == "1 thing new for you"
    assert "pier" not in letter.body


@pytest.mark.parametrize("why", ["unconfirmed", "another", "off", "left", "shut out", "read"])
def test_no_letter_goes_out(scene: Scene, mailoutbox: Any, why: str) -> None:
    news(scene)
    bea = scene.cast.bea
    if why == "unconfirmed":
        EmailAddress.objects.update(verified=False)
    if why == "another":
        EmailAddress.objects.update(email="someone@example.org")
    if why == "off":
        services.choose_letters(bea, "off", by=bea)
    if why == "left":
        bea.memberships.all().delete()
    if why == "shut out":
        bea.is_active = False
        bea.save()
    if why == "read":
        services.mark_read(by=bea)
    assert not send(bea)
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("every", "on_tuesday"),
    [(None, 1), ("daily", 1), ("weekly", 0), ("off", 0)],
)
def test_whose_day_it_is(scene: Scene, every: str | None, on_tuesday: int) -> None:
    news(scene)
    if every:
        services.choose_letters(scene.cast.bea, every, by=scene.cast.bea)
    assert services.send_letters(TUESDAY) == on_tuesday
    jobs = ProcrastinateJob.objects.filter(task_name="claims.attention.send_letter")
    assert jobs.count() == on_tuesday


def test_on_mondays_weekly_letters_go_out_too(scene: Scene) -> None:
    news(scene)
    services.choose_letters(scene.cast.bea, "weekly", by=scene.cast.bea)
    assert services.send_letters(MONDAY) == 1


def test_what_could_not_be_sent_is_sent_the_next_time(scene: Scene, monkeypatch: Any) -> None:
    news(scene)

    def broken(*_: Any, **__: Any) -> None:
        raise OSError("The mail server hangs.")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", broken)
        with pytest.raises(OSError, match="hangs"):
            send(scene.cast.bea)
    assert Notification.objects.get().sent_at is None
    assert send(scene.cast.bea)


def test_a_second_letter_waits_for_the_next_day(scene: Scene) -> None:
    claim = news(scene)
    assert send(scene.cast.bea)
    edit_claim(claim, statement="The pier shut on 4 May.", by=scene.cast.ann)
    services.notify(by=None)
    assert not send(scene.cast.bea)
    Letters.objects.update(sent_at=datetime.now(UTC) - timedelta(hours=23))
    assert send(scene.cast.bea)


def test_the_worker_calls_it(scene: Scene, mailoutbox: Any) -> None:
    news(scene)
    tasks.send_letter(scene.cast.bea.pk)
    assert len(mailoutbox) == 1


def test_only_oneself_chooses(scene: Scene) -> None:
    for name, user in scene.cast.everyone().items():
        if name == "nobody":
            continue
        if name == "bea":
            assert services.choose_letters(scene.cast.bea, "weekly", by=user).every == "weekly"
            continue
        with pytest.raises(PermissionDenied):
            services.choose_letters(scene.cast.bea, "off", by=user)
    with pytest.raises(ValidationError):
        services.choose_letters(scene.cast.bea, "hourly", by=scene.cast.bea)
    assert AuditEvent.objects.filter(action="letters.chosen").count() == 1


def test_the_link_names_its_person_and_no_other(scene: Scene) -> None:
    secret = secret_of(scene.cast.bea)
    assert person_of(secret) == scene.cast.bea
    assert person_of(secret[:-1] + ("A" if secret[-1] != "A" else "B")) is None
    assert person_of("") is None
    assert re.fullmatch(r"[\w:-]+", secret)
