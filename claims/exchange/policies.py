"""How claims are checked here, in words, and as the policies that schema.org has names for. Pure.

These are the usual texts; a publisher may write its own (`policy`). They say only what the program
itself sees to for everyone who publishes with it. How a publisher is owned and paid is for the
publisher to tell.
Source: https://schema.org/NewsMediaOrganization and https://schema.org/Organization.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Policy:
    """One section of the page; `field` is schema.org's name, `news` if only newsrooms have it."""

    slug: str
    heading: str
    field: str
    paragraphs: tuple[str, ...]
    news: bool = False

    @property
    def usual(self) -> str:
        """The text as a publisher would write it, to begin from."""
        return "\n\n".join(self.paragraphs)


CHOOSING = Policy(
    "choosing",
    "Which claims are checked",
    "missionCoveragePrioritiesPolicy",
    (
        "Claims are chosen by people, not drawn by lot, so the verdicts here are no sample of all "
        "that is said. What counts is whether a claim can be checked, how many people meet it, and "
        "what harm it may do if it is wrong; not who said it.",
        "A claim that was picked and could not be decided is published as unproven, with what was "
        "looked for and not found.",
    ),
    news=True,
)
CHECKING = Policy(
    "checking",
    "How a claim is checked",
    "verificationFactCheckingPolicy",
    (
        "A claim is recorded with the exact words in which it was made, in a kept copy of the "
        "text. The copy and its digest cannot be changed afterwards. Who is said to have said "
        "it is named hop by hop, from the origin to the page; a hop that nobody names is shown "
        "as missing.",
        "Evidence stands for or against, or gives context. Each item points at exact words or "
        "an address, says why it bears on the claim, and whether the source is primary. Texts "
        "that repeat each other are counted once, and the page says which, and by which rule.",
        "One person writes the review, with a rating and the reason. A second person, who did "
        "not write it, agrees or sends it back. Then an editor publishes it. Nobody can second "
        "a review of their own.",
    ),
    news=True,
)
UNNAMED = Policy(
    "unnamed",
    "Sources without a name",
    "unnamedSourcesPolicy",
    (
        "A source that is not named is called so wherever it stands. Several texts that lean on"
        " the same unnamed source count as one origin, not as several.",
    ),
)
CORRECTIONS = Policy(
    "corrections",
    "When we were wrong, or something changed",
    "correctionsPolicy",
    (
        "A published verdict is never edited. When it turns out to be wrong, or no longer "
        "holds, the review is opened again and seconded again, and a new verdict replaces the "
        "old one with its date and a public reason: it is corrected, clarified or updated. A "
        "verdict that should not have been given is withdrawn, which its page says as well. "
        "Every earlier verdict stays on the page of the claim, with what it said.",
        "The texts that a claim rests on are looked at again when a newer version of them is "
        "kept. Where words have changed since, or a source is no longer at its address, the "
        "page of the claim says so without waiting for a new verdict.",
    ),
)
ETHICS = Policy(
    "ethics",
    "What nobody can do here",
    "ethicsPolicy",
    (
        "The steps are the same whoever made the claim. Nobody publishes a verdict that a "
        "second person has not agreed to. Nobody changes or removes a published verdict, a kept"
        " text or a line of the record of what was done: each line carries the digest of the "
        "one before.",
    ),
)
FEEDBACK = Policy(
    "feedback",
    "How to report an error",
    "actionableFeedbackPolicy",
    (
        "The page of each claim has a link for it, open to everyone and without an account. Name "
        "the words that are wrong and what shows it: a document, an address, or who would know. "
        "You get an address of your own under which the answer stands; the publisher may show "
        "the answer on the page of the claim as well.",
        "You can also write to the publisher. Give the address of the page, too.",
    ),
)
OWNERSHIP = Policy("ownership", "Who owns and pays for it", "ownershipFundingInfo", ())
POLICIES = (CHOOSING, CHECKING, UNNAMED, CORRECTIONS, ETHICS, FEEDBACK, OWNERSHIP)
BY_SLUG = {one.slug: one for one in POLICIES}


def holding(homepage: str, own: Collection[str] = ()) -> tuple[Policy, ...]:
    """Those that hold for a workspace that wrote `own` texts (slugs).

    No way to report errors is promised where there is none, and nothing is said about owners.
    """
    usual = [one for one in POLICIES if one.paragraphs and (homepage or one is not FEEDBACK)]
    return tuple(one for one in POLICIES if one in usual or one.slug in own)


def organisation(
    name: str, kind: str, homepage: str, address: str, own: Collection[str] = ()
) -> dict[str, Any]:
    """A publisher and its policies as JSON-LD; `address` is the page on which they stand."""
    news = kind == "newsroom"
    standing = holding(homepage, own)
    told = {one.field: f"{address}#{one.slug}" for one in standing if news or not one.news}
    return {
        "@context": "https://schema.org",
        "@type": "NewsMediaOrganization" if news else "EducationalOrganization",
        "@id": f"{address}#publisher",
        "name": name,
        **({"url": homepage} if homepage else {}),
        "publishingPrinciples": address,
        **told,
    }
