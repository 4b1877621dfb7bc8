"""Courses, what students are asked to do, and what they found: the same claims, blind."""
