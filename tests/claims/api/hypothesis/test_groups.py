"""Groups are workspaces; nobody learns of one they don't belong to."""

import pytest

from tests.people import Cast

from .conftest import Api

PROFILE = "/hypothesis/api/profile"
GROUPS = "/hypothesis/api/groups"


def test_the_profile_names_person_and_groups(cast: Cast, api: Api):
    told = api(cast.ann).get(PROFILE).data
    assert told["userid"] == "acct:ann@testserver"
    assert told["user_info"] == {"display_name": "Ann"}
    assert told["groups"] == [{"id": "desk", "name": "Eastbank Desk"}]


def test_nobody_has_an_empty_profile(cast: Cast, api: Api):
    told = api(cast.nobody).get(PROFILE).data
    assert told["userid"] is None
    assert told["groups"] == []


@pytest.mark.parametrize(
    ("who", "mine"), [("ann", ["desk"]), ("olga", ["elsewhere"]), ("nobody", [])]
)
def test_everyone_has_their_groups_and_that_of_everyone(
    cast: Cast, api: Api, who: str, mine: list[str]
):
    asking = api(getattr(cast, who))
    assert [one["id"] for one in asking.get(f"{PROFILE}/groups").data] == mine
    assert [one["id"] for one in asking.get(GROUPS).data] == [*mine, "public"]


def test_a_workspace_is_private_and_everyone_may_only_read(cast: Cast, api: Api):
    kinds = {one["id"]: one["type"] for one in api(cast.ann).get(GROUPS).data}
    assert kinds == {"desk": "private", "public": "restricted"}


@pytest.mark.parametrize("name", ["desk", "group:desk@testserver"])
def test_a_member_reads_their_group_by_either_name(cast: Cast, api: Api, name: str):
    assert api(cast.ann).get(f"{GROUPS}/{name}").data["name"] == "Eastbank Desk"


@pytest.mark.parametrize("who", ["olga", "nobody"])
@pytest.mark.parametrize("name", ["desk", "nowhere", "a%00b", "group:@"])
def test_a_group_of_others_is_as_if_it_were_not_there(cast: Cast, api: Api, who: str, name: str):
    asking = api(getattr(cast, who))
    assert asking.get(f"{GROUPS}/{name}").status_code == 404
    assert asking.get(f"{GROUPS}/public").status_code == 200


def test_members_are_told_to_members(cast: Cast, api: Api):
    told = api(cast.ann).get(f"{GROUPS}/desk/members", {"page[size]": 3, "page[number]": 2}).data
    assert told["meta"]["page"]["total"] == 8
    assert [one["username"] for one in told["data"]] == ["tom", "sam", "sue"]
    assert api(cast.olga).get(f"{GROUPS}/desk/members").status_code == 404
    assert api(cast.nobody).get(f"{GROUPS}/desk/members").status_code == 401
    assert api(cast.ann).get(f"{GROUPS}/public/members").data["data"] == []
