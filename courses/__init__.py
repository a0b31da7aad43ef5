"""Subjects, courses, modules, enrolment, progress, quizzes and certificates."""
