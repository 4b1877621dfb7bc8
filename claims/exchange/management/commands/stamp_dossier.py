"""Has the manifest of a dossier stamped with a time by an authority. Needs no database."""

import json
import zipfile
from argparse import ArgumentParser
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.exchange.dossier.checking import check_file
from claims.exchange.dossier.looking import GARBLED, Wrong
from claims.exchange.dossier.package import MANIFEST, stamped
from claims.exchange.dossier.stamps import proved, request
from provenance.capture.fetch import FetchError, Manner, post


class Command(BaseCommand):
    """`stamp_dossier FILE --question OUT` writes what to send to an authority (RFC 3161);
    `stamp_dossier FILE --answer IN --authority PEM` puts its answer into the dossier;
    `stamp_dossier FILE --url ADDRESS --authority PEM` asks the authority and does so at once.
    """

    help = "Writes the question for a time-stamp authority, or puts its answer into a dossier."
    needs_database = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may stand on the command line."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--question", type=Path, metavar="OUT", help="where to write it")
        parser.add_argument("--answer", type=Path, metavar="IN", help="what the authority sent")
        parser.add_argument("--url", metavar="ADDRESS", help="where the authority is asked")
        parser.add_argument("--authority", type=Path, metavar="PEM", help="its certificate")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask or take the answer; a dossier that is not whole is not stamped."""
        try:
            said = self._done(options)
        except Wrong as wrong:
            self._fail(str(wrong), as_json=options["json"])
        except GARBLED as error:
            self._fail(f"{options['file']}: {error}.", as_json=options["json"])
        else:
            told = {"file": str(options["file"]), "stamp": said}
            self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else said)

    def _done(self, options: dict[str, Any]) -> str:
        path: Path = options["file"]
        broken = next((one for one in check_file(path) if not one.ok), None)
        if broken is not None:
            raise Wrong(f"{path} is not as it was written: {broken.name}: {broken.detail}")
        with zipfile.ZipFile(path) as archive:
            manifest = archive.read(MANIFEST)
        if options["question"]:
            options["question"].write_bytes(request(manifest))
            return f"Send {options['question']} to an authority."
        if not (options["answer"] or options["url"]) or not options["authority"]:
            raise Wrong("Give --question, or --answer or --url with --authority.")
        authority = options["authority"].read_bytes()
        url, given = options["url"], options["answer"]
        answer = _asked(url, request(manifest)) if url else given.read_bytes()
        said = proved(manifest, answer, authority)
        _replace(path, answer, authority)
        return said

    def _fail(self, message: str, *, as_json: bool) -> None:
        if not as_json:
            raise CommandError(message)
        self.stdout.write(json.dumps({"error": message}, ensure_ascii=False))
        raise SystemExit(1)


def _asked(url: str, question: bytes) -> bytes:
    """What the authority answers; it is sent nothing but a hash."""
    manner = Manner(accept="application/timestamp-reply")
    kind = "application/timestamp-query"
    try:
        return post(url, question, kind=kind, allow=settings.FETCH_ALLOW, manner=manner).body
    except FetchError as error:
        raise Wrong(f"The authority could not be asked: {error.message}") from None


def _replace(path: Path, answer: bytes, authority: bytes) -> None:
    """The stamped dossier takes the place of the other at once, or not at all."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as out:
        written = Path(out.name)
        try:
            with path.open("rb") as given:
                stamped(given, out, answer=answer, authority=authority)
            written.chmod(path.stat().st_mode & 0o777)
        except BaseException:
            written.unlink()
            raise
    written.replace(path)
