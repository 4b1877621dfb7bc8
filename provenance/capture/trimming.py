"""Which blocks of an extracted article are not the article: promotion, credits, captions, headers.

Nothing is thrown away: blocks only change their region, so that the words stay
in the canonical text and can be shown folded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from provenance.capture import bylines, dates
from provenance.capture.phrases import one_of
from provenance.capture.pieces import Piece, bare

# Opens a pointer to something else: these words, then a colon or a link.
_POINTER = re.compile(
    r"^[\W_]*"
    + one_of(
        r"""
        related(?: (?:articles?|stories|story|posts?|content|reading|coverage|links?|video))?
        read (?:more|also|next|this)
        also read
        see (?:also|more)
        also see
        more(?: (?:on|from|about|in|stories|news|coverage)\b[^.]{0,60})?
        don.?t miss
        you (?:may|might|will|ll) (?:also )?(?:like|enjoy)(?: this)?
        recommended(?: for you| reading)?
        top stories
        most (?:read|popular)
        trending
        latest (?:news|stories)
        around the web
        watch(?: now| more)?
        in case you missed it
        insight
        warning
        just in
        must read
        editor.?s? picks?
        further reading
        click here
        get the
        up next
        click to tweet
        tweet this
        (?:view |show )?comments
        explore further
        advertisement
        leggi anche
        lesen sie (?:auch|mehr)
        mehr (?:zum thema|dazu|lesen)
        auch interessant
        zum thema
        siehe auch
        lire aussi
        à lire(?: aussi)?
        voir aussi
        lea tambi[eé]n
        leia (?:tamb[eé]m|mais)
        ver tamb[ié]n
        te puede interesar
        lees ook
        l[äa]s (?:ocks[åa]|mer)
        czytaj (?:te[zż]|tak[zż]e)
        читайте также
        baca juga
        """
    )
    + r"(?:\s*[:>…»|–—-]|\.{2,}|$)",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"^[\W_]*"
    + one_of(
        r"""
        (?:click|tap) here\b
        follow (?:us|[@\w]+ on)\b
        like (?:us|this story)\b
        share (?:this|it)\b
        subscribe\b
        sign up\b
        join (?:us|our|the conversation)\b
        get (?:the|our|breaking|your)\b.{0,80}(?:newsletter|inbox|\bapp\b|download|delivered)
        (?:download|install) (?:the|our) .{0,40}app\b
        .{0,60}\bon the go by clicking here
        thanks for (?:signing up|subscribing|reading)
        support (?:us|our|independent)
        donate\b
        become a (?:member|patron|subscriber)
        enter your e-?mail
        check out our\b.{0,60}(?:newsletter|youtube|podcast)
        have (?:a )?(?:tip|story|question)\b.{0,60}(?:e-?mail|contact|send)
        comments? comments?
        leave a (?:comment|reply)
        comment below
        post a comment
        advertisements?\b.{0,20}$
        (?:anzeige|werbung|publicidade?)$
        abonn
        newsletter
        teilen\b
        jetzt (?:abonnieren|anmelden)
        suscr[ií]bete
        assine
        iscriviti
        .{0,40}\bnewsletter\b.{0,200}(?:sign(?:ing)? up|subscrib|inbox)
        """
    ),
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^[\W_]*"
    + one_of(
        r"""
        (?:additional )?(?:reporting|writing|editing|edited|compiled) (?:by|from)\b
        (?:the )?associated press (?:writers?|reporters?|journalists?)\b
        .{3,160}\bcontributed (?:to (?:this|the) (?:report|story|article|post)|reporting\b|from\b)
        sources?\s*:
        (?:quelle|fuente|fonte)\s*:
        copyright\b
        ©
        \(c\)
        all rights reserved
        filed under\b
        tags?\s*:
        categor(?:y|ies)\s*:
        posted in\b
        image (?:source|credit)s?\s*:
        photo(?:s| credits?)?\s*(?::|by\b)
        featured image\b
        (?:bild(?:er|quelle)?|foto(?:s|credit)?)\s*:
        note: we are
        follow .{3,60} on (?:twitter|facebook|instagram|x)\b
        e-?mail .{3,60} at\b
        contact .{3,60} at\b
        (?:you can )?reach .{3,60} at\b
        [\w.+-]+@[\w-]+\.\w+
        (?:twitter|facebook)\.com/
        ftc\s*:
        disclosure\s*:
        .{0,40}무단.{0,20}금지
        alle rechte vorbehalten
        todos los derechos
        """
    ),
    re.IGNORECASE,
)
# Where an article came from belongs to it, though links may stand before it.
_ORIGIN = re.compile(
    r"^[\W_]*(?:this (?:article|story|post|piece|report) "
    r"(?:was|is|has been|also|first|originally)\b|"
    r"(?:originally|first) (?:published|posted|appeared)\b)",
    re.IGNORECASE,
)
_READING_TIME = re.compile(
    r"\b(?:\d+|one|two|three) ?(?:-| )?min(?:ute|uten|utos|uti)?s?\.?"
    r"(?: (?:read|lesezeit|de lecture))?\b|tempo (?:de|di) l|temps de lecture|lesezeit",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"^[\W_]*(?:updated?|published|posted|last (?:updated|modified)|first published|aktualisiert|"
    r"stand|veröffentlicht|기사입력)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?…。][\"”’')\]]*$")
_SHORT = 200


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the page around the article tells: words as letters and figures only.

    ``headlines`` are its titles, ``captions`` the captions of its pictures,
    ``above`` what stands between the headline and the byline or date, which
    ``over`` has word for word, a line for each block.
    """

    headlines: Collection[str] = ()
    captions: Collection[str] = ()
    above: str = ""
    over: str = ""


