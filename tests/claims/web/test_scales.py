"""The scales of a workspace."""

import pytest

from claims.reviews.models import Scale

RATINGS = "2 | Yes | It is so. | true\n1 | No | It is not so. | false"


def given(**more):
    return {"name": "Yes or no", "description": "For a start.", "ratings": RATINGS} | more


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


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"name": "!"}, "name", "Give the scale a name."),
        ({"ratings": ""}, "ratings", "A scale has at least two ratings."),
        ({"ratings": "1 | Only | One. | true"}, "ratings", "at least two ratings"),
        ({"ratings": "0 | A | B. | true"}, "ratings", "Line 1: the value is a whole number"),
        ({"ratings": RATINGS + "\nhello"}, "ratings", "Line 3: give value | name"),
        ({"ratings": "2 | A | B. | maybe"}, "ratings", "maybe is none of the five"),
        ({"ratings": RATINGS.replace("No", "Yes")}, "ratings", "the same name"),
    ],
)
def test_a_scale_that_cannot_be_is_refused_beside_its_field(desk, more, field, said):
    answer = desk.browser("eve").post("/settings/scales/add/", given(**more))
    assert answer.status_code == 400
    assert said in answer.context["form"].errors[field].as_text()
    assert not Scale.objects.exclude(workspace=None).exists()


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
