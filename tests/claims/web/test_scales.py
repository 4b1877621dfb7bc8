"""The scales of a workspace."""

import html

import pytest

from claims.reviews.models import Scale

YES = ("Yes", "It is so.", "true", "2")
NO = ("No", "It is not so.", "false", "1")
EMPTY = ("", "", "mixed", "3")
FIELDS = ("label", "meaning", "neutral", "value")


def rows(*ratings):
    """The rows of the form as a browser sends them."""
    sent = {"rating-TOTAL_FORMS": str(len(ratings)), "rating-INITIAL_FORMS": str(len(ratings))}
    for number, rating in enumerate(ratings):
        sent |= {f"rating-{number}-{n}": v for n, v in zip(FIELDS, rating, strict=True)}
    return sent


def given(*ratings, **more):
    sent = rows(*(ratings or (YES, EMPTY, NO)))
    return {"name": "Yes or no", "description": "For a start.", **sent, **more}


@pytest.mark.parametrize(
    ("name", "status"),
    [("eve", 302), ("max", 302), ("ann", 403), ("sam", 403), ("ron", 403), ("nobody", 302)],
)
def test_who_adds_a_scale(desk, name, status):
    answer = desk.browser(name).post("/settings/scales/add/", given())
    assert answer.status_code == status
    added = Scale.objects.filter(workspace=desk.cast.desk).exists()
    assert added == (name in {"eve", "max"})


def test_all_members_read_what_ratings_mean(desk):
    text = desk.browser("ron").get("/settings/scales/").content.decode()
    assert "Wrong in what it says." in text
    assert "Add a scale" not in text


def test_a_scale_is_made_of_the_rows_that_are_filled_in(desk):
    desk.browser("eve").post("/settings/scales/add/", given())
    ratings = Scale.objects.get(workspace=desk.cast.desk).ratings.order_by("position")
    told = ratings.values_list("slug", "label", "meaning", "neutral", "value")
    assert list(told) == [
        ("yes", "Yes", "It is so.", "true", 2),
        ("no", "No", "It is not so.", "false", 1),
    ]


@pytest.mark.parametrize(
    ("ratings", "said"),
    [
        ([], "A scale has at least two ratings."),
        ([YES], "at least two ratings"),
        ([YES, ("Yes", *NO[1:])], "the same name"),
        ([YES, (*NO[:3], "0")], "greater than or equal to 1"),
        ([YES, (*NO[:3], "")], "This field is required."),
        ([YES, (*NO[:2], "maybe", "1")], "maybe is not one of"),
        ([YES, ("No", "", *NO[2:])], "Say what it means"),
        ([YES, ("", *NO[1:])], "Give the rating a name."),
        ([YES, ("!", *NO[1:])], "Use letters or digits"),
    ],
)
def test_a_scale_that_cannot_be_is_refused_with_all_that_was_typed(desk, ratings, said):
    sent = {"name": "Yes or no", "description": "For a start."} | rows(*ratings)
    answer = desk.browser("eve").post("/settings/scales/add/", sent)
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 400
    assert said in text
    assert "For a start." in text
    assert not ratings or "It is so." in text
    assert not Scale.objects.exclude(workspace=None).exists()


def test_a_scale_needs_a_name_with_letters(desk):
    answer = desk.browser("eve").post("/settings/scales/add/", given(name="!"))
    assert "Give the scale a name." in answer.context["form"].errors["name"].as_text()


def test_one_of_the_usual_scales_can_be_made_ones_own(desk):
    usual = Scale.objects.get(workspace=None, slug="truth")
    page = desk.browser("eve").get(f"/settings/scales/add/?like={usual.pk}").content.decode()
    assert 'value="Mostly true"' in page
    assert "A grain of truth in a wrong whole." in page
    fields = [rating.__dict__ for rating in usual.ratings.order_by("position")]
    same = given(*[tuple(str(one[name]) for name in FIELDS) for one in fields], name=usual.name)
    desk.browser("eve").post(f"/settings/scales/add/?like={usual.pk}", same)
    own = Scale.objects.get(workspace=desk.cast.desk)
    assert own.ratings.count() == usual.ratings.count()


def test_the_form_of_a_scale_starts_with_usual_rows_whatever_it_is_to_be_like(desk):
    for like in ("", "x", "9" * 30):
        answer = desk.browser("eve").get(f"/settings/scales/add/?like={like}")
        assert len(answer.context["form"].rows.forms) == 6
    assert desk.browser("eve").get("/settings/scales/add/?like=99999").status_code == 404


def test_a_scale_is_offered_first_and_then_no_longer(desk):
    browser = desk.browser("eve")
    browser.post("/settings/scales/add/", given())
    scale = Scale.objects.get(workspace=desk.cast.desk)
    page = browser.post(f"/settings/scales/{scale.pk}/adopt/", follow=True).content.decode()
    assert "Offered first in Eastbank Desk." in page
    page = browser.post(f"/settings/scales/{scale.pk}/retire/", follow=True).content.decode()
    assert "No longer offered" in page


def test_the_scale_of_another_workspace_is_not_there(desk):
    desk.browser("eve").post("/settings/scales/add/", given())
    scale = Scale.objects.get(workspace=desk.cast.desk)
    for verb in ("adopt", "retire"):
        assert desk.browser("olga").post(f"/settings/scales/{scale.pk}/{verb}/").status_code == 404


def test_a_usual_scale_cannot_be_retired(desk):
    usual = Scale.objects.filter(workspace=None).first()
    assert desk.browser("eve").post(f"/settings/scales/{usual.pk}/retire/").status_code == 409
