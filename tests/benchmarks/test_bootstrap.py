from statistics import mean

from benchmarks._bootstrap import interval


def test_the_interval_holds_the_figure_and_is_repeatable():
    items = [0.0] * 20 + [1.0] * 80
    low, high = interval(items, mean)
    assert 0.7 < low < 0.8 < high < 0.9
    assert interval(items, mean) == (low, high)


def test_more_items_give_a_narrower_interval():
    few, many = interval([0.0, 1.0] * 10, mean), interval([0.0, 1.0] * 1000, mean)
    assert many[1] - many[0] < few[1] - few[0]


def test_equal_items_leave_no_doubt():
    assert interval([1.0] * 5, mean) == (1.0, 1.0)
