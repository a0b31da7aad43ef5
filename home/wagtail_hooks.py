"""Ties the home app into the Wagtail admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks

from home.answers import may_read


@hooks.register("filter_form_submissions_for_user")
def only_for_readers(user: Any, forms: QuerySet[Any]) -> QuerySet[Any]:
    """The answers hold what strangers told us: moderators, who may change a page, do not see them."""
    return forms if may_read(user) else forms.none()


@hooks.register("register_permissions")
def reading_answers() -> QuerySet[Permission]:
    """So that the form of a group offers the right."""
    return Permission.objects.filter(content_type__app_label="home", codename="read_formpage")
