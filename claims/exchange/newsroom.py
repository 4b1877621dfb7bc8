"""Loading a newsroom from a file: people, texts, and the work on them, step by step.

Everything goes through the services that pages and programs use, so a loaded newsroom can hold
nothing that the rules forbid, and its audit tells how it came to be.
"""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from claims.annotations import services as notes
from claims.cases import services as cases
from claims.evidence import services as evidence
from claims.groundwork import services as groundwork
from claims.records import services as records
from claims.records.models import Claim
from claims.reviews import services as reviews
from claims.reviews.models import Rating, Recheck, Review
from provenance.accounts.models import User, Workspace
from provenance.accounts.services import add_member, edit_profile, open_workspace
from provenance.audit.services import record
from provenance.capture.material import Material, content_type
from provenance.capture.pipeline import bring_in
from provenance.sources import services as sources
from provenance.sources.models import Article, Outlet, Passage, Person, Snapshot
from provenance.sources.passages import passage_at, span_by_selector
from provenance.sources.services.followings import follow_passages

from .dates import whole_date
from .hops import hop_told

Row = dict[str, Any]
DAYS = {"searched_on", "asked_on", "answer_by", "answered_on"}


class Newsroom:
    """One file of a newsroom on its way into the database."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parent
        self.data: Row = json.loads(path.read_text(encoding="utf-8"))
        self.counts: Counter[str] = Counter()
        self.people: dict[str, User] = {}
        self.workspaces: dict[str, Workspace] = {}
        self.persons: dict[tuple[str, str], Person] = {}
        self.articles: dict[tuple[str, str], Article] = {}
        self.snapshots: dict[tuple[str, str], Snapshot] = {}
        self.claims: dict[str, Claim] = {}
        self.evidence: dict[str, Any] = {}
        self.reviews: dict[str, Review] = {}
        self.notes: dict[str, Any] = {}

    def is_loaded(self) -> bool:
        """Whether a workspace of this file exists already."""
        slugs = [one["slug"] for one in self.data["workspaces"]]
        return Workspace.objects.filter(slug__in=slugs).exists()

    @transaction.atomic
    def load(self) -> Counter[str]:
        """Load everything, or nothing if anything fails. How many of each kind."""
        self._open_workspaces()
        self._bring_in_texts()
        self._describe_outlets()
        for _, do, row in sorted(self._moments(), key=lambda moment: moment[0]):
            do(row)
        for row in self.data["citations"]:
            self._cite(row)
        self._follow()
        from provenance.lineage.services.comparing import compare_snapshots  # noqa: PLC0415

        compare_snapshots(sorted(one.pk for one in self.snapshots.values()), by=None)
        for row in self.data["cases"]:
            self._gather(row)
        return self.counts

    def _moments(self) -> list[tuple[datetime, Any, Row]]:
        """What was done to claims, in order of time; a claim comes before what is done to it."""
        claims = [(one["recorded_at"], self._record, one) for one in self.data["claims"]]
        items = [(one["added_at"], self._add_evidence, one) for one in self.data["evidence"]]
        work = [(one["at"], self._find_out, one) for one in self.data["groundwork"]]
        relations = [(one["at"], self._relate, one) for one in self.data["relations"]]
        said = [(one["at"], self._note, one) for one in self.data["annotations"]]
        steps = [
            (step["at"], self._review, {**step, "review": one["id"], "claim": one["claim"]})
            for one in self.data["reviews"]
            for step in one["steps"]
        ]
        every = [*claims, *items, *work, *relations, *said, *steps]
        return [(datetime.fromisoformat(at), do, row) for at, do, row in every]

    def _open_workspaces(self) -> None:
        for row in self.data["users"]:
            self.people[row["username"]] = _person(row)
        owners = {
            membership["workspace"]: self.people[row["username"]]
            for row in self.data["users"]
            for membership in row["memberships"]
            if membership["role"] == "owner"
        }
        for row in self.data["workspaces"]:
            self.workspaces[row["slug"]] = open_workspace(
                slug=row["slug"], name=row["name"], kind=row["kind"], by=owners[row["slug"]]
            )
        for row in self.data["users"]:
            for membership in row["memberships"]:
                self._join(row["username"], membership, owners)
        self.counts.update(workspaces=len(self.workspaces), users=len(self.people))

    def _join(self, username: str, membership: Row, owners: dict[str, User]) -> None:
        slug = membership["workspace"]
        if owners[slug] != self.people[username]:
            add_member(
                self.workspaces[slug],
                self.people[username],
                membership["role"],
                by=owners[slug],
            )

    def _bring_in_texts(self) -> None:
        versions = [
            (version["captured_at"], slug, article, version)
            for article in self.data["articles"]
            for slug in article["workspaces"]
            for version in article["versions"]
        ]
        for _, slug, article, version in sorted(versions, key=lambda one: one[0]):
            self._bring_in(slug, article, version)
        self.counts.update(articles=len(self.articles), snapshots=len(self.snapshots))

    def _describe_outlets(self) -> None:
        """What kind of outlet each is, as far as it was read in the texts of a workspace."""
        for slug, workspace in self.workspaces.items():
            for row in self.data["outlets"]:
                for outlet in Outlet.objects.filter(workspace=workspace, name=row["name"]):
                    sources.describe_outlet(
                        outlet, kind=row["kind"], homepage=row["address"], by=self._member(slug)
                    )

    def _bring_in(self, slug: str, row: Row, version: Row) -> None:
        media_type, encoding = content_type(version["content_type"])
        material = Material(
            raw=(self.folder / version["file"]).read_bytes(),
            captured_at=datetime.fromisoformat(version["captured_at"]),
            media_type=media_type,
            encoding=encoding,
            address=row["address"],
            final_address=row["address"],
            status=200,
        )
        by = self._member(slug)
        kept = bring_in(material, workspace=self.workspaces[slug], by=by)
        self.snapshots[slug, version["page"]] = kept.snapshot
        self.articles[slug, row["id"]] = self._corrected(kept.article, slug, row)

    def _corrected(self, article: Article, slug: str, row: Row) -> Article:
        """Someone of the desk mends what the program read wrongly."""
        outlet = next(one for one in self.data["outlets"] if one["id"] == row["outlet"])
        authors = [self._named(author)["name"] for author in row["authors"]]
        length = {"day": 10, "month": 7, "year": 4}[row["precision"]] if row["published"] else 0
        right = {
            "title": row["title"],
            "outlet": outlet["name"],
            "author": authors,
            "published": (row["published"] or "")[:length],
        }
        article = Article.objects.select_related("outlet").get(pk=article.pk)
        read = {
            "title": article.title,
            "outlet": article.outlet.name if article.outlet else "",
            "author": [a.person.name for a in article.authorships.select_related("person")],
            "published": article.published.isoformat()[:length] if article.published else "",
        }
        wrong = {field: value for field, value in right.items() if value != read[field]}
        if wrong:
            article = sources.choose_facts(article, wrong, by=self._member(slug))
        return article

    def _cite(self, row: Row) -> None:
        for slug in self.workspaces:
            source = self.articles.get((slug, row["from"]))
            target = self.articles.get((slug, row["to"]))
            if source and target:
                passage = self._passage(slug, row["passage"]) if row.get("passage") else None
                there = self._passage(slug, row["target"]) if row.get("target") else None
                sources.cite(
                    source,
                    kind=row["kind"],
                    target=target,
                    passage=passage,
                    target_passage=there,
                    why=row.get("note", ""),
                    uncredited=not row.get("credited", True),
                    by=self._member(slug),
                )
                self.counts["citations"] += 1

    def _record(self, row: Row) -> None:
        workspace, by = self.workspaces[row["workspace"]], self.people[row["recorded_by"]]
        first, *others = row["appearances"]
        claim = records.record_claim(
            workspace,
            row["statement"],
            appearance=self._place(row["workspace"], first),
            attributions=self._chain(row["workspace"], first),
            kind=row["kind"],
            checkable=row["checkable"],
            about=whole_date(row["about_date"]) if row.get("about_date") else None,
            about_precision=row.get("about_precision") or "",
            note=first.get("note", ""),
            visibility="workspace",
            by=by,
        )
        for appearance in others:
            records.add_appearance(
                claim,
                self._place(row["workspace"], appearance),
                attributions=self._chain(row["workspace"], appearance),
                note=appearance.get("note", ""),
                by=by,
            )
        self.claims[row["id"]] = claim
        self.counts.update(claims=1, appearances=len(row["appearances"]))

    def _chain(self, slug: str, appearance: Row) -> list[records.Hop]:
        hops = [self._hop(slug, appearance["page"], hop) for hop in appearance["chain"]]
        self.counts["attributions"] += len(hops)
        return hops

    def _hop(self, slug: str, page: str, row: Row) -> records.Hop:
        cue, words, there = row.get("cue"), row.get("wording"), row.get("in")
        return hop_told(
            row,
            speaker=self._speaker(slug, row["speaker"]) if row["speaker"] else None,
            cue=self._place(slug, {"page": page, **cue})[1:] if cue else None,
            wording_at=self._passage(slug, words) if isinstance(words, dict) else None,
            article=self.snapshots[slug, there].article if there else None,
        )

    def _speaker(self, slug: str, name: str) -> Person:
        if (slug, name) not in self.persons:
            row, by = self._named(name), self._member(slug)
            person = sources.person_named(
                row["name"], workspace=self.workspaces[slug], kind=row["kind"], by=by
            )
            about = row.get("about", "")
            if about and not person.description:
                person = sources.describe_person(person, description=about, by=by)
            self.persons[slug, name] = person
            self.counts["people"] += 1
        return self.persons[slug, name]

    def _find_out(self, row: Row) -> None:
        services: dict[str, Any] = {
            "search": groundwork.log_search,
            "gap": groundwork.declare_gap,
            "reply": groundwork.ask_for_reply,
        }
        given = {name: row[name] for name in row if name not in {"do", "claim", "by", "at"}}
        given |= {name: whole_date(day) for name, day in given.items() if name in DAYS}
        if "evidence" in given:
            given["evidence"] = self.evidence[given["evidence"]]
        services[row["do"]](self.claims[row["claim"]], **given, by=self.people[row["by"]])
        self.counts["groundwork"] += 1

    def _add_evidence(self, row: Row) -> None:
        claim = self.claims[row["claim"]]
        slug = claim.workspace.slug
        self.evidence[row["id"]] = evidence.add_evidence(
            claim,
            stance=row["stance"],
            warrant=row["warrant"],
            place=self._place(slug, row) if row.get("quote") else None,
            address=row.get("url", ""),
            origin=row["origin"],
            depends_on=self.evidence.get(row.get("depends_on", "")),
            by=self.people[row["added_by"]],
        )
        self.counts["evidence"] += 1

    def _relate(self, row: Row) -> None:
        source, target = self.claims[row["from"]], self.claims[row["to"]]
        records.relate(source, target, row["kind"], row["reason"], by=self.people[row["by"]])
        self.counts["relations"] += 1

    def _note(self, row: Row) -> None:
        by, seen = self.people[row["by"]], row["visibility"]
        on = row.get("on", {})
        if "reply_to" in row:
            parent = self.notes[row["reply_to"]]
            note = notes.reply(parent, row["text"], visibility=seen, by=by)
        elif "claim" in on:
            claim = Claim.objects.get(pk=self.claims[on["claim"]].pk)
            note = notes.write_note(row["text"], claim=claim, visibility=seen, by=by)
        else:
            slug = row["workspace"]
            place, workspace = self._place(slug, on), self.workspaces[slug]
            note = notes.write_note(
                row["text"], place=place, workspace=workspace, visibility=seen, by=by
            )
        self.notes[row["id"]] = note
        self.counts["annotations"] += 1

    def _review(self, row: Row) -> None:
        by, name = self.people[row["by"]], row["review"]
        if row["do"] == "open":
            self.reviews[name] = reviews.open_review(self.claims[row["claim"]], by=by)
            self.counts["reviews"] += 1
            return
        review = self.reviews[name]
        if row["do"] == "submit":
            rating = Rating.objects.get(
                scale__workspace=None, scale__is_default=True, slug=row["rating"]
            )
            reviews.submit(review, rating=rating, summary=row["summary"], by=by)
        elif row["do"] in {"agree", "return"}:
            agrees, said = row["do"] == "agree", row.get("reason", "")
            reviews.second(review, agree=agrees, note=said, by=by)
        elif row["do"] == "reopen":
            reviews.reopen(review, reason=row["reason"], by=by)
        else:
            as_of = datetime.fromisoformat(row["at"]).date()
            why = row.get("reason", "")
            reviews.publish(review, as_of=as_of, reason_for_change=why, by=by)
            self.counts["verdicts"] += 1

    def _follow(self) -> None:
        """Follow the marked words into the later versions now, not in the background."""
        follow_passages([article.pk for article in self.articles.values()], by=None)
        for row in self.data["answers"]:
            claim = self.claims[row["claim"]]
            stands_on = self.snapshots[claim.workspace.slug, row["page"]]
            asked = Recheck.objects.waiting().filter(claim=claim).with_words()
            for one in asked.filter(following__passage__snapshot=stands_on):
                if one.rests == row["rests"]:
                    answer = reviews.hold if row["do"] == "hold" else reviews.move
                    answer(one, reason=row["reason"], by=self.people[row["by"]])
        self.counts["rechecks"] = Recheck.objects.filter(
            workspace__in=self.workspaces.values()
        ).count()

    def _gather(self, row: Row) -> None:
        workspace, by = self.workspaces[row["workspace"]], self.people[row["by"]]
        about = {"summary": row["summary"], "visibility": "workspace"}
        case = cases.open_case(workspace, row["title"], **about, by=by)
        cases.add_to_case(
            case,
            articles=[self.articles[row["workspace"], one].pk for one in row["articles"]],
            claims=[self.claims[one].pk for one in row["claims"]],
            why=row["why"],
            by=by,
        )
        self.counts["cases"] += 1

    def _place(self, slug: str, row: Row) -> tuple[Snapshot, int, int]:
        snapshot = self.snapshots[slug, row["page"]]
        return (snapshot, *span_by_selector(snapshot.text, [_selector(row)]))

    def _passage(self, slug: str, row: Row) -> Passage:
        return passage_at(*self._place(slug, row))

    def _named(self, name: str) -> Row:
        row: Row = next(one for one in self.data["persons"] if one["id"] == name)
        return row

    def _member(self, slug: str) -> User:
        """Whoever brings texts in: the first checker or teacher of the workspace."""
        return next(
            self.people[row["username"]]
            for row in self.data["users"]
            for membership in row["memberships"]
            if membership["workspace"] == slug and membership["role"] in {"checker", "teacher"}
        )


def _selector(row: Row) -> Row:
    return {
        "type": "TextQuoteSelector",
        "exact": row["quote"],
        "prefix": row.get("prefix", ""),
        "suffix": row.get("suffix", ""),
    }


def _person(row: Row) -> User:
    """The account of that name; a new one is made as set-up makes it, by nobody."""
    user = User.objects.filter(username=row["username"]).first()
    if user is None:
        user = User.objects.create_user(
            row["username"], email=row["email"], password=row["password"], name=row["name"]
        )
        record("person.added", user, by=None)
    elif user.name != row["name"]:
        user = edit_profile(user, name=row["name"], by=user)
    return user
