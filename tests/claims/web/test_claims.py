"""The working page of a claim."""

import pytest

EVERYONE = ["ann", "bea", "eve", "tom", "sam", "sue", "ron", "max", "olga", "nobody"]
DESK = {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"}


@pytest.mark.parametrize("name", EVERYONE)
def test_only_members_see_the_working_page(desk, name):
    claim = desk.claim()
    page = desk.browser(name).get(f"/desk/claims/{claim.pk}/")
    if name == "nobody":
        assert (page.status_code, page.url) == (
            302,
            f"/account/login/?next=/desk/claims/{claim.pk}/",
        )
    else:
        assert page.status_code == (200 if name in DESK else 404)
