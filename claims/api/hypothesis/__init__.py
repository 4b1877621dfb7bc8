"""The face that the Hypothesis client talks to."""
