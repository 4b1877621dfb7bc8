"""Google's Fact Check Tools API, version v1alpha1: what is asked and how it is answered. Pure.

Source: the discovery document `factchecktools.v1alpha1.json` that Google publishes. As in all its
APIs, what is empty is left out of an answer.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from .published import Published

USUAL_PAGE, LARGEST_PAGE = 10, 100
LONGEST_QUERY = 1000
LARGEST_NUMBER = 2**31 - 1
OURS = ("query", "languageCode", "reviewPublisherSiteFilter")
NUMBERS = {"maxAgeDays": "max_age_days", "pageSize": "page_size", "offset": "offset"}
# What every API of Google takes, whether or not it means anything here.
USUAL = {
    "$.xgafv",
    "access_token",
    "alt",
    "callback",
    "fields",
    "key",
    "oauth_token",
    "prettyPrint",
    "quotaUser",
    "uploadType",
    "upload_protocol",
}


class Unanswerable(Exception):  # noqa: N818 - it is the question that is wrong.
    """A question that cannot be answered, and why, in words for whoever wrote the program."""


@dataclass(frozen=True)
class Asked:
    """What `claims:search` was asked; `after` is the mark of the page before, as it was told."""

    query: str
    language: str
    site: str
    max_age: int
    size: int
    offset: int
    after: str

    def token(self, mark: object) -> str:
        """Names the page after `mark`, for this question alone."""
        return urlsafe_b64encode(f"{mark}.{self._print()}".encode()).decode().rstrip("=")

    def _print(self) -> str:
        said = "\n".join((self.query, self.language, self.site, str(self.max_age)))
        return sha256(said.encode()).hexdigest()[:12]


def asked(given: Mapping[str, str]) -> Asked:
    """Read the parameters of a search. Raises Unanswerable."""
    for name in given:
        if name not in {*OURS, *NUMBERS, *USUAL, "pageToken"}:
            raise Unanswerable(f'Unknown name "{name}": it is not a parameter of this search.')
    if given.get("alt", "json") != "json":
        raise Unanswerable("Answers are written in JSON only (alt=json).")
    query, language, site = (given.get(name, "").strip() for name in OURS)
    _check_texts(query, language, site)
    numbers = {name: _number(given.get(name, ""), name) for name in NUMBERS}
    question = Asked(
        query=query,
        language=language,
        site=site,
        max_age=numbers["maxAgeDays"],
        size=min(numbers["pageSize"] or USUAL_PAGE, LARGEST_PAGE),
        offset=numbers["offset"],
        after="",
    )
    return _turned(question, given.get("pageToken", ""))


def claim_of(published: Published, *, address: str, site: str) -> dict[str, Any]:
    """One published claim; `address` is its public page, `site` the name of its host."""
    review = {
        "publisher": _filled({"name": published.publisher, "site": site}),
        "url": address,
        "title": f"{published.rating_label}: {published.statement}",
        "reviewDate": moment(published.published_at),
        "textualRating": published.rating_label,
        "languageCode": published.language,
    }
    return _filled(
        {
            "text": published.statement,
            "claimant": published.claimant.name if published.claimant else "",
            # The field holds a moment: a month or a year alone would say more than is known.
            "claimDate": f"{published.made}T00:00:00Z" if len(published.made) == 10 else "",
            "claimReview": [_filled(review)],
        }
    )


def moment(when: datetime) -> str:
    """A moment as Google writes it, in UTC."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def refusal(status: int, name: str, message: str) -> dict[str, Any]:
    """An error in Google's shape."""
    return {"error": {"code": status, "message": message, "status": name}}


def _check_texts(query: str, language: str, site: str) -> None:
    if not query and not site:
        raise Unanswerable("Give a query, or a reviewPublisherSiteFilter.")
    if len(query) > LONGEST_QUERY:
        raise Unanswerable(f"A query has at most {LONGEST_QUERY} characters.")
    if "\0" in query + site:
        raise Unanswerable("A text holds a character that no text has (U+0000).")
    if language and not re.fullmatch(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*", language):
        raise Unanswerable(f'"{language[:40]}" is no BCP-47 language code, such as "en-US".')


def _number(written: str, name: str) -> int:
    """A number that is not negative; 0 where none is given, as in all of Google's APIs."""
    if not re.fullmatch(r"(-?[0-9]{1,10})?", written):
        raise Unanswerable(f"Invalid value at '{NUMBERS[name]}' (TYPE_INT32), \"{written[:40]}\"")
    number = int(written or 0)
    if not 0 <= number <= LARGEST_NUMBER:
        raise Unanswerable(f"{name} is a number from 0 to {LARGEST_NUMBER}.")
    return number


def _turned(question: Asked, token: str) -> Asked:
    """The question for the page that a token names."""
    if not token:
        return question
    try:
        told = urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
    except ValueError:
        told = ""
    mark, _, known = told.partition(".")
    # Without this, another question would silently begin in the middle.
    if known != question._print():
        raise Unanswerable(
            "This pageToken belongs to another search: repeat all other fields as they were."
        )
    return Asked(**{**question.__dict__, "offset": 0, "after": mark})


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in ("", [], {})}
