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


def changed(scale, *ratings, **more):
    return rows(*(ratings or (YES, NO))) | {"description": "", "version": scale.version} | more


@pytest.fixture
def own(desk):
    desk.browser("eve").post("/settings/scales/add/", given())
    return Scale.objects.get(workspace=desk.cast.desk)


def test_an_unused_scale_is_changed_in_place(desk, own):
    browser = desk.browser("eve")
    assert "Change it" in browser.get("/settings/scales/").content.decode()
    path = f"/settings/scales/{own.pk}/change/"
    assert "It is so." in browser.get(path).content.decode()
    sent = changed(own, YES, ("Not sure", "Who knows?", "unproven", "1"))
    sent["rating-1-colour"] = "link"
    assert browser.post(path, sent).status_code == 302
    assert list(own.ratings.values_list("slug", "colour")) == [("yes", ""), ("not-sure", "link")]
    assert "tint-link" in browser.get("/settings/scales/").content.decode()


def test_a_scale_in_use_offers_a_new_edition_instead(desk, own):
    claim = desk.claim()
    review = desk.draft(claim)
    review.rating = own.ratings.first()
    review.summary = "So."
    review.save()
    browser = desk.browser("eve")
    text = browser.get("/settings/scales/").content.decode()
    assert "Make a new edition" in text
    assert f"/settings/scales/{own.pk}/change/" not in text
    refused = browser.post(f"/settings/scales/{own.pk}/change/", changed(own))
    assert refused.status_code == 409
    assert "new edition" in refused.content.decode()


def test_words_in_another_language(desk, own):
    browser, path = desk.browser("eve"), f"/settings/scales/{own.pk}/translate/"
    assert browser.get(path).status_code == 200
    sent = {"language": "de", "version": own.version}
    sent |= {"label-yes": "<b>Ja</b>", "meaning-yes": "Es ist so."}
    half = browser.post(path, sent | {"label-no": "Nein"})
    assert half.status_code == 400
    assert "both a name and a meaning: no" in half.content.decode()
    assert browser.post(path, sent).status_code == 302
    text = browser.get("/settings/scales/").content.decode()
    assert "&lt;b&gt;Ja&lt;/b&gt;. Es ist so." in text
    again = browser.get(f"{path}?language=de").content.decode()
    assert "&lt;b&gt;Ja&lt;/b&gt;" in again


def test_a_retired_scale_is_offered_again(desk, own):
    browser = desk.browser("eve")
    browser.post(f"/settings/scales/{own.pk}/retire/")
    assert "Offer it again" in browser.get("/settings/scales/").content.decode()
    browser.post(f"/settings/scales/{own.pk}/offer/")
    own.refresh_from_db()
    assert own.retired_at is None


@pytest.mark.parametrize("verb", ["change", "translate", "offer"])
@pytest.mark.parametrize(("name", "status"), [("ann", 403), ("ron", 403), ("olga", 404)])
def test_who_may_not_shape_a_scale(desk, own, verb, name, status):
    sent = changed(own) | {"language": "de", "label-yes": "Ja", "meaning-yes": "So."}
    answer = desk.browser(name).post(f"/settings/scales/{own.pk}/{verb}/", sent)
    assert answer.status_code == status
