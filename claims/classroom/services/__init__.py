"""Everything that changes courses, assignments and the work on them."""

from .admitting import admit_student, admit_teacher, dismiss_student
from .assigning import (
    close_assignment,
    delete_assignment,
    edit_assignment,
    give_assignment,
    make_assignment,
    reveal_assignment,
    take_key,
)
from .courses import (
    add_teacher,
    archive_course,
    edit_course,
    open_course,
    remove_teacher,
    renew_code,
    reopen_course,
    take_over_course,
)
from .grading import (
    edit_rubric,
    grade_work,
    release_grade,
    release_grades,
    withhold_grade,
)
from .grouping import make_groups
from .joining import (
    join_course,
    leave_course,
    remove_student,
    rename_student,
    renew_resume_code,
    resume_course,
)
from .keeping import erase_student, export_student
from .remarking import add_remark, edit_remark, remove_remark, restore_remark
from .sections import add_section, move_to_section, remove_section
from .working import begin_work, hand_in, open_hint, return_work, save_answer, take_back_work

__all__ = [
    "add_remark",
    "add_section",
    "add_teacher",
    "admit_student",
    "admit_teacher",
    "archive_course",
    "begin_work",
    "close_assignment",
    "delete_assignment",
    "dismiss_student",
    "edit_assignment",
    "edit_course",
    "edit_remark",
    "edit_rubric",
    "erase_student",
    "export_student",
    "give_assignment",
    "grade_work",
    "hand_in",
    "join_course",
    "leave_course",
    "make_assignment",
    "make_groups",
    "move_to_section",
    "open_course",
    "open_hint",
    "release_grade",
    "release_grades",
    "remove_remark",
    "remove_section",
    "remove_student",
    "remove_teacher",
    "rename_student",
    "renew_code",
    "renew_resume_code",
    "reopen_course",
    "restore_remark",
    "resume_course",
    "return_work",
    "reveal_assignment",
    "save_answer",
    "take_back_work",
    "take_key",
    "take_over_course",
    "withhold_grade",
]
