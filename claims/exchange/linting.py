"""What is wrong with ClaimReview and MediaReview markup, in words. Pure.

Sources: https://schema.org/ClaimReview, https://schema.org/MediaReview and Google's "Fact Check
(ClaimReview) structured data". An error makes programs drop or misread the review; a warning leaves
something out that they would show.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

ERROR, WARNING = "error", "warning"
REVIEWS = ("ClaimReview", "MediaReview")
# https://schema.org/MediaManipulationRatingEnumeration
AUTHENTICITY = {
    "DecontextualizedContent",
    "EditedOrCroppedContent",
    "OriginalMediaContent",
    "SatireOrParodyContent",
    "StagedContent",
    "TransformedContent",
}
DATE = re.compile(r"(\d{4})(-(\d\d)(-(\d\d)(T.*)?)?)?")
# Words of ratings that also stand in honest claims ("It is true that …") say nothing alone.
VERDICT_BEFORE = re.compile(
    r"^\s*[\W_]*(fact[- ]?check|verdict|rating|false|true|fake|hoax|misleading|"
    r"mostly (false|true)|half[- ]true|pants on fire|unproven|debunked)(\s*[:!]|\s+[–—-])\s",
    re.IGNORECASE,
)

Data = dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `field` is where, as in `itemReviewed.author`."""

    severity: str
    code: str
    field: str
    message: str

    def as_json(self) -> dict[str, str]:
        """For commands and the API."""
        return asdict(self)


def is_fit(findings: list[Finding]) -> bool:
    """Whether none of them is an error."""
    return all(one.severity != ERROR for one in findings)


def reviews_in(data: Any) -> list[Data]:
    """Every ClaimReview and MediaReview in JSON-LD, however it is wrapped (graph, list, feed)."""
    if isinstance(data, list):
        return [found for one in data for found in reviews_in(one)]
    if not isinstance(data, dict):
        return []
    own = [data] if _types(data) & set(REVIEWS) else []
    inner = [data.get(name) for name in ("@graph", "dataFeedElement", "item")]
    return own + [found for one in inner for found in reviews_in(one)]


def lint(review: Data, *, page: str = "") -> list[Finding]:
    """What is wrong with one review; `page` is the address of the page it stands on, if known."""
    rules = [_address(review, page), _publisher(review), _dates(review)]
    if "MediaReview" in _types(review):
        rules += [_media(review)]
    if "ClaimReview" in _types(review):
        rules += [_claim(review), _rating(review), _item(review)]
    found = [finding for rule in rules for finding in rule]
    return sorted(found, key=lambda one: one.severity != ERROR)


def compare(page: list[Data], stored: Data) -> list[Finding]:
    """Where the markup of a page differs from what we stored of its review."""
    same = ("url", "@type", "@id")
    matching = [one for one in page if all(one.get(name) == stored.get(name) for name in same)]
    if not matching:
        return [_error("markup_missing", "", "The page holds no review with its own address.")]
    names = sorted(matching[0].keys() | stored.keys())
    return [
        _error("markup_differs", name, f"The page says something else than we stored in {name}.")
        for name in names
        if matching[0].get(name) != stored.get(name)
    ]


def _address(review: Data, page: str) -> Iterator[Finding]:
    url = review.get("url")
    if not _is_address(url):
        yield _error("url_missing", "url", "The review doesn't name the address of its own page.")
    elif page and _bare(str(url)) != _bare(page):
        yield _error(
            "url_of_another_page",
            "url",
            f"It names the address of another page ({url}), not that of its own ({page}).",
        )


def _publisher(review: Data) -> Iterator[Finding]:
    author = _first(review.get("author"))
    if not _name(author):
        yield _error("publisher_missing", "author", "It doesn't say who publishes the review.")
    elif not isinstance(author, dict) or not _is_address(author.get("url")):
        yield _warning(
            "publisher_url_missing",
            "author.url",
            "It doesn't give the address of who publishes it: set the workspace's homepage.",
        )


