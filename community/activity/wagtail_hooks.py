"""Ties the list of actions into the Wagtail admin."""

from wagtail.snippets.models import register_snippet

from community.activity.administration import ActionViewSet

register_snippet(ActionViewSet)
