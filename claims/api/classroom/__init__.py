"""The classroom over REST: courses, assignments and submissions."""
