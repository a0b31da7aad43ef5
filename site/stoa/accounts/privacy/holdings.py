"""What the accounts themselves and the libraries below them hold about a member."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import transaction
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
    get_page_models,
)
from wagtail.users.models import UserProfile

from stoa.accounts.models import User
from stoa.accounts.privacy.models import DeletionRequest
from stoa.accounts.privacy.registry import Data, NamedFile, Row, delete_rows, exempt, leave, register, rows
from stoa.core.models import StoaDocument, StoaImage

#: What a member typed about themselves, and what the site notes with it.
_USER_COLUMNS = (
    "email", "display_name", "full_name", "handle", "bio", "birth_date", "language", "joined_at", "last_login",
)  # fmt: skip


def register_foundations() -> None:
    """Called when all models are loaded; the apps above register their own."""
    _register_account()
    _register_ways_in()
    _register_editing()
    _register_work()
    _exempt_the_rest()


def _register_account() -> None:
    register(Data(model=User, export=_account, erase=_erase_account, files=_photo))
    address_rows = rows(EmailAddress, "user", "email", "verified", "primary")
    register(Data(model=EmailAddress, export=address_rows, erase=delete_rows(EmailAddress, "user")))
    profile_rows = rows(UserProfile, "user", "preferred_language", "current_time_zone", "theme", "density")
    register(Data(model=UserProfile, export=profile_rows, erase=delete_rows(UserProfile, "user")))
    wish_rows = rows(DeletionRequest, "user", "keeps_content", "asked_at", "due_at")
    register(Data(model=DeletionRequest, export=wish_rows, erase=leave))


def _register_ways_in() -> None:
    """Where somebody is logged in and by what; never the secrets themselves."""
    factor_rows = rows(Authenticator, "user", "type", "created_at", "last_used_at")
    register(Data(model=Authenticator, export=factor_rows, erase=delete_rows(Authenticator, "user")))
    log_in_rows = rows(UserSession, "user", "created_at", "ip", "user_agent")
    register(Data(model=UserSession, export=log_in_rows, erase=delete_rows(UserSession, "user")))
    elsewhere_rows = rows(SocialAccount, "user", "provider", "uid", "date_joined", "last_login", "extra_data")
    register(Data(model=SocialAccount, export=elsewhere_rows, erase=delete_rows(SocialAccount, "user")))


def _register_editing() -> None:
    """Notes between editors go with their writer; pages, pictures and documents belong to the publication."""
    register(
        Data(model=Comment, export=rows(Comment, "user", "text", "created_at"), erase=delete_rows(Comment, "user"))
    )
    replies = rows(CommentReply, "user", "text", "created_at")
    register(Data(model=CommentReply, export=replies, erase=delete_rows(CommentReply, "user")))
    subscriptions = rows(PageSubscription, "user", "page__title")
    register(Data(model=PageSubscription, export=subscriptions, erase=delete_rows(PageSubscription, "user")))
    register(Data(model=LogEntry, export=rows(LogEntry, "user", "action_time", "object_repr"), erase=leave))


def _register_work() -> None:
    """What somebody made for the publication stays with it, without their name."""
    register(
        Data(
            model=Page,
            export=rows(Page, ("owner", "locked_by"), "title", "url_path", "latest_revision_created_at"),
            erase=leave,
        )
    )
    register(Data(model=StoaImage, export=rows(StoaImage, "uploaded_by_user", "title", "created_at"), erase=leave))
    register(
        Data(model=StoaDocument, export=rows(StoaDocument, "uploaded_by_user", "title", "created_at"), erase=leave)
    )
    register(Data(model=Revision, export=rows(Revision, "user", "object_str", "created_at"), erase=leave))
    for model, who in ((WorkflowState, "requested_by"), (TaskState, "finished_by")):
        register(Data(model=model, export=rows(model, who, "pk", "status"), erase=leave))
    for model in (PageLogEntry, ModelLogEntry):
        # Wagtail keeps the number of whoever acted; without the account it names nobody.
        register(Data(model=model, export=rows(model, "user", "label", "action", "timestamp"), erase=leave))


def _exempt_the_rest() -> None:
    exempt(User.groups.through, User.user_permissions.through, why="exported with the account")
    exempt(EditingSession, FormState, UploadedFile, why="alive for minutes while somebody edits; goes with the account")
    exempt(APIToken, why="a digest that opens Wagtail's own API, which is not mounted; goes with the account")
    page_types = [model for model in get_page_models() if model is not Page]
    exempt(*page_types, why="exported as pages")
    exempt(*(apps.get_model(label) for label in ("wagtailimages.Image", "wagtaildocs.Document")), why="not used here")
    translations = ("wagtail_localize.StringTranslation", "wagtail_localize.SegmentOverride")
    exempt(*(apps.get_model(label) for label in translations), why="part of pages, exported as pages")


def _account(user: User) -> Iterable[Row]:
    facts: dict[str, Any] = {name: getattr(user, name) for name in _USER_COLUMNS}
    facts["photo"] = f"files/{_photo_name(user)}" if user.photo else ""
    facts["groups"] = list(user.groups.order_by("name").values_list("name", flat=True))
    return [facts]


def _erase_account(user: User, keep_content: bool) -> None:
    """The row goes last; its photo when that is certain."""
    if user.photo:
        storage, name = user.photo.storage, str(user.photo.name)
        transaction.on_commit(lambda: storage.delete(name))


def _photo(user: User) -> Iterable[NamedFile]:
    return [(_photo_name(user), user.photo)] if user.photo else []


def _photo_name(user: User) -> str:
    return str(user.photo.name).rpartition("/")[2]
