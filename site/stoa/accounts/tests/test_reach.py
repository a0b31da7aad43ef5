"""What each group reaches in the admin, and what it does not."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission

GROUPS = ["Editors", "Moderators", "Instructors", "Shop managers", "Support"]
#: Who opens it, of the groups.
DOORS = {
    "/admin/": GROUPS,
    "/admin/comments/": ["Editors", "Moderators"],
    "/admin/activity/": ["Editors", "Moderators"],
    "/admin/moderation/": ["Moderators"],
    "/admin/moderation/sanctions/": ["Moderators"],
    "/admin/redirects/": ["Editors"],
    "/admin/snippets/core/sitetext/": ["Editors"],
    "/admin/snippets/blog/category/": ["Editors"],
    "/admin/snippets/blog/author/add/": ["Editors"],
    "/admin/images/add/": ["Editors", "Moderators", "Instructors", "Shop managers"],
    "/admin/users/": [],
    "/admin/groups/": [],
    "/admin/sites/": [],
    "/admin/locales/": [],
    "/admin/collections/": [],
    "/admin/workflows/list/": [],
    "/admin/settings/core/sitesettings/": [],
    "/admin/snippets/choose/comments/comment/": [],
    "/admin/snippets/choose/activity/action/": [],
}


@pytest.mark.parametrize("address", DOORS)
def test_u10_doors_of_the_admin_open_to_their_groups_only(client, make_user, address):
    opened = []
    for number, name in enumerate(GROUPS):
        client.force_login(make_user(f"{number}@example.org", groups=[name]))
        if client.get(address).status_code == 200:
            opened.append(name)

    assert opened == DOORS[address]


def test_u10_rights_on_pages_are_those_of_the_role(db):
    rows = GroupPagePermission.objects.values_list("group__name", "permission__codename")

    assert sorted(rows) == sorted(
        [("Editors", f"{action}_page") for action in ("add", "change", "publish", "lock", "unlock")]
        + [("Moderators", f"{action}_page") for action in ("change", "publish", "lock", "unlock")]
    )


def test_u10_moderators_neither_add_nor_translate_pages(client, make_user, home):
    moderator = make_user(groups=["Moderators"])
    client.force_login(moderator)

    rights = home.permissions_for_user(moderator)
    assert (rights.can_edit(), rights.can_publish(), rights.can_add_subpage()) == (True, True, False)
    assert client.get(f"/admin/pages/{home.pk}/add_subpage/").status_code == 302
    assert not moderator.has_perm("wagtail_localize.submit_translation")
    assert Group.objects.get(name="Editors").permissions.filter(codename="submit_translation").exists()