def _claim(review: Data) -> Iterator[Finding]:
    claim = review.get("claimReviewed")
    if not isinstance(claim, str) or not claim.strip():
        yield _error("claim_missing", "claimReviewed", "It doesn't say what was claimed.")
        return
    label = _label(review)
    if label and re.search(rf"^\W*{re.escape(label)}(\s*[:!]|\s+[–—-])\s", claim, re.I):
        yield _rating_in_claim(f"the verdict “{label}”")
    elif VERDICT_BEFORE.match(claim):
        yield _rating_in_claim("a verdict")
    elif label and label.casefold() == claim.strip(" .!").casefold():
        yield _rating_in_claim("nothing but the verdict")
    elif len(label.split()) > 1 and re.search(rf"\b{re.escape(label)}\b", claim, re.IGNORECASE):
        yield _warning(
            "rating_words_in_claim",
            "claimReviewed",
            f"The words of the verdict, “{label}”, also stand in the claim: is that what was said?",
        )


def _rating_in_claim(what: str) -> Finding:
    said = f"The claim text holds {what}. It should be what was claimed, and nothing more."
    return _error("rating_in_claim", "claimReviewed", said)


def _rating(review: Data) -> Iterator[Finding]:
    rating = review.get("reviewRating")
    if not isinstance(rating, dict):
        yield _error("rating_missing", "reviewRating", "It has no rating.")
        return
    if not _label(review):
        at = "reviewRating.alternateName"
        yield _error("rating_label_missing", at, "The rating has no words (alternateName).")
    numbers = {name: rating.get(name) for name in ("worstRating", "ratingValue", "bestRating")}
    wrong = [name for name, one in numbers.items() if one is not None and _number(one) is None]
    for name in wrong:
        said = f"{name} is “{numbers[name]}”, which is no number."
        yield _error("rating_no_number", f"reviewRating.{name}", said)
    if not wrong:
        worst, value, best = (_number(one) for one in numbers.values())
        yield from _scale(worst, value, best)
    if not rating.get("ratingExplanation"):
        at = "reviewRating.ratingExplanation"
        yield _warning("explanation_missing", at, "It gives no reason for the rating.")


def _scale(worst: float | None, value: float | None, best: float | None) -> Iterator[Finding]:
    at = "reviewRating.ratingValue"
    if value is None or best is None or worst is None:
        yield _warning("rating_scale_missing", at, "The rating isn't placed on a scale of numbers.")
        return
    if worst >= best:
        said = f"The worst rating ({worst:g}) is not below the best ({best:g})."
        yield _error("worst_not_below_best", "reviewRating.worstRating", said)
    elif not worst <= value <= best:
        said = f"The rating ({value:g}) is outside its own scale ({worst:g} to {best:g})."
        yield _error("value_outside", at, said)
    if worst < 1:
        said = f"The worst rating is {worst:g}; Google takes none below 1."
        yield _error("worst_below_1", "reviewRating.worstRating", said)


def _item(review: Data) -> Iterator[Finding]:
    item = _first(review.get("itemReviewed"))
    if not isinstance(item, dict):
        said = "It doesn't say who made the claim, when, and where (itemReviewed)."
        yield _error("claim_details_missing", "itemReviewed", said)
        return
    if not _name(_first(item.get("author"))):
        said = "It doesn't say who made the claim."
        yield _warning("claimant_missing", "itemReviewed.author", said)
    elif _name(_first(item.get("author"))) == _name(_first(review.get("author"))):
        said = "Whoever checked the claim is also said to have made it."
        yield _warning("claimant_is_publisher", "itemReviewed.author", said)
    if not item.get("firstAppearance") and not item.get("appearance"):
        said = "It names no text in which the claim stands."
        yield _warning("appearance_missing", "itemReviewed.appearance", said)
    for place in _works(item):
        if _is_address(place) and _bare(place) == _bare(str(review.get("url"))):
            said = "It names the review itself as a text in which the claim stands."
            yield _error("appearance_is_review", "itemReviewed.appearance", said)


