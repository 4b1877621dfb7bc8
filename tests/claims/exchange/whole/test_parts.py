"""Every table of the program goes along with its workspace, or says why it stays."""

from django.db import models

from claims.exchange.whole.parts import (
    BLANK,
    EARLIER,
    EXCUSED,
    LOOSE,
    PARTS,
    SHARED,
    USER,
    WORKSPACE,
    columns,
    model_of,
    our_models,
)
from provenance.accounts.models import Workspace

LABELS = {model._meta.label for model in our_models()}


def test_every_table_is_listed_or_excused():
    assert LABELS - set(PARTS) - set(EXCUSED) == set(), (
        "list these in whole/parts.py, or say why not"
    )
    assert (set(PARTS) | set(EXCUSED)) - LABELS == set(), "these are gone"
    assert not set(PARTS) & set(EXCUSED)
    assert all(EXCUSED.values())


def test_every_path_leads_to_the_workspace():
    for label, path in PARTS.items():
        model: type[models.Model] = model_of(label)
        for step in filter(None, path.split("__")):
            field = model._meta.get_field(step)
            model = field.related_model if field.is_relation else model
        assert label == EARLIER or model is Workspace, label


def test_what_is_named_is_written_before_what_names_it():
    order = list(PARTS)
    for label in PARTS:
        for one in columns(model_of(label)):
            if not one.is_relation or f"{label}.{one.name}" in LOOSE:
                continue
            target = one.related_model._meta.label
            assert target == USER or target in PARTS, f"{label}.{one.name} names what stays"
            assert order.index(target) <= order.index(label) if target != USER else True


def test_tables_between_two_tables_go_along():
    for label in PARTS:
        for one in model_of(label)._meta.many_to_many:
            assert one.remote_field.through._meta.label in PARTS, one


def test_the_other_lists_name_what_is_there():
    for named in LOOSE:
        label, _, name = named.rpartition(".")
        assert model_of(label)._meta.get_field(name).null, named
    for label, values in BLANK.items():
        assert {one.attname for one in columns(model_of(label))} >= set(values)
    assert set(SHARED) <= set(PARTS)
    assert next(iter(PARTS)) == WORKSPACE


def test_no_secret_goes_along():
    """A column whose name speaks of a secret is blanked, or its table stays."""
    speaks = ("secret", "password", "token", "grain", "salt", "digest")
    harmless = {"text_sha256", "raw_sha256"}
    for label in PARTS:
        for one in columns(model_of(label)):
            if any(word in one.name for word in speaks) and one.name not in harmless:
                assert one.name in BLANK.get(label, {}), f"{label}.{one.name}"
