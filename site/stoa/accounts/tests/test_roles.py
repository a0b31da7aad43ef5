"""Every address of both admins in every role: docs/roles.md says who enters."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import URLResolver, get_resolver, resolve
from wagtail.models import PageViewRestriction

from home.models import StandardPage
from stoa.accounts.models import User

ROOT = Path(__file__).resolve().parents[4]
ROLES = ("Editors", "Moderators", "Instructors", "Shop managers", "Support")
OPEN = ("admin/login/", "admin/password_reset/", "admin/sprite/", "admin/jsi18n/", "django-admin/login/")
# It raises to try the error page.
LEFT_OUT = ("admin/failwhale/",)


def table() -> dict[str, tuple[bool, ...]]:
    """{beginning of addresses: who of ROLES enters}, as docs/roles.md says."""
    found = {}
    for line in (ROOT / "docs" / "roles.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        for address in re.findall(r"`([^`]+)`", cells[1]) if len(cells) == 7 else []:
            found[address] = tuple(cell == "yes" for cell in cells[2:])
    return found


def addresses(resolver=None, before="") -> Iterator[str]:
    """Every address below the admins that needs no arguments."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + re.sub(r"\\Z|[\^$]", "", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, route)
        elif route.startswith(("admin/", "django-admin/")) and not re.search(r"[<(.]", route):
            yield route


def row_of(address, rows):
    """The row with the longest beginning of the address."""
    return max((start for start in rows if fnmatch(address, f"{start}*")), key=len)


def enters(rf, user, address) -> bool:
    """Whether the view lets the user in, before it is rendered."""
    request = rf.get(f"/{address}")
    # A fresh copy, without what permission checks remember.
    request.user = User.objects.get(pk=user.pk)
    request.session, request.LANGUAGE_CODE, request.htmx = SessionStore(), "en", False
    request._messages = SessionStorage(request)
    request.resolver_match = match = resolve(f"/{address}")
    try:
        answer = match.func(request, *match.args, **match.kwargs)
    except PermissionDenied:
        return False
    except Http404:
        return True
    is_turned_away = answer.status_code == 302 and answer["Location"].startswith(("/admin/", "/django-admin/"))
    return answer.status_code != 403 and not is_turned_away


@pytest.fixture
def people(db):
    made = {}
    for number, role in enumerate(ROLES):
        made[role] = User.objects.create_user(f"role{number}@example.org", "pw", handle=f"role{number}")
        made[role].groups.add(Group.objects.get(name=role))
    return made


def test_u10_each_role_enters_what_the_table_says(rf, home, people):
    rows = table()
    wrong = []
    for address in sorted({*addresses()} - {*LEFT_OUT}):
        if address.startswith(OPEN):
            continue
        expected = rows[row_of(address, rows)]
        found = tuple(enters(rf, people[role], address) for role in ROLES)
        # What not even an administrator opens is no page.
        if found != expected and any(found):
            wrong.append((address, found, expected))
        if found != expected and not any(found) and enters(rf, administrator(), address):
            wrong.append((address, found, expected))

    assert wrong == []


def test_u11_members_and_visitors_enter_no_address(client, home):
    member = User.objects.create_user("member@example.org", "pw")
    asked = [address for address in sorted({*addresses()}) if not address.startswith(OPEN)]

    visitors = {client.get(f"/{address}").status_code for address in asked}
    client.force_login(member)
    members = {client.get(f"/{address}").status_code for address in asked}

    assert len(asked) > 100
    assert (visitors, members) == ({302}, {302})


def test_u10_who_may_read_a_page_is_said_by_editors(client, home, people):
    page = home.add_child(instance=StandardPage(title="A page", slug="a-page"))
    address = f"/admin/pages/{page.pk}/privacy/"
    found = {}
    for role, user in people.items():
        client.force_login(user)
        found[role] = client.post(address, {"restriction_type": "login"}).status_code
        PageViewRestriction.objects.all().delete()

    expected = dict(zip(ROLES, table()["admin/pages/*/privacy/"], strict=True))
    assert {role: status == 200 for role, status in found.items()} == expected
    assert expected == {role: role == "Editors" for role in ROLES}


def test_u10_moderator_who_sets_privacy_changes_nothing(client, home, people):
    page = home.add_child(instance=StandardPage(title="A page", slug="a-page"))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    client.force_login(people["Moderators"])

    client.post(f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "none"})

    assert [row.restriction_type for row in PageViewRestriction.objects.all()] == ["login"]


@pytest.mark.parametrize(("role", "is_shown"), [("Editors", True), ("Moderators", False)])
def test_button_for_privacy_is_shown_to_whom_it_helps(client, home, people, role, is_shown):
    client.force_login(people[role])

    text = client.get(f"/admin/pages/{home.pk}/edit/").text
    assert ('data-a11y-dialog-show="set-privacy"' in text) is is_shown


def test_table_names_every_role():
    assert all(len(row) == len(ROLES) for row in table().values())
    assert settings.ROOT_URLCONF == "stoa.urls"


def administrator():
    found = User.objects.filter(is_superuser=True).first()
    return found or User.objects.create_superuser("root@example.org", "pw")
