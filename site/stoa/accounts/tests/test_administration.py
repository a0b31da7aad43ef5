import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from stoa.accounts.models import User

PASSWORD = "correct horse battery"
GROUPS = ["Editors", "Moderators", "Instructors", "Shop managers", "Support"]
NEW = {"email": "New@Example.org", "display_name": "New", "handle": "", "password1": PASSWORD, "password2": PASSWORD}


def test_u07_wagtail_makes_a_user_by_address(client, superuser):
    client.force_login(superuser)
    group = Group.objects.get(name="Editors")

    form = client.get(reverse("wagtailusers_users:add"))
    answer = client.post(reverse("wagtailusers_users:add"), NEW | {"groups": [group.pk]})

    assert "username" not in form.context["form"].fields
    assert "first_name" not in form.text
    assert answer.status_code == 302
    user = User.objects.get(email="new@example.org")
    assert (user.display_name, user.handle) == ("New", "new")
    assert user.check_password(PASSWORD)
    assert list(user.groups.all()) == [group]
    assert user.emailaddress_set.get().verified


def test_u07_wagtail_refuses_a_known_address_in_other_case(client, superuser, member):
    client.force_login(superuser)

    answer = client.post(reverse("wagtailusers_users:add"), NEW | {"email": "ANN@example.org"})

    assert "email" in answer.context["form"].errors


def test_u07_wagtail_changes_a_user(client, superuser, member):
    client.force_login(superuser)
    address = reverse("wagtailusers_users:edit", args=[member.pk])

    assert client.get(address).status_code == 200
    client.post(address, {"email": member.email, "display_name": "Ann Other", "handle": "ann", "is_active": "on"})

    member.refresh_from_db()
    assert member.display_name == "Ann Other"
    assert member.check_password(PASSWORD)


def test_u07_wagtail_lists_and_finds_users(client, superuser, member):
    client.force_login(superuser)

    assert "ann@example.org" in client.get(reverse("wagtailusers_users:index"), {"q": "Reader"}).text


def test_o09_user_manager_cannot_give_themselves_rights(client, make_user):
    manager = make_user("max@example.org", groups=["Support"])
    manager.user_permissions.add(*permissions("accounts.change_user"))
    client.force_login(manager)
    address = reverse("wagtailusers_users:edit", args=[manager.pk])
    victim = make_user("vic@example.org")

    for user in (manager, victim):
        data = {
            "email": user.email,
            "display_name": "x",
            "handle": user.handle,
            "is_superuser": "on",
            "is_active": "on",
        }
        data["groups"] = [Group.objects.get(name="Editors").pk]
        client.post(reverse("wagtailusers_users:edit", args=[user.pk]), data)
        user.refresh_from_db()
        assert not user.is_superuser
        assert "Editors" not in user.groups.values_list("name", flat=True)
    assert client.get(address).status_code == 200


def test_o09_user_manager_cannot_touch_a_superuser(client, make_user, superuser):
    manager = make_user("max@example.org", groups=["Support"])
    manager.user_permissions.add(*permissions("accounts.change_user"))
    client.force_login(manager)
    address = reverse("wagtailusers_users:edit", args=[superuser.pk])

    client.post(
        address,
        {"email": superuser.email, "handle": "root", "password1": "taken over now", "password2": "taken over now"},
    )

    superuser.refresh_from_db()
    assert superuser.check_password(PASSWORD)


def test_u07_django_admin_makes_and_changes_a_user(client, superuser):
    client.force_login(superuser)
    data = {"email": "new@example.org", "display_name": "New", "password1": PASSWORD, "password2": PASSWORD}

    assert client.get("/django-admin/accounts/user/add/").status_code == 200
    answer = client.post("/django-admin/accounts/user/add/", data)

    user = User.objects.get(email="new@example.org")
    assert answer["Location"] == f"/django-admin/accounts/user/{user.pk}/change/"
    assert client.get(answer["Location"]).status_code == 200
    assert client.get("/django-admin/accounts/user/?q=new").status_code == 200


def test_u10_groups_are_there_and_enter_the_admin(make_user):
    for number, name in enumerate(GROUPS):
        user = make_user(f"{number}@example.org", groups=[name])
        assert user.has_perm("wagtailadmin.access_admin"), name


def test_u10_editors_write_publish_and_keep_categories(editor, home):
    rights = home.permissions_for_user(editor)

    assert rights.can_edit()
    assert rights.can_publish()
    assert rights.can_add_subpage()
    assert editor.has_perms([f"blog.{action}_category" for action in ("add", "change", "delete")])
    assert editor.has_perm("core.change_sitetext")
    assert policy_registry.get_by_type(get_image_model()).user_has_permission(editor, "add")
    assert not editor.has_perm("accounts.change_user")


def test_u10_moderators_publish_but_add_no_pages(make_user, home):
    moderator = make_user(groups=["Moderators"])
    rights = home.permissions_for_user(moderator)

    assert rights.can_publish()
    assert not moderator.has_perm("blog.add_category")


@pytest.mark.parametrize("name", ["Instructors", "Shop managers", "Support"])
def test_u10_other_groups_touch_no_pages(make_user, home, name):
    assert not home.permissions_for_user(make_user(groups=[name])).can_edit()


def permissions(*names):
    for name in names:
        app_label, codename = name.split(".")
        yield Permission.objects.get(content_type__app_label=app_label, codename=codename)


def test_admin_speaks_every_language_of_the_site(client, home, settings):
    client.force_login(User.objects.create_superuser("root@example.org", "pw"))

    offered = client.get("/admin/account/").text

    assert [code for code, _name in settings.LANGUAGES if f'<option value="{code}">' not in offered] == []
