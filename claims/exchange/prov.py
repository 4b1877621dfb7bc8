"""W3C PROV of a claim or an article: who had it from whom, and what was made of it. Pure.

Snapshots, claims, the words they stand on, hops, evidence and verdicts are entities; hops are
derivations and attributions; captures, recordings and reviews are activities; people, outlets,
workspaces and programs are agents. A document never says who works here unless its story may.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from prov.constants import PROV_TYPE
from prov.identifier import QualifiedName
from prov.model import ProvDocument

from claims.evidence.models import Evidence
from claims.records.models import Appearance, Attribution, Claim
from claims.reviews.models import Verdict
from provenance.accounts.models import Visibility
from provenance.sources.models import Article, Citation, Person, Snapshot

from .dates import partial
from .prov_story import Story
from .prov_terms import Names, label, location

AGENTS = {
    Person.Kind.PERSON: "Person",
    Person.Kind.ORGANISATION: "Organization",
    Person.Kind.UNNAMED: "Person",
}
Attributes = list[tuple[Any, Any]]
Told = Sequence[tuple[Any, Any]]


def document(story: Story, *, site: str) -> ProvDocument:
    """Everything a story says, as one PROV document. `site` is scheme and host, without a slash."""
    writer = _Writer(story, Names(site), site)
    writer.texts()
    for claim in story.claims:
        writer.claim(claim)
    for appearance in story.appearances:
        writer.appearance(appearance)
    for evidence in story.evidence:
        writer.evidence(evidence)
    for verdict in story.verdicts:
        writer.verdict(verdict)
    for citation in story.citations:
        writer.citation(citation)
    return writer.prov


class _Writer:
    """Writes one document; each agent and text is written once, when it is first named."""

    def __init__(self, story: Story, names: Names, site: str) -> None:
        self.story, self.names, self.site = story, names, site
        self.prov = names.document()
        self.written: set[QualifiedName] = set()
        self.articles = {article.pk for article in story.articles}
        self.claims = {claim.pk: claim for claim in story.claims}

    # --- texts -------------------------------------------------------------------------------

    def texts(self) -> None:
        """Articles with their outlets and authors, and the versions of them that are told."""
        for article in self.story.articles:
            self._article(article)
        earlier: dict[int, QualifiedName] = {}
        for snapshot in sorted(self.story.snapshots, key=lambda one: (one.captured_at, one.number)):
            name = self._snapshot(snapshot)
            if snapshot.article_id in earlier:
                self.prov.revision(name, earlier[snapshot.article_id])
            earlier[snapshot.article_id] = name

    def _article(self, article: Article) -> None:
        name = self.names.of("article", article.pk)
        address = article.canonical_address or article.final_address or article.address
        told = self.names.told(
            title=article.title,
            language=article.language,
            published=partial(article.published, article.published_precision),
        )
        self._entity(name, "Article", [*label(str(article)), *location(address), *told])
        if article.outlet:
            outlet = self.names.of("outlet", article.outlet.kept_id)
            kind = self.names.told(kind=article.outlet.kept.kind)
            name_of = article.outlet.kept.name if self.story.names else article.outlet.told_name
            self._agent(outlet, "Organization", name_of, "Outlet", kind)
            self.prov.attribution(name, outlet)
        for authorship in article.authorships.all():
            self.prov.attribution(name, self._person(authorship.person))

    def _snapshot(self, snapshot: Snapshot) -> QualifiedName:
        name = self.names.of("snapshot", snapshot.pk)
        told = self.names.told(sha256=snapshot.text_sha256, rawSha256=snapshot.raw_sha256)
        title = [*label(f"Version {snapshot.number}"), *self._page("snapshots", snapshot.pk)]
        self._entity(name, "Snapshot", [*title, *told])
        self.prov.specialization(name, self.names.of("article", snapshot.article_id))
        capture = self._activity("capture", snapshot.pk, "Capture", snapshot.captured_at)
        program = self._program(snapshot)
        self.prov.generation(name, capture, time=snapshot.captured_at)
        self.prov.association(capture, program)
        if self.story.names and snapshot.created_by:
            self.prov.delegation(program, self._member(snapshot.created_by))
        return name

    def citation(self, citation: Citation) -> None:
        """One article leans on another: a derivation with its kind."""
        told: Attributes = self.names.told(
            kind=citation.kind,
            known=citation.known,
            confidence=citation.confidence,
            reason=citation.why,
        )
        source = self.names.of("article", citation.source_id)
        target = self._cited(citation)
        if citation.kind == Citation.Kind.QUOTES:
            self.prov.quotation(source, target, other_attributes=told)
        elif citation.kind in {Citation.Kind.LINKS, Citation.Kind.CORRECTS}:
            self.prov.influence(source, target, other_attributes=told)
        else:
            self.prov.derivation(source, target, other_attributes=told)

    def _cited(self, citation: Citation) -> QualifiedName:
        if citation.target_id:
            return self.names.of("article", citation.target_id)
        name = self.names.of("cited", citation.pk)
        called = citation.target_name or citation.target_address
        self._entity(name, "Article", [*label(called), *location(citation.target_address)])
        return name

    # --- claims ------------------------------------------------------------------------------

    def claim(self, claim: Claim) -> None:
        """A claim and its recording."""
        name = self.names.of("claim", claim.pk)
        told = self.names.told(
            kind=claim.kind,
            language=claim.language,
            about=partial(claim.about, claim.about_precision),
        )
        page = self._page("claims", claim.pk)
        self._entity(name, "Claim", [*label(claim.statement), *page, *told])
        recording = self._activity("recording", claim.pk, "Recording", claim.created_at)
        self.prov.generation(name, recording, time=claim.created_at)
        self.prov.association(recording, self._here(claim.workspace))
        if self.story.names and claim.created_by:
            self.prov.association(recording, self._member(claim.created_by))

    def appearance(self, appearance: Appearance) -> None:
        """The words a claim stands on, and the chain of those who said it before."""
        passage = appearance.passage
        name = self.names.of("appearance", appearance.pk)
        self._words(name, "Appearance", passage)
        self.prov.derivation(self._kept(appearance), name)
        hops = list(appearance.attributions.all())
        for hop in hops:
            self._hop(hop)
        steps = [*(self.names.of("hop", hop.pk) for hop in hops), name]
        for earlier, later in pairwise(steps):
            self.prov.derivation(later, earlier)
        if len(hops) > 1:
            self.prov.primary_source(name, steps[0])

    def _kept(self, appearance: Appearance) -> QualifiedName:
        """The claim that is told; what stands in one merged into it stands in that one."""
        told = self.claims.get(appearance.claim_id) or self.story.claims[0]
        return self.names.of("claim", told.pk)

    def _hop(self, hop: Attribution) -> None:
        name = self.names.of("hop", hop.pk)
        told = self.names.told(
            directness=hop.directness,
            basis=hop.basis,
            said=partial(hop.said_on, hop.said_precision),
            wording=hop.words,
            known=hop.known,
            confidence=hop.confidence,
            missing=hop.missing or None,
            gap=hop.gap,
        )
        self._entity(name, "Statement", [*label(self._said(hop)), *told])
        if hop.speaker is not None:
            self.prov.attribution(name, self._person(hop.speaker))
        if hop.article_id in self.articles:
            self.prov.derivation(name, self.names.of("article", hop.article_id))

    def _said(self, hop: Attribution) -> str:
        if hop.speaker is not None:
            return f"what {self._called(hop.speaker)} said"
        return "not stated who said it" if hop.missing else "what the article itself says"

    def evidence(self, evidence: Evidence) -> None:
        """What bears on a claim."""
        name = self.names.of("evidence", evidence.pk)
        told = self.names.told(
            stance=evidence.stance, warrant=evidence.warrant, origin=evidence.origin
        )
        if evidence.passage is not None:
            self._words(name, "Evidence", evidence.passage, told)
        else:
            self._entity(name, "Evidence", [*location(evidence.address), *told])
        if evidence.depends_on_id:
            self.prov.derivation(name, self.names.of("evidence", evidence.depends_on_id))

    def verdict(self, verdict: Verdict) -> None:
        """What was published, by which review, on what evidence."""
        name = self.names.of("verdict", verdict.pk)
        told = self.names.told(
            rating=verdict.rating_label,
            asOf=verdict.as_of.isoformat(),
            reason=verdict.reason_for_change,
        )
        self._entity(name, "Verdict", [*label(verdict.summary), *told])
        if verdict.supersedes_id:
            self.prov.revision(name, self.names.of("verdict", verdict.supersedes_id))
        review = self._activity("review", verdict.pk, "Review", verdict.published_at)
        self.prov.generation(name, review, time=verdict.published_at)
        self.prov.usage(review, self.names.of("claim", verdict.claim_id))
        for evidence in self._weighed(verdict):
            self.prov.usage(review, self.names.of("evidence", evidence.pk))
        self.prov.association(review, self._here(verdict.workspace))
        self.prov.attribution(name, self._here(verdict.workspace))
        for person in self._checkers(verdict):
            self.prov.association(review, self._member(person))

    def _weighed(self, verdict: Verdict) -> list[Evidence]:
        """The evidence that was out before the next verdict: it goes out with the one it backs."""
        later = (one for one in self.story.verdicts if one.supersedes_id == verdict.pk)
        until = next((one.published_at for one in later), None)
        shown = [(one, one.shown_at) for one in self.story.evidence]
        return [one for one, at in shown if at and (until is None or at < until)]

    def _checkers(self, verdict: Verdict) -> list[Any]:
        if not self.story.names:
            return []
        check = verdict.review.round
        every = (check.assignee, check.second, verdict.review.reviewer, verdict.published_by)
        return list(dict.fromkeys(person for person in every if person))

    # --- what all of them need ---------------------------------------------------------------

    def _words(self, name: QualifiedName, kind: str, passage: Any, told: Told = ()) -> None:
        place = self.names.told(sha256=passage.sha256, start=passage.start, end=passage.end)
        self._entity(name, kind, [*label(passage.quote), *told, *place])
        self.prov.quotation(name, self.names.of("snapshot", passage.snapshot_id))

    def _entity(self, name: QualifiedName, kind: str, attributes: Attributes) -> None:
        self.prov.entity(name, [(PROV_TYPE, self.names.term(kind)), *attributes])

    def _activity(self, kind: str, number: int, type_: str, at: datetime) -> QualifiedName:
        name = self.names.of(kind, number)
        self.prov.activity(name, at, at, [(PROV_TYPE, self.names.term(type_))])
        return name

    def _agent(
        self,
        name: QualifiedName,
        kind: str,
        called: str,
        term: str = "",
        told: Told = (),
    ) -> QualifiedName:
        if name not in self.written:
            self.written.add(name)
            types = [(PROV_TYPE, self.prov.valid_qualified_name(f"prov:{kind}"))]
            types += [(PROV_TYPE, self.names.term(term))] if term else []
            self.prov.agent(name, [*types, *label(called), *told])
        return name

    def _person(self, person: Person) -> QualifiedName:
        known = self.story.names or person.kept.visibility == Visibility.PUBLIC
        name, called = self.names.of("person", person.kept_id), self._called(person)
        # The identities of someone unnamed here would say whom a newsroom takes them to be.
        person = person.kept if known else person
        unnamed = person.kind == Person.Kind.UNNAMED
        address = f"https://www.wikidata.org/wiki/{person.wikidata}" if person.wikidata else ""
        where = location(address or person.homepage)
        kind = AGENTS[Person.Kind(person.kind)]
        return self._agent(name, kind, called, "Unnamed" if unnamed else "", [*where])

    def _called(self, person: Person) -> str:
        """Whom a newsroom takes someone to be is told to its members alone."""
        return str(person.kept.name) if self.story.names else person.told_name

    def _member(self, user: Any) -> QualifiedName:
        return self._agent(self.names.of("user", user.pk), "Person", str(user))

    def _here(self, workspace: Any) -> QualifiedName:
        name = self.names.of("workspace", workspace.pk)
        return self._agent(name, "Organization", workspace.name, "", location(workspace.homepage))

    def _program(self, snapshot: Snapshot) -> QualifiedName:
        called = f"{snapshot.extractor} {snapshot.extractor_version}".strip()
        plain = "".join(sign if sign.isalnum() else "-" for sign in called)
        return self._agent(self.names.of("program", plain), "SoftwareAgent", called)

    def _page(self, folder: str, number: int) -> list[tuple[str, Any]]:
        return location(f"{self.site}/{folder}/{number}/")
