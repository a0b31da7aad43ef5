"""Granting and taking rights of the groups of the site in migrations, before `post_migrate` has made the permissions.

Each app grants the rights on its own models, so that nothing here names an app above.
"""

from collections.abc import Iterable
from typing import Any

EDITORS = "Editors"
MODERATORS = "Moderators"
INSTRUCTORS = "Instructors"
SHOP_MANAGERS = "Shop managers"
SUPPORT = "Support"


def grant(apps: Any, group_name: str, rights: Iterable[str]) -> None:
    """Give a group the rights "app.action_model"; `apps` is the migration's registry."""
    group = apps.get_model("auth", "Group").objects.get(name=group_name)
    group.permissions.add(*(permission(apps, right) for right in rights))


def revoke(apps: Any, group_name: str, rights: Iterable[str]) -> None:
    """Take rights "app.action_model" from a group."""
    group = apps.get_model("auth", "Group").objects.get(name=group_name)
    group.permissions.remove(*(permission(apps, right) for right in rights))


def revoke_on_pages(apps: Any, group_name: str, actions: Iterable[str]) -> None:
    """Take rights on every part of the page tree from a group."""
    rights = apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(group__name=group_name)
    rights.filter(permission__codename__in=[f"{action}_page" for action in actions]).delete()


def grant_on_pages(apps: Any, group_name: str, actions: Iterable[str]) -> None:
    """Give a group rights on the whole page tree: "add", "change", "publish", "lock", "unlock"."""
    group = apps.get_model("auth", "Group").objects.get(name=group_name)
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    rights = apps.get_model("wagtailcore", "GroupPagePermission").objects
    for action in actions:
        rights.get_or_create(group=group, page=root, permission=permission(apps, f"wagtailcore.{action}_page"))


def grant_on_collections(apps: Any, group_name: str, rights: Iterable[str]) -> None:
    """Give a group rights on images and documents in every collection."""
    group = apps.get_model("auth", "Group").objects.get(name=group_name)
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    model = apps.get_model("wagtailcore", "GroupCollectionPermission")
    for right in rights:
        model.objects.get_or_create(group=group, collection=root, permission=permission(apps, right))


def permission(apps: Any, right: str) -> Any:
    """The permission "app.action_model", made if `post_migrate` has not made it yet."""
    app_label, codename = right.split(".")
    action, model = codename.split("_", 1)
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model="admin" if right == "wagtailadmin.access_admin" else model
    )
    found, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {action} {model}"}
    )
    return found
