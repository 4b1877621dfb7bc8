"""How a value is known, and how exactly a date is. Pure vocabularies."""

from django.db.models import TextChoices


class Known(TextChoices):
    """How we come to know a fact of provenance."""

    IN_TEXT = "in_text", "in the text"
    IN_MARKUP = "in_markup", "in the page's markup"
    INFERRED = "inferred", "inferred"
    OUTSIDE = "outside", "from outside"
    PERSON = "person", "entered by a person"


class Precision(TextChoices):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
