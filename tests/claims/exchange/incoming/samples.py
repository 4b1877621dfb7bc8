"""Rows of others, invented, in each of the formats."""

import json
from typing import Any

AVERITEC: dict[str, Any] = {
    "claim": "The eastern pier was closed for a year.",
    "required_reannotation": False,
    "label": "Refuted",
    "justification": "The log says one day.",
    "claim_date": "3-5-2024",
    "speaker": "Mira Tal",
    "original_claim_url": "https://post.example/pier",
    "cached_original_claim_url": "https://archive.example/web/20240504000000/https://post.example/pier",
    "fact_checking_article": "https://archive.example/web/20240601000000/https://www.checks.example/pier",
    "reporting_source": "Harbour Post",
    "location_ISO_code": "XX",
    "claim_types": ["Numerical Claim"],
    "fact_checking_strategies": ["Written Evidence"],
    "questions": [
        {
            "question": "How long was it closed?",
            "answers": [
                {
                    "answer": "One day.",
                    "answer_type": "Boolean",
                    "boolean_explanation": "The log has one entry.",
                    "source_url": "https://port.example/log",
                    "source_medium": "Web text",
                    "cached_source_url": "https://archive.example/web/20240602000000/https://port.example/log",
                }
            ],
        },
        {
            "question": "Who ordered it?",
            "answers": [
                {
                    "answer": "No answer could be found.",
                    "answer_type": "Unanswerable",
                    "source_url": "",
                    "source_medium": "",
                }
            ],
        },
    ],
}

CLAIMREVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/pier",
    "claimReviewed": "The eastern pier was closed for a year.",
    "datePublished": "2024-06-01",
    "inLanguage": "en-GB",
    "author": {"@type": "Organization", "name": "The Checkers", "url": "https://checks.example/"},
    "reviewRating": {
        "@type": "Rating",
        "alternateName": "Three Pinocchios",
        "ratingValue": "2",
        "bestRating": 5,
        "worstRating": 1,
        "ratingExplanation": "One day.\nNot more.",
    },
    "itemReviewed": {
        "@type": "Claim",
        "author": {
            "@type": "Organization",
            "name": "Harbour Office",
            "sameAs": "https://h.example/",
        },
        "datePublished": "2024-05",
        "firstAppearance": {"@type": "CreativeWork", "url": "https://post.example/pier"},
        "appearance": [
            "https://other.example/pier",
            {"@type": "CreativeWork", "name": "A leaflet"},
        ],
    },
}

TABLE = """Claim,Speaker,Claim date,Rating,Review URL,Colour
The eastern pier was closed for a year.,Mira Tal,2024-05-03,Mostly false,https://checks.example/pier,red
"Forty boats, at least, left.",,3/5/2024,Wobbly,not an address,
,Nobody,,False,,
"""


def lines(*rows: Any) -> bytes:
    """One JSON object a line."""
    return "\n".join(json.dumps(row) for row in rows).encode()
