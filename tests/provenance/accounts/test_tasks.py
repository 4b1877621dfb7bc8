"""What is tidied up each night."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app

from provenance.accounts import services, tasks
from provenance.accounts.models import IdempotentRequest


def test_answers_are_kept_for_two_days(cast):
    now = timezone.now()
    for days in (1, 3):
        services.reserve_answer(f"{days} days", "f", by=cast.ann)
        old = IdempotentRequest.objects.filter(key=f"{days} days")
        old.update(created_at=now - timedelta(days=days))
    tasks.forget_old_answers(timestamp=int(now.timestamp()))
    assert IdempotentRequest.objects.get().key == "1 days"


def test_only_logins_whose_time_is_over_end(cast, client):
    client.force_login(cast.ann)
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(days=1))
    tasks.end_old_sessions(timestamp=0)
    assert [session.session_key for session in Session.objects.all()] == [
        client.session.session_key
    ]


def test_both_are_planned():

    planned = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert {tasks.forget_old_answers.name, tasks.end_old_sessions.name} <= planned
