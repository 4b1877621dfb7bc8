"""Dates as much as is known of them."""

from datetime import date

import pytest
from django.forms import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from claims.web.forms.partial_dates import PartialDateField, written

DATES = st.dates(min_value=date(1000, 1, 1))


@given(DATES, st.sampled_from(["day", "month", "year"]))
def test_what_is_written_is_read_again(when, precision):
    read, known = PartialDateField().clean(written(when, precision))
    assert known == precision
    assert read.year == when.year
    assert precision == "year" or read.month == when.month
    assert precision != "day" or read == when


def test_nothing_is_no_date():
    assert PartialDateField(required=False).clean("") == (None, "")
    assert written(None, "") == ""


@pytest.mark.parametrize("text", ["May 2024", "2024-13", "2024-02-30", "24", "٢٠٢٤"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValidationError):
        PartialDateField().clean(text)
