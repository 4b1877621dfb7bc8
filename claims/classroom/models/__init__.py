"""Courses and who is in them, what is asked, and what was answered."""

from .assignments import Assignment, Key, Material
from .courses import Course, Enrolment, Section
from .grading import Grade, Remark, Rubric
from .work import Answer, AnswerVersion, HandIn, HintOpened, Part, Submission

__all__ = [
    "Answer",
    "AnswerVersion",
    "Assignment",
    "Course",
    "Enrolment",
    "Grade",
    "HandIn",
    "HintOpened",
    "Key",
    "Material",
    "Part",
    "Remark",
    "Rubric",
    "Section",
    "Submission",
]