def trimmed(pieces: Sequence[Piece], page: Surroundings) -> list[Piece]:
    """Return the blocks with their regions set right; their number and order stay the same."""
    result = [_recaptioned(piece, page) for piece in pieces]
    _trim_start(result, page)
    _trim_promotion(result)
    _trim_end(result)
    return result


def _aside(piece: Piece) -> Piece:
    return replace(piece, region="boilerplate")


def _recaptioned(piece: Piece, page: Surroundings) -> Piece:
    if not all(_is_caption(bare(line), page) for line in piece.text.split("\n")):
        return piece
    return replace(piece, region="caption", kind="caption", level=0)


def _is_caption(own: str, page: Surroundings) -> bool:
    # A caption may come in parts: its words, then who took the picture.
    return own in page.captions or (len(own) > 20 and any(own in text for text in page.captions))


def _trim_start(pieces: list[Piece], page: Surroundings) -> None:
    """Set aside what stands over an article: its title again, section, date, reading time.

    A standfirst, which stands between headline and byline, becomes a heading.
    """
    repeated = [index for index, piece in enumerate(pieces[:6]) if _repeats_headline(piece, page)]
    done = repeated[-1] + 1 if repeated else 0
    for index in range(done):
        pieces[index] = _aside(pieces[index])
    for index in range(done, min(done + 5, len(pieces))):
        piece = pieces[index]
        if _is_header(piece):
            pieces[index] = _aside(piece)
        elif len(piece.bare) > 20 and piece.bare in page.above:
            pieces[index] = replace(piece, kind="heading", level=2)
        elif piece.region == "body":
            return


def _repeats_headline(piece: Piece, page: Surroundings) -> bool:
    """Tell whether a block is the headline again, alone or with a section, a date or a byline."""
    own = piece.bare
    if own in page.headlines:
        return True
    return any(
        len(title) > 20 and title in own and len(own) < len(title) + 80 for title in page.headlines
    ) and not _SENTENCE.search(piece.text)


