"""What each group may do with pages; which addresses it reaches is in test_roles."""

from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission


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
