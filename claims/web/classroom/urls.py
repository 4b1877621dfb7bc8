"""Addresses of the classroom. An account made for a class opens those under /class/ alone."""

from django.urls import URLPattern, URLResolver, include, path

from . import assignments, comparing, home, joining, setting, students, teaching, working

STUDENTS: list[URLPattern | URLResolver] = [
    path("", home.home, name="class-home"),
    path("door/", joining.door, name="class-door"),
    path("join/", joining.join, name="class-join"),
    path("join/<slug:code>/", joining.join, name="class-join-by-link"),
    path("resume/", joining.resume, name="class-resume"),
    path("welcome/", joining.welcome, name="class-welcome"),
    path("go/", joining.go, name="class-go"),
    path("places/<int:pk>/name/", joining.rename, name="class-rename"),
    path("places/<int:pk>/leave/", joining.leave, name="class-leave"),
    path("assignments/<int:pk>/", working.lesson, name="class-lesson"),
    path("assignments/<int:pk>/reveal/", comparing.revealed, name="class-revealed"),
    path("assignments/<int:pk>/begin/", working.begin, name="class-begin"),
    path("work/<int:pk>/tasks/<int:number>/", working.work, name="class-work"),
    path("work/<int:pk>/tasks/<int:number>/hint/", working.hint, name="class-hint"),
    path("work/<int:pk>/hand-in/", working.hand_in, name="class-hand-in"),
    path("work/<int:pk>/take-back/", working.take_back, name="class-take-back"),
]
TEACHERS: list[URLPattern | URLResolver] = [
    path("", teaching.classes, name="classes"),
    path("new/", teaching.new_course, name="new-course"),
    path("set/", setting.set_elsewhere, name="set-elsewhere"),
    path("<int:pk>/", teaching.course, name="course"),
    path("<int:pk>/name/", teaching.edit_course, name="edit-course"),
    path("<int:pk>/take-over/", teaching.take_over, name="take-over-course"),
    path("<int:pk>/do/<slug:verb>/", teaching.turn_course, name="turn-course"),
    path("<int:pk>/sections/", teaching.add_section, name="add-section"),
    path("<int:pk>/sections/<int:section>/", teaching.remove_section, name="remove-section"),
    path("<int:pk>/teachers/", teaching.add_teacher, name="add-teacher"),
    path("<int:pk>/teachers/<int:place>/", teaching.remove_teacher, name="remove-teacher"),
    path("<int:pk>/sources/", setting.sources, name="assignment-sources"),
    path("<int:pk>/set/", setting.set_assignment, name="set-assignment"),
    path("students/<int:pk>/", students.student, name="student"),
    path("students/<int:pk>/section/", students.move, name="move-student"),
    path("students/<int:pk>/code/", students.new_code, name="student-code"),
    path("students/<int:pk>/remove/", students.remove, name="remove-student"),
    path("assignments/<int:pk>/", assignments.assignment, name="assignment"),
    path("assignments/<int:pk>/compare/", comparing.compare, name="compare"),
    path("assignments/<int:pk>/projector/", comparing.projector, name="projector"),
    path("assignments/<int:pk>/words/", assignments.edit_assignment, name="edit-assignment"),
    path(
        "assignments/<int:pk>/do/<slug:verb>/",
        assignments.turn_assignment,
        name="turn-assignment",
    ),
    path("assignments/<int:pk>/reveal/", assignments.reveal_assignment, name="reveal-assignment"),
    path("assignments/<int:pk>/delete/", assignments.delete_assignment, name="delete-assignment"),
    path("assignments/<int:pk>/groups/", assignments.make_groups, name="make-groups"),
    path("work/<int:pk>/return/", assignments.return_work, name="return-work"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("class/", include(STUDENTS)),
    path("classes/", include(TEACHERS)),
]
