"""`lint_claimreview FILE|URL|CLAIM… [--json]`: what is wrong with ClaimReview and MediaReview."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from lxml.etree import LxmlError

from claims.exchange import claimreview
from claims.exchange.linted import Linted, lint_text
from claims.exchange.linting import lint
from claims.exchange.people import site_here
from claims.exchange.published import read
from claims.records.models import Claim
from provenance.capture.decode import decode
from provenance.capture.fetch import FetchError, fetch


class Command(BaseCommand):
    """Lint files, pages and published claims."""

    help = "Says what is wrong with the ClaimReview or MediaReview of a file, a page or a claim."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may stand on the command line."""
        said = "HTML or JSON, an address, or the number of a published claim"
        parser.add_argument("inputs", nargs="+", metavar="FILE|URL|CLAIM", help=said)
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a review; end with 1 if any has errors or could not be read."""
        failed = False
        for name in options["inputs"]:
            for told in _lines(name):
                failed |= told["status"] in {"errors", "failed"}
                self.stdout.write(
                    json.dumps(told, ensure_ascii=False) if options["json"] else _said(told)
                )
        if failed:
            raise SystemExit(1)


def _lines(name: str) -> Iterator[dict[str, Any]]:
    try:
        found = _linted(name)
    except (OSError, ValueError, FetchError, LxmlError) as error:
        yield _line(name, "failed", error=str(error))
        return
    for one in found:
        findings = [finding.as_json() for finding in one.findings]
        yield _line(name, one.status, url=one.url, type=one.kind, findings=findings)
    if not found:
        yield _line(name, "failed", error="There is no ClaimReview or MediaReview in it.")


def _linted(name: str) -> list[Linted]:
    if name.isdecimal():
        return _of_claim(int(name))
    if name.startswith(("http://", "https://")):
        page = fetch(name, allow=settings.FETCH_ALLOW)
        text = decode(page.body, markup=True).text
        return lint_text(text, page=page.final_address)
    return lint_text(Path(name).read_text(encoding="utf-8-sig"))


def _of_claim(pk: int) -> list[Linted]:
    claim = Claim.objects.filter(pk=pk).select_related("workspace").first()
    published = read(claim) if claim else None
    if published is None:
        raise ValueError("There is no such claim with a published verdict.")
    address = f"{site_here().root}claims/{pk}/"
    data = claimreview.dump(published, address=address)
    return [Linted("ClaimReview", address, lint(data, page=address))]


def _line(name: str, status: str, **more: Any) -> dict[str, Any]:
    empty = {"input": name, "status": status, "url": "", "type": "", "findings": [], "error": ""}
    return empty | more


def _said(told: dict[str, Any]) -> str:
    lines = [f"{told['status']:<9} {told['url'] or told['input']} {told['error']}".rstrip()]
    lines += [f"  {one['severity']}: {one['message']}" for one in told["findings"]]
    return "\n".join(lines)
