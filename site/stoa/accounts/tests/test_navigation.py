import re

import pytest
from django.urls import reverse
from django.utils import translation

from stoa.accounts import navigation
from stoa.accounts.tests.steps import log_in


@pytest.fixture
def links(client, member):
    """A function that gives {label: (address, is current)} of the navigation on a page."""
    log_in(client)

    def read(address):
        text = client.get(address).text
        nav = text[text.index('<nav class="account-nav"') :].partition('<p class="account-nav__all"')[0]
        found = re.findall(r'<a href="([^"]+)"( aria-current="true")?>([^<]+)</a>', nav)
        return {label: (href, bool(mark)) for href, mark, label in found}

    return read


def test_account_pages_stand_in_the_navigation_with_those_of_the_community(links):
    expected = [
        "Dashboard", "Profile", "Profile privacy", "Activity privacy", "Muted members", "Blocked members",
        "Notices", "Mails",
        "E-mail address", "Password", "Two-factor log-in", "Devices",
        "My data", "Log out",
    ]  # fmt: skip

    assert [label for label in links("/en/account/profile/") if label in expected] == expected


def test_connected_accounts_stand_there_when_there_are_providers(links, settings):
    assert "Connected accounts" not in links("/en/account/profile/")
    settings.SOCIALACCOUNT_PROVIDERS = {"google": {"APPS": [{"client_id": "x", "secret": "y"}]}}

    assert links("/en/account/profile/")["Connected accounts"] == ("/en/account/3rdparty/", False)


@pytest.mark.parametrize("language", ["en", "es", "bg"])
def test_every_account_page_marks_itself(links, language):
    with translation.override(language):
        profile, elsewhere = reverse("edit_profile"), {reverse("account_logout"), reverse("dashboard")}

    for label, (address, _mark) in links(profile).items():
        if address not in elsewhere:
            assert [name for name, (_href, mark) in links(address).items() if mark] == [label], address


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("/en/account/2fa/webauthn/", "Two-factor log-in"),
        ("/en/account/my-data/delete/", "My data"),
        ("/en/notices/mails/", "Mails"),
    ],
)
def test_page_below_marks_the_one_above(links, address, label):
    assert [name for name, (_href, mark) in links(address).items() if mark] == [label]


def test_pages_registered_twice_stand_once():
    before = navigation.pages()
    navigation.register_own()

    assert [page.url_name for page in navigation.pages()] == [page.url_name for page in before]
