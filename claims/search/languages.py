"""Which languages have stems in the index. Pure; the migration that makes them reads this table."""

# ISO 639-1 -> PostgreSQL's own configuration.
STEMMED = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
UNSTEMMED = "words_simple"


def configuration(language: str) -> str:
    """The name of our text search configuration for an ISO 639-1 language."""
    return f"words_{language}" if language in STEMMED else UNSTEMMED


def create_configurations() -> str:
    """SQL that makes one configuration a language, each with accents folded first.

    Accents are folded before the stemmer sees a word, in texts and in questions alike, so that
    `Kovac` finds `Kovač`.
    """
    kinds = "asciiword, word, hword, hword_part, hword_asciipart, asciihword"
    lines = ["CREATE TEXT SEARCH CONFIGURATION words_simple (COPY = simple);"]
    lines.append(_fold("words_simple", kinds, "simple"))
    for language, name in STEMMED.items():
        lines.append(f"CREATE TEXT SEARCH CONFIGURATION words_{language} (COPY = {name});")
        lines.append(_fold(f"words_{language}", kinds, f"{name}_stem"))
    cases = " ".join(f"WHEN '{code}' THEN 'words_{code}'::regconfig" for code in STEMMED)
    lines.append(
        "CREATE FUNCTION words_configuration(language text) RETURNS regconfig "
        "LANGUAGE sql IMMUTABLE PARALLEL SAFE AS "
        f"$$ SELECT CASE language {cases} ELSE 'words_simple'::regconfig END $$;"
    )
    return "\n".join(lines)


def drop_configurations() -> str:
    """SQL that undoes `create_configurations`."""
    names = [UNSTEMMED, *(f"words_{language}" for language in STEMMED)]
    drops = "\n".join(f"DROP TEXT SEARCH CONFIGURATION IF EXISTS {name};" for name in names)
    return f"DROP FUNCTION IF EXISTS words_configuration(text);\n{drops}"


def _fold(configuration_name: str, kinds: str, stemmer: str) -> str:
    return (
        f"ALTER TEXT SEARCH CONFIGURATION {configuration_name} "
        f"ALTER MAPPING FOR {kinds} WITH unaccent, {stemmer};"
    )
