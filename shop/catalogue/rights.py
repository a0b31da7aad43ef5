"""Shop managers run a shop's part of the page tree, wherever editors put it."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models.signals import post_save
from wagtail.models import GroupPagePermission

from shop.catalogue.models import ShopIndexPage
from stoa.accounts.roles import SHOP_MANAGERS

ACTIONS = ("add", "change", "publish")


def connect_signals() -> None:
    post_save.connect(_give_to_managers, sender=ShopIndexPage, dispatch_uid="catalogue_shop_made")


def _give_to_managers(sender: Any, instance: ShopIndexPage, created: bool, **kwargs: Any) -> None:
    """Only when it is made: who takes the rights away again means it."""
    group = Group.objects.filter(name=SHOP_MANAGERS).first() if created else None
    if group is None:
        return
    codenames = [f"{action}_page" for action in ACTIONS]
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
        GroupPagePermission.objects.get_or_create(group=group, page_id=instance.pk, permission=permission)
