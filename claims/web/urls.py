"""Addresses of this face: one line a page."""

from django.urls import URLPattern, URLResolver, path

from . import (
    annotating,
    chains,
    claims,
    desk,
    embedding,
    evidence,
    feeds,
    front,
    groundwork,
    listing,
    namings,
    network,
    note_actions,
    note_lists,
    notes,
    printed,
    proposals,
    provenance,
    public,
    reader,
    reader_facts,
    reader_notes,
    reader_record,
    rechecks,
    relations,
    reviews,
    scales,
    search,
    similar,
    sitemap,
    versions,
    voices,
)

PUBLIC: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("search/", search.search, name="search"),
    path("claims/<int:pk>/", public.public_claim, name="public-claim"),
    path("claims/<int:pk>/claimreview.json", public.claimreview_json, name="claimreview"),
    path("claims/<int:pk>/claim.pdf", printed.claim_pdf, name="claim-pdf"),
    path("claims/<int:pk>/share.png", printed.share_image, name="share-image"),
    path("claims/<int:pk>/card/", embedding.card, name="claim-card"),
    path("oembed", embedding.oembed, name="oembed"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-pages.xml", sitemap.pages, name="sitemap-pages"),
    path("sitemap-claims-<int:number>.xml", sitemap.claims, name="sitemap-claims"),
    path(
        "claims/<int:pk>/provenance.<slug:ending>",
        provenance.claim_provenance,
        name="claim-provenance",
    ),
    path(
        "articles/<int:pk>/provenance.<slug:ending>",
        provenance.article_provenance,
        name="article-provenance",
    ),
    path("id/terms", provenance.terms, name="terms"),
    path("id/<slug:kind>-<int:pk>", provenance.identified, name="identified"),
]
FEEDS: list[URLPattern | URLResolver] = [
    path("claimreview/feed.json", feeds.claimreview_feed, name="claimreview-feed"),
    path("feeds/verdicts.atom", feeds.verdicts, name="verdicts-atom"),
    path("feeds/corrections.atom", feeds.corrections, name="corrections-atom"),
    path("feeds/outlets/<int:pk>.atom", feeds.outlet_verdicts, name="outlet-atom"),
]
PICTURES: list[URLPattern | URLResolver] = [
    path("claims/<int:pk>/names/", namings.claim_names, name="claim-names"),
    path("claims/<int:pk>/graph/", network.claim_graph, name="claim-graph"),
    path("claims/<int:pk>/graph.json", network.graph_json, name="claim-graph-json"),
    path("claims/<int:pk>/graph.svg", network.graph_svg, name="claim-graph-svg"),
    path("claims/<int:pk>/timeline.svg", network.time_line_svg, name="claim-timeline-svg"),
]
DESK: list[URLPattern | URLResolver] = [
    path("desk/", desk.desk, name="desk"),
    path("desk/rechecks/", rechecks.rechecks, name="rechecks"),
    path("desk/rechecks/<int:pk>/hold/", rechecks.hold, name="recheck-hold"),
    path("desk/rechecks/<int:pk>/move/", rechecks.move, name="recheck-move"),
    path("desk/rechecks/<int:pk>/reopen/", rechecks.look_again, name="recheck-look-again"),
    path("desk/relations/", proposals.proposals, name="relations"),
    path("desk/claims/", listing.claims, name="claims"),
    path("desk/claims.csv", listing.claims_csv, name="claims-csv"),
    path("desk/claims/similar/", similar.similar_claims, name="similar-claims"),
    path("desk/people/names/", chains.names, name="names"),
    path("settings/scales/", scales.scales, name="settings-scales"),
    path("settings/scales/add/", scales.add_scale, name="add-scale"),
    path("settings/scales/<int:pk>/adopt/", scales.adopt_scale, name="adopt-scale"),
    path("settings/scales/<int:pk>/retire/", scales.retire_scale, name="retire-scale"),
]
CLAIM: list[URLPattern | URLResolver] = [
    path("desk/claims/new/", claims.new_claim, name="new-claim"),
    path("desk/claims/<int:pk>/", claims.claim, name="claim"),
    path("desk/claims/<int:pk>/history/", claims.history, name="claim-history"),
    path("desk/claims/<int:pk>/edit/", claims.edit_claim, name="edit-claim"),
    path("desk/claims/<int:pk>/show/", claims.show_claim, name="show-claim"),
    path("desk/claims/<int:pk>/delete/", claims.delete_claim, name="delete-claim"),
    path("desk/claims/<int:pk>/restore/", claims.restore_claim, name="restore-claim"),
    path("desk/claims/<int:pk>/split/", relations.split_claim, name="split-claim"),
    path("desk/claims/<int:pk>/merge/", relations.merge_claim, name="merge-claim"),
    path("desk/claims/<int:pk>/unmerge/", relations.unmerge_claim, name="unmerge-claim"),
    path("desk/claims/<int:pk>/relate/", relations.relate_claim, name="relate-claim"),
    path("desk/claims/<int:pk>/evidence/add/", evidence.add_evidence, name="add-evidence"),
    path("desk/claims/<int:pk>/notes/write/", notes.write_note, name="write-note"),
    path("desk/claims/<int:pk>/review/", reviews.begin, name="review-begin"),
]
PARTS: list[URLPattern | URLResolver] = [
    path("desk/appearances/<int:pk>/chain/", chains.edit_chain, name="edit-chain"),
    path(
        "desk/appearances/<int:pk>/chain/take-back/<int:version>/",
        chains.take_back_chain,
        name="take-back-chain",
    ),
    path(
        "desk/appearances/<int:pk>/withdraw/",
        chains.withdraw_appearance,
        name="withdraw-appearance",
    ),
    path(
        "desk/appearances/<int:pk>/restore/",
        chains.restore_appearance,
        name="restore-appearance",
    ),
    path("desk/evidence/<int:pk>/edit/", evidence.edit_evidence, name="edit-evidence"),
    path("desk/evidence/<int:pk>/withdraw/", evidence.withdraw_evidence, name="withdraw-evidence"),
    path("desk/evidence/<int:pk>/restore/", evidence.restore_evidence, name="restore-evidence"),
    path(
        "desk/relations/<int:pk>/withdraw/", relations.withdraw_relation, name="withdraw-relation"
    ),
    path("desk/relations/<int:pk>/confirm/", proposals.confirm, name="confirm-relation"),
    path("desk/relations/<int:pk>/refuse/", proposals.refuse, name="refuse-relation"),
    path("desk/relations/<int:pk>/again/", proposals.reconsider, name="reconsider-relation"),
    path("desk/relations/<int:pk>/restore/", relations.restore_relation, name="restore-relation"),
    path("desk/namings/<int:pk>/withdraw/", namings.withdraw_naming, name="withdraw-naming"),
    path("desk/namings/<int:pk>/restore/", namings.restore_naming, name="restore-naming"),
    path("desk/notes/", note_lists.notes, name="notes"),
    path("desk/notes/<int:pk>/flag/", note_actions.flag_note, name="flag-note"),
    path("desk/notes/<int:pk>/decide/", note_actions.moderate_note, name="moderate-note"),
    path("desk/notes/<int:pk>/claim/", note_actions.note_to_claim, name="note-to-claim"),
    path("desk/notes/<int:pk>/evidence/", note_actions.note_to_evidence, name="note-to-evidence"),
    path("desk/notes/<int:pk>/reply/", notes.reply_note, name="reply-note"),
    path("desk/notes/<int:pk>/edit/", notes.edit_note, name="edit-note"),
    path("desk/notes/<int:pk>/delete/", notes.delete_note, name="delete-note"),
    path("desk/notes/<int:pk>/restore/", notes.restore_note, name="restore-note"),
    path("desk/reviews/<int:pk>/", reviews.write, name="review-write"),
    path("desk/reviews/<int:pk>/withdraw/", reviews.withdraw, name="review-withdraw"),
    path("desk/reviews/<int:pk>/second/", reviews.second, name="review-second"),
    path("desk/reviews/<int:pk>/return/", reviews.send_back, name="review-return"),
    path("desk/reviews/<int:pk>/publish/", reviews.publish, name="review-publish"),
    path("desk/reviews/<int:pk>/reopen/", reviews.reopen, name="review-reopen"),
]
WORK: list[URLPattern | URLResolver] = [
    route
    for kind, plural in (("search", "searches"),)
    for route in (
        path(
            f"desk/claims/<int:pk>/{plural}/add/",
            groundwork.add,
            {"kind": kind},
            name=f"add-{kind}",
        ),
        path(f"desk/{plural}/<int:pk>/edit/", groundwork.edit, {"kind": kind}, name=f"edit-{kind}"),
        path(
            f"desk/{plural}/<int:pk>/withdraw/",
            groundwork.withdraw,
            {"kind": kind},
            name=f"withdraw-{kind}",
        ),
        path(
            f"desk/{plural}/<int:pk>/restore/",
            groundwork.restore,
            {"kind": kind},
            name=f"restore-{kind}",
        ),
    )
]
READER: list[URLPattern | URLResolver] = [
    path("articles/<int:pk>/", reader.article, name="article"),
    path("articles/<int:pk>/notes/", note_lists.article_notes, name="article-notes"),
    path("articles/<int:pk>/notes/write/", note_actions.write_on_article, name="write-on-article"),
    path("snapshots/<int:pk>/", reader.snapshot, name="snapshot"),
    path("articles/<int:pk>/voices/", voices.article_voices, name="article-voices"),
    path("articles/<int:pk>/versions/", versions.versions, name="article-versions"),
    path("snapshots/<int:pk>/changes/", versions.changes, name="snapshot-changes"),
    path("snapshots/<int:pk>/annotate/", annotating.annotate, name="snapshot-annotate"),
    path("snapshots/<int:pk>/claims/new/", reader_record.record_claim, name="record-claim"),
    path("snapshots/<int:pk>/evidence/new/", reader_record.record_evidence, name="record-evidence"),
    path("snapshots/<int:pk>/notes/new/", reader_record.record_note, name="record-note"),
    path("snapshots/<int:pk>/namings/new/", namings.record_naming, name="record-naming"),
    path("snapshots/<int:pk>/similar/", reader_record.similar_here, name="similar-here"),
    path(
        "snapshots/<int:pk>/back/<slug:what>/<int:row>/",
        reader_record.take_back,
        name="take-back",
    ),
    path(
        "snapshots/<int:pk>/correct/<slug:field>/", reader_facts.correct_fact, name="correct-fact"
    ),
    path("snapshots/<int:pk>/facts/<int:fact>/take/", reader_facts.take_fact, name="take-fact"),
    path("desk/notes/<int:pk>/show/", reader_notes.show_note, name="show-note"),
]
CLIENT: list[URLPattern | URLResolver] = [
    path("hypothesis/app.html", annotating.frame, name="hypothesis-frame"),
    path("hypothesis/notebook", annotating.frame, name="hypothesis-notebook"),
    path("hypothesis/profile", annotating.frame, name="hypothesis-person"),
    path("hypothesis/authorize", annotating.authorize, name="hypothesis-authorize"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *CLIENT,
    *PUBLIC,
    *FEEDS,
    *PICTURES,
    *DESK,
    *CLAIM,
    *PARTS,
    *WORK,
    *READER,
]
