"""What moderators do to one comment or many; each asks first, and writes through `community.comments.threads`."""

from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction

from community.comments import threads
from community.comments.models import Comment
from community.comments.moderating.listing import chosen_by, listed
from community.comments.moderating.policy import may_moderate
from stoa.core.keyset import read_keys


class ModerationAction(BulkAction):
    """What the four actions share."""

    models: ClassVar[list] = [Comment]
    template_name = "comments/admin/confirm.html"
    change: ClassVar[Callable[..., int]]
    question: Any

    def check_perm(self, obj: Comment) -> bool:
        return may_moderate(self.request.user)

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """ "All in listing" is what the moderator's filters and search show, not every comment there is."""
        return chosen_by(QueryDict(urlsplit(self.next_url).query)).values_list("pk", flat=True)

    @classmethod
    def get_queryset(cls, model: type[Comment], object_ids: Any) -> list[Comment]:
        return list(listed().filter(pk__in=read_keys(map(str, object_ids))).order_by("created_at", "pk"))

    @classmethod
    def execute_action(cls, objects: list[Comment], **kwargs: Any) -> tuple[int, int]:
        return cls.change(comment_ids=[comment.pk for comment in objects]), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext("%(number)d comment changed.", "%(number)d comments changed.", num_parent_objects) % {
            "number": num_parent_objects
        }


class Approve(ModerationAction):
    display_name = _("Approve")
    aria_label = _("Approve the chosen comments")
    question = _("Show these comments?")
    action_type = "approve"
    action_priority = 10
    change = staticmethod(threads.approve)


class Hide(ModerationAction):
    display_name = _("Hide")
    aria_label = _("Hide the chosen comments")
    question = _("Take these comments out of sight?")
    action_type = "hide"
    action_priority = 20
    change = staticmethod(threads.hide)


class MarkSpam(ModerationAction):
    display_name = _("Mark as spam")
    aria_label = _("Mark the chosen comments as spam")
    question = _("Are these comments spam?")
    action_type = "spam"
    action_priority = 30
    change = staticmethod(threads.mark_spam)


class Delete(ModerationAction):
    """Takes the place of Wagtail's own action of this name, which would remove rows."""

    display_name = _("Delete")
    aria_label = _("Delete the chosen comments")
    question = _("Empty these comments for good? They cannot be brought back.")
    action_type = "delete"
    action_priority = 40
    classes: ClassVar[set] = {"serious"}
    change = staticmethod(threads.delete)


ACTIONS = (Approve, Hide, MarkSpam, Delete)