def _is_header(piece: Piece) -> bool:
    text = piece.text
    if len(text) > 120 or (_SENTENCE.search(text) and len(text.split()) > 7):
        return False
    if (
        _STATUS.match(text)
        or bylines.byline_names(text)
        or (_READING_TIME.search(text) and len(text) < 60)
    ):
        return True
    mention = next(dates.mentions(text), None)
    return mention is not None and len(text) - (mention.end - mention.start) < 60


def _trim_promotion(pieces: list[Piece]) -> None:
    """Set aside pointers to other articles and calls to subscribe, wherever they stand."""
    for index, piece in enumerate(pieces):
        if piece.region != "body":
            continue
        if _is_pointer(piece) or _is_call(piece):
            pieces[index] = _aside(piece)
            if len(piece.text) < 60:
                _trim_list_after(pieces, index)
        elif piece.linked > 0.9 and _shouts(piece.text):
            # Links in capitals between paragraphs are how some newsrooms point elsewhere.
            pieces[index] = _aside(piece)


def _is_pointer(piece: Piece) -> bool:
    found = _POINTER.match(piece.text)
    if (
        found is None
        or len(piece.text) > _SHORT + 100
        or (piece.kind == "list" and piece.linked < 0.5)
    ):
        return False
    rest = piece.text[found.end() :].strip()
    return (
        not rest
        or piece.linked > 0.4
        or "\n" in piece.text
        or (found.group().rstrip()[-1] in ":>»|" and len(rest) < 160)
    )


def _is_call(piece: Piece) -> bool:
    return len(piece.text) < 2 * _SHORT and _CALL.match(piece.text) is not None


def _trim_list_after(pieces: list[Piece], index: int) -> None:
    """Set aside the links that a pointer such as "You may also like" announces."""
    for position in range(index + 1, len(pieces)):
        piece = pieces[position]
        if piece.region != "body" or piece.linked < 0.8 or len(piece.text) > 600:
            return
        pieces[position] = _aside(piece)


def _shouts(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 12 and sum(map(str.isupper, letters)) > 0.85 * len(letters)


def _trim_end(pieces: list[Piece]) -> None:
    """Set aside what follows an article: credits, contacts, copyright, lists of links."""
    for index in range(len(pieces) - 1, 0, -1):
        piece = pieces[index]
        if piece.region != "body" or _ORIGIN.match(piece.text):
            continue
        if not _ends_apart(piece):
            return
        pieces[index] = _aside(piece)


def _ends_apart(piece: Piece) -> bool:
    text = piece.text
    if len(text) < 2 * _SHORT and _CREDIT.match(text):
        return True
    if piece.kind == "heading":
        # A heading with nothing under it announced what was not extracted.
        return True
    if piece.linked > 0.8 and len(text) < 3 * _SHORT:
        return True
    return piece.kind == "list" and (piece.linked > 0.6 or (piece.linking == 1.0 and "\n" in text))


def article_start(pieces: Sequence[Piece]) -> int:
    """Return the index of the first block of the running text: after header and standfirst."""
    for index, piece in enumerate(pieces):
        is_standfirst = (
            piece.kind == "heading" and piece.level == 2 and index < 6 and len(piece.text) > 60
        )
        if piece.region == "body" and not is_standfirst:
            return index
    return 0


def standfirst(page: Surroundings, pieces: Sequence[Piece]) -> Piece | None:
    """Return the sentence between headline and byline that the extraction left out, if any."""
    there = {piece.bare for piece in pieces[:6]}
    for line in page.over.split("\n"):
        text = " ".join(line.split())
        piece = Piece("heading", text, 2)
        said = len(text.split()) >= 8 and 40 < len(text) < 500 and _SENTENCE.search(text)
        if not said or piece.bare in page.captions or piece.bare in there:
            continue
        if not (_is_call(piece) or _CREDIT.match(text) or _STATUS.match(text)):
            return piece
    return None


def plain_set(texts: Collection[str]) -> frozenset[str]:
    """Return texts as letters and figures, for :class:`Surroundings`."""
    return frozenset(key for text in texts if (key := bare(text)))
