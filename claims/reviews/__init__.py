"""Scales, reviews and published verdicts."""