def _dates(review: Data) -> Iterator[Finding]:
    item = _first(review.get("itemReviewed"))
    made = item.get("datePublished") if isinstance(item, dict) else None
    checked = review.get("datePublished")
    if checked is None:
        yield _error("date_missing", "datePublished", "It doesn't say when it was published.")
    for at, value in (("datePublished", checked), ("itemReviewed.datePublished", made)):
        if value is not None and _date(value) is None:
            yield _error("date_unreadable", at, f"“{value}” is no date: write it as 2025-06-12.")
    if made is None and "ClaimReview" in _types(review):
        said = "It doesn't say when the claim was made."
        yield _warning("claim_date_missing", "itemReviewed.datePublished", said)
    yield from _order(str(checked), str(made))


def _order(checked: str, made: str) -> Iterator[Finding]:
    reviewed, claimed = _date(checked), _date(made)
    if reviewed is None or claimed is None:
        return
    at = "itemReviewed.datePublished"
    if claimed > reviewed:
        said = f"The claim ({made}) is dated after its review ({checked})."
        yield _error("claim_after_review", at, said)
    elif made == checked and len(made) >= len("2025-06-12"):
        said = "Claim and review have the same date: is it the day on which the claim was made?"
        yield _warning("dates_equal", at, said)


def _media(review: Data) -> Iterator[Finding]:
    at = "mediaAuthenticityCategory"
    given = review.get(at)
    named = [str(one).rsplit("/", 1)[-1] for one in (given if isinstance(given, list) else [given])]
    if given in (None, "", []):
        yield _error("category_missing", at, "It doesn't say what kind of picture or sound it is.")
    for name in named if given else []:
        if name not in AUTHENTICITY:
            known = ", ".join(sorted(AUTHENTICITY))
            yield _error("category_unknown", at, f"“{name}” is none of {known}.")
    item = _first(review.get("itemReviewed"))
    places = item.get("mediaItemAppearance") if isinstance(item, dict) else None
    works = [one for one in _list(places) if isinstance(one, dict)]
    at = "itemReviewed.mediaItemAppearance"
    if not works:
        yield _error("media_missing", at, "It names no place where the picture or sound stands.")
    elif not any(one.get("archivedAt") for one in works):
        said = "No copy of the picture or sound is kept (archivedAt), and it may vanish."
        yield _warning("archive_missing", f"{at}.archivedAt", said)


def _works(item: Data) -> list[str]:
    places = [*_list(item.get("firstAppearance")), *_list(item.get("appearance"))]
    found = [one.get("url") if isinstance(one, dict) else one for one in places]
    return [str(one) for one in found if one]


def _types(data: Data) -> set[str]:
    return {str(one).rsplit("/", 1)[-1] for one in _list(data.get("@type"))}


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _first(value: Any) -> Any:
    return next(iter(_list(value)), None)


def _name(party: Any) -> str:
    said = party.get("name") if isinstance(party, dict) else party
    return said.strip() if isinstance(said, str) else ""


def _label(review: Data) -> str:
    rating = review.get("reviewRating")
    said = rating.get("alternateName") if isinstance(rating, dict) else None
    return said.strip() if isinstance(said, str) else ""


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if abs(number) < 1e9 else None


def _date(written: Any) -> date | None:
    """The first day that a date of schema.org may mean."""
    found = DATE.fullmatch(str(written).strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[3] or 1), int(found[5] or 1))
    except ValueError:
        return None


def _is_address(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _bare(address: str) -> str:
    """An address without what is no part of the page: a jump within it, and the scheme."""
    return address.partition("#")[0].partition("://")[2]


def _error(code: str, field: str, message: str) -> Finding:
    return Finding(ERROR, code, field, message)


def _warning(code: str, field: str, message: str) -> Finding:
    return Finding(WARNING, code, field, message)
