"""Who says what where the other says something else."""

from claims.reviews.agreement import confusion, tabulate

SAID = [
    (1, "ann", "true"), (1, "bea", "true"),
    (2, "ann", "true"), (2, "bea", "mixed"),
    (3, "ann", "true"), (3, "bea", "mixed"),
    (4, "ann", "false"), (4, "bea", "true"),
    (5, "ann", "mixed"), (6, "bea", "mixed"),
]  # fmt: skip


def test_cells_hold_the_units_of_both():
    found = confusion(tabulate(SAID, ["false", "mixed", "true"], raters=["ann", "bea"]))
    assert found.cells == (((), (), (4,)), ((), (), ()), ((), (2, 3), (1,)))


def test_where_they_differ_the_most_frequent_first():
    found = confusion(tabulate(SAID, ["false", "mixed", "true"], raters=["ann", "bea"]))
    assert found.differing() == [("true", "mixed", (2, 3)), ("false", "true", (4,))]
