"""Courses and who is in them, what is asked, and what was answered."""

from .assignments import Assignment, Key, Material
from .courses import Course, Enrolment, Section
from .work import Answer, AnswerVersion, HandIn, HintOpened, Part, Submission

__all__ = [
    "Answer",
    "AnswerVersion",
    "Assignment",
    "Course",
    "Enrolment",
    "HandIn",
    "HintOpened",
    "Key",
    "Material",
    "Part",
    "Section",
    "Submission",
]
