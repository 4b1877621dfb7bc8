"""The three usual scales that come ready, as a table."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class RatingSpec:
    """One step: slug, value (1 is worst), label, meaning, neutral counterpart, colour token."""

    slug: str
    value: int
    label: str
    meaning: str
    neutral: str
    colour: str = ""


@dataclass(frozen=True)
class ScaleSpec:
    """One scale with its steps in the order they are offered."""

    slug: str
    name: str
    description: str
    ratings: tuple[RatingSpec, ...]


UNPROVEN = RatingSpec(
    "unproven", 3, "Unproven", "The evidence found so far neither shows nor refutes it.", "unproven"
)
OUTDATED = RatingSpec(
    "outdated", 4, "True when said, outdated now", "It held then and no longer does.", "outdated"
)
SATIRE = RatingSpec("satire", 3, "Satire", "Not meant as a statement of fact.", "satire")
OPINION = RatingSpec("opinion", 3, "Opinion", "A view, which evidence does not decide.", "opinion")

USUAL = (
    ScaleSpec(
        "truth",
        "Five steps of truth",
        "From false to true, for claims about what is or was.",
        (
            RatingSpec("true", 5, "True", "Right in what it says and in what it implies.", "true"),
            RatingSpec(
                "mostly-true", 4, "Mostly true", "Right in the main; a detail is off.", "true"
            ),
            RatingSpec(
                "mixed", 3, "Needs context", "Partly right, or right and misleading.", "mixed"
            ),
            RatingSpec(
                "mostly-false", 2, "Mostly false", "A grain of truth in a wrong whole.", "false"
            ),
            RatingSpec("false", 1, "False", "Wrong in what it says.", "false"),
            UNPROVEN,
            OUTDATED,
            SATIRE,
            OPINION,
        ),
    ),
    ScaleSpec(
        "evidence",
        "What the evidence shows",
        "For work that ends with the evidence and leaves the word 'false' to the reader.",
        (
            RatingSpec("supported", 5, "Supported", "The evidence found bears it out.", "true"),
            RatingSpec(
                "conflicting",
                3,
                "Conflicting evidence",
                "Good evidence stands on both sides.",
                "mixed",
            ),
            RatingSpec("refuted", 1, "Refuted", "The evidence found speaks against it.", "false"),
            RatingSpec(
                "not-enough", 3, "Not enough evidence", "Too little was found to say.", "unproven"
            ),
        ),
    ),
    ScaleSpec(
        "classroom",
        "Three answers",
        "For a class: holds up, does not, or cannot be told.",
        (
            RatingSpec("holds-up", 3, "Holds up", "What we found agrees with it.", "true"),
            RatingSpec(
                "cannot-tell", 2, "We cannot tell", "We did not find enough to say.", "unproven"
            ),
            RatingSpec(
                "does-not-hold-up",
                1,
                "Does not hold up",
                "What we found speaks against it.",
                "false",
            ),
        ),
    ),
)


def install(scale_model: Any, rating_model: Any) -> None:
    """Add the usual scales where they are missing; the models come from the caller's moment."""
    for place, spec in enumerate(USUAL):
        scale, is_new = scale_model.objects.get_or_create(
            workspace=None,
            slug=spec.slug,
            edition=1,
            defaults={
                "name": spec.name,
                "description": spec.description,
                "is_default": place == 0,
            },
        )
        if is_new:
            columns = {column.name for column in rating_model._meta.get_fields()}
            rating_model.objects.bulk_create(
                rating_model(scale=scale, position=position, **_known(rating, columns))
                for position, rating in enumerate(spec.ratings)
            )


def _known(rating: RatingSpec, columns: set[str]) -> dict[str, Any]:
    """What the table of that moment can hold."""
    return {name: value for name, value in asdict(rating).items() if name in columns}
