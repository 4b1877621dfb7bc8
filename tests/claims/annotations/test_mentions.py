"""Who is named in a note, and who learns of it."""

import pytest

from claims.annotations import services
from claims.annotations.mentions import MOST, usernames_in
from claims.annotations.models import Annotation
from claims.records.models import Claim
from tests.claims.scene import Scene


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Ask @bea about it.", ["bea"]),
        ("@Bea, @eve: see.", ["bea", "eve"]),
        ("Ask @bea.", ["bea.", "bea"]),
        ("@bea @bea", ["bea"]),
        ("Write to bea@example.org", []),
        ("Write to @bea@example.org!", ["bea@example.org"]),
        ("@j.smith+desk wrote", ["j.smith+desk"]),
        ("an @ alone, and @@twice", []),
        ("(@bea)", ["bea"]),
        ("Frag @jürgen", ["jürgen"]),
    ],
)
def test_names_stand_after_an_at(words: str, names: list[str]) -> None:
    assert usernames_in(words) == names


def test_there_is_an_end_to_names() -> None:
    assert len(usernames_in(" ".join(f"@u{n}" for n in range(500)))) == 2 * MOST


@pytest.mark.django_db
class TestMentioning:
    @pytest.fixture
    def claim(self, scene: Scene) -> Claim:
        return scene.claim(scene.cast.ann)

    def named(self, note: Annotation) -> set[str]:
        return set(note.mentions.values_list("username", flat=True))

    def test_members_are_found_and_strangers_are_words(self, scene: Scene, claim: Claim) -> None:
        words = "@Bea and @olga and @nobody-here, see."
        assert self.named(services.write_note(words, claim=claim, by=scene.cast.ann)) == {"bea"}

    def test_an_edit_takes_names_in_and_out(self, scene: Scene, claim: Claim) -> None:
        note = services.write_note("@bea?", claim=claim, by=scene.cast.ann)
        services.edit_note(note, body="@eve and @tom?", by=scene.cast.ann)
        assert self.named(note) == {"eve", "tom"}
        services.edit_note(note, body="Nobody.", by=scene.cast.ann)
        assert self.named(note) == set()

    def test_answers_name_people_too(self, scene: Scene, claim: Claim) -> None:
        note = services.write_note("Hm.", claim=claim, by=scene.cast.ann)
        assert self.named(services.reply(note, "Ask @sam.", by=scene.cast.bea)) == {"sam"}

    def test_those_named_find_the_notes_they_may_see(self, scene: Scene, claim: Claim) -> None:
        shared = services.write_note("@bea @sam", claim=claim, by=scene.cast.ann)
        services.write_note("@bea", claim=claim, visibility="me", by=scene.cast.ann)
        denied = services.write_note("@bea!", claim=claim, by=scene.cast.ann)
        services.moderate_note(denied, "denied", reason="Unkind.", by=scene.cast.eve)
        for name in ("bea", "sam"):
            user = scene.cast.everyone()[name]
            assert set(Annotation.objects.mentioning(user)) == {shared}
        assert not Annotation.objects.mentioning(scene.cast.eve).exists()

    def test_who_leaves_finds_none_any_more(self, scene: Scene, claim: Claim) -> None:
        services.write_note("@bea", claim=claim, by=scene.cast.ann)
        scene.cast.bea.memberships.all().delete()
        scene.cast.bea.forget_roles()
        assert not Annotation.objects.mentioning(scene.cast.bea).exists()
