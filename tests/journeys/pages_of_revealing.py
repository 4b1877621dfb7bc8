"""The comparison of a class that answered every kind of task, for the list of all pages."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from claims.classroom import services
from claims.classroom.models import Assignment, Course
from claims.reviews.models import Verdict
from provenance.accounts.models import User

KINDS = ["find", "chain", "trace", "evidence", "verdict", "compare", "change"]
WORDS = {"text": 0, "start": 0, "end": 40}


def of_revealing(course: Course, owner: str) -> Iterator[tuple[str, str, str, int]]:
    """Six works, handed in and revealed, as the teacher, the wall and a student see them."""
    by = User.objects.get(username=owner)
    made = _made(course, by)
    services.give_assignment(made, by=by)
    students = [_works(made, number) for number in range(6)]
    services.reveal_assignment(made, by=by)
    here = [made.pk]
    yield "sort-items", reverse("sort-items", args=[made.pk, "sort"]), owner, 200
    yield "compare-revealed", reverse("compare", args=here), owner, 200
    for number in range(1, len(made.tasks) + 2):
        address = f"{reverse('projector', args=here)}?screen={number}"
        yield f"projector-screen-{number}", address, owner, 200
    yield "class-revealed", reverse("class-revealed", args=here), students[0], 200


def _made(course: Course, by: User) -> Assignment:
    verdict = Verdict.objects.filter(number=2).order_by("pk")[0]
    first = verdict.claim.first_appearance
    assert first is not None
    newest = first.passage.snapshot
    others = type(newest).objects.exclude(pk=newest.pk).order_by("pk")[:1]
    sort = {"kind": "sort", "id": "sort", "items": [{**WORDS, "is_": "fact"}]}
    tasks: list[dict[str, Any]] = [*({"id": kind, "kind": kind} for kind in KINDS), sort]
    texts = [newest, *others]
    return services.make_assignment(
        course, claim=verdict.claim, snapshots=texts, title="Revealed", tasks=tasks, by=by
    )


def _works(made: Assignment, number: int) -> str:
    """One student's work, different from the others'."""
    place, _ = services.join_course(made.course.code, name=f"Student {number}", by=None)
    work = services.begin_work(made, by=place.user)
    mark = {"at": {**WORDS, "end": 20 + 10 * (number % 3)}}
    ratings = [one.slug for one in made.scale.ratings.all()] if made.scale else [""]
    answers: dict[str, Any] = {
        "find": {"marks": [mark]},
        "chain": {"hops": [{"speaker": "The council"}, {"speaker": "Someone else"}]},
        "trace": {"hops": [{"who": "The council"}], "origins": 1 + number % 3},
        "evidence": {"items": [{"stance": "supports", "address": "https://example.org/report"}]},
        "verdict": {"rating": ratings[number % 2], "confidence": 40 + 10 * number},
        "compare": {"marks": [mark], "relation": "from_first"},
        "change": {"marks": [mark]},
        "sort": {"labels": {"0-0-40": ["fact", "opinion"][number % 2]}},
    }
    for task, body in answers.items():
        services.save_answer(work, task, body, by=place.user)
    services.hand_in(work, by=place.user)
    return place.user.username
