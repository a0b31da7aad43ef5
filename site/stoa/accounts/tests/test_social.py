"""Log-in with an account elsewhere, against a provider that really answers (`provider`)."""

from dataclasses import replace

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.google import views as google
from django.test import Client

from stoa.accounts.models import User
from stoa.accounts.signals import joined
from stoa.accounts.tests.provider import CLIENT_ID, CLIENT_SECRET, running
from stoa.accounts.tests.steps import PASSWORD, is_logged_in, link_in, log_in, show_password
from stoa.settings.accounts import providers
from stoa.settings.env import ENV

CONFIRM = "/en/account/confirm-email/"
CONNECTIONS = "/en/account/3rdparty/"
BUTTON = "Go on with"
NO_KEYS = replace(
    ENV, google_client_id="", google_client_secret="", oidc_server_url="", oidc_client_id="", oidc_client_secret=""
)
GOOGLE_KEYS = replace(NO_KEYS, google_client_id=CLIENT_ID, google_client_secret=CLIENT_SECRET)
ALL_KEYS = replace(
    GOOGLE_KEYS,
    oidc_name="Example ID",
    oidc_server_url="http://127.0.0.1:1",
    oidc_client_id=CLIENT_ID,
    oidc_client_secret=CLIENT_SECRET,
)


@pytest.fixture
def provider(settings, monkeypatch):
    """Both ways lead to it: "sso" by its own discovery, Google by its addresses, which the library has fixed."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as provider:
        settings.SOCIALACCOUNT_PROVIDERS = providers(replace(ALL_KEYS, oidc_server_url=provider.url))
        monkeypatch.setattr(google.GoogleOAuth2Adapter, "authorize_url", f"{provider.url}/authorize")
        monkeypatch.setattr(google.GoogleOAuth2Adapter, "access_token_url", f"{provider.url}/token")
        monkeypatch.setattr(google, "ID_TOKEN_ISSUER", provider.url)
        yield provider


def leave(client, provider_id="sso", **typed):
    """Press the button; the address at the provider that the site leads to."""
    return client.post(f"/en/account/with/{provider_id}/", typed).context["redirect_to"]


def visit(address):
    """Say yes at the provider; the address that it sends back to, as a path."""
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(address, allow_redirects=False)
    return answer.headers["Location"].removeprefix("http://testserver")


def go(client, provider_id="sso", **typed):
    """There and back again; the answer of the site."""
    return client.get(visit(leave(client, provider_id, **typed)))


def is_friendly_failure(answer):
    return answer.status_code == 401 and "<h1>That did not work</h1>" in answer.text


@pytest.mark.parametrize("page", ["login", "signup"])
@pytest.mark.parametrize(
    ("environment", "buttons"),
    [
        (NO_KEYS, []),
        (replace(NO_KEYS, google_client_id="one without the other"), []),
        (GOOGLE_KEYS, ["Google"]),
        (ALL_KEYS, ["Google", "Example ID"]),
    ],
)
def test_u08_button_stands_there_when_there_are_keys(client, db, settings, page, environment, buttons):
    settings.SOCIALACCOUNT_PROVIDERS = providers(environment)

    text = client.get(f"/en/account/{page}/").text

    assert text.count(BUTTON) == len(buttons)
    assert [name for name in ("Google", "Example ID") if f"{BUTTON} {name}" in text] == buttons


@pytest.mark.parametrize("provider_id", ["google", "sso", "elsewhere"])
def test_u08_without_keys_there_is_no_such_way_in(client, db, settings, provider_id):
    settings.SOCIALACCOUNT_PROVIDERS = providers(NO_KEYS)

    addresses = [f"/en/account/with/{provider_id}/", f"/logged-in-with/{provider_id}/?code=1&state=2"]

    assert [client.get(address, follow=True).status_code for address in addresses] == [404, 404]


@pytest.mark.parametrize("provider_id", ["google", "sso"])
def test_u08_newcomer_is_a_member_with_a_confirmed_address(client, db, provider, provider_id, send_mail):
    heard = []
    joined.connect(lambda user, **facts: heard.append(user.email), weak=False, dispatch_uid="test")
    answer, mails = send_mail(lambda: go(client, provider_id, next="/en/blog/"))
    joined.disconnect(dispatch_uid="test")

    assert answer["Location"] == "/en/blog/"
    assert is_logged_in(client)
    user = User.objects.get()
    assert (user.email, user.display_name, user.handle, user.language) == (
        "kim@example.org",
        "Kim Doe",
        "kim-doe",
        "en",
    )
    assert not user.has_usable_password()
    assert EmailAddress.objects.values_list("email", "verified", "primary").get() == (user.email, True, True)
    assert SocialAccount.objects.get().uid == provider.person["sub"]
    assert (heard, [mail.to for mail in mails]) == ([user.email], [[user.email]])


def test_u08_who_comes_again_is_the_same_member(client, db, provider):
    go(client)
    provider.person["email"] = "kim@elsewhere.example"
    again = Client()

    answer = go(again, next="/en/blog/")

    assert answer["Location"] == "/en/blog/"
    assert is_logged_in(again)
    assert User.objects.get().email == "kim@example.org"


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_u08_address_of_another_account_opens_nothing_and_its_owner_is_told(
    client, make_user, provider, send_mail, is_confirmed
):
    owner = make_user("kim@example.org", is_confirmed=is_confirmed)

    answer, [mail] = send_mail(lambda: go(client))

    assert answer["Location"] == CONFIRM
    assert not is_logged_in(client)
    assert (mail.to, mail.subject) == (["kim@example.org"], "You already have an account at Stoa")
    assert not SocialAccount.objects.exists()
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)
    assert EmailAddress.objects.filter(verified=True).exists() is is_confirmed


def test_u08_whoever_typed_an_address_first_does_not_get_its_owners_account(client, db, make_user, provider):
    """Signed up with another's address and never confirmed it; the owner comes by the provider."""
    make_user("kim@example.org", password="known to the thief", is_confirmed=False)
    go(client)

    thief = Client()
    log_in(thief, "kim@example.org", "known to the thief")

    assert not is_logged_in(thief)


def test_u08_address_that_waits_elsewhere_can_still_come_by_the_provider(client, db, member, provider, send_mail):
    EmailAddress.objects.create(user=member, email="kim@example.org", verified=False)

    step = go(client, next="/en/blog/")
    typed = {"display_name": "Kim", "email": "kim@example.org"}
    answer, [mail] = send_mail(lambda: client.post(step["Location"], typed))

    assert (step["Location"], answer["Location"]) == ("/en/account/3rdparty/signup/", CONFIRM)
    assert mail.to == ["kim@example.org"]
    client.post(link_in(mail))
    assert EmailAddress.objects.get(email="kim@example.org", verified=True).user.display_name == "Kim"


@pytest.mark.parametrize("vouched", [False, None, "false", "no", 0])
def test_u08_address_that_the_provider_does_not_vouch_for_waits_for_our_mail(client, db, provider, send_mail, vouched):
    provider.person["email_verified"] = vouched

    answer, [mail] = send_mail(lambda: go(client, next="/en/blog/"))

    assert answer["Location"] == CONFIRM
    assert not is_logged_in(client)
    assert not EmailAddress.objects.get().verified
    assert client.post(link_in(mail))["Location"] == "/en/blog/"
    assert EmailAddress.objects.get().verified


ODD = [{"email": 5}, {"email": "no address"}, {"email": ["a@example.org"]}, {"email": "x" * 300 + "@example.org"},
       {"email": None}, {"name": {"first": "Kim"}}, {"name": "x" * 500}, {"name": "\x00"}, {"sub": "x" * 300},
       {"sub": None}, {"sub": "a\x00b"}, {"given_name": 7}]  # fmt: skip


@pytest.mark.parametrize("facts", ODD)
@pytest.mark.parametrize("provider_id", ["google", "sso"])
def test_u08_odd_facts_from_the_provider_are_no_error_of_ours(client, db, provider, provider_id, facts):
    provider.person |= facts

    assert go(client, provider_id, next="/en/blog/").status_code in (302, 401)


def test_u08_state_of_another_browser_opens_nothing(client, db, provider):
    address = visit(leave(client))
    other = Client()
    leave(other)

    answer = other.get(address)

    assert is_friendly_failure(answer)
    assert not is_logged_in(other)
    assert User.objects.count() == 0


def test_u08_answer_of_the_provider_opens_once(client, db, provider):
    address = visit(leave(client))
    client.get(address)
    client.logout()

    assert is_friendly_failure(client.get(address))
    assert not is_logged_in(client)


@pytest.mark.parametrize(
    "query", ["", "?state=", "?state=x&code=y", "?code=y", "?error=access_denied", "?state=%FF%FE&code=%F0%9F"]
)
@pytest.mark.parametrize("provider_id", ["google", "sso"])
def test_u08_answer_that_nobody_asked_for_is_refused_kindly(client, db, provider, provider_id, query):
    answer = client.get(f"/logged-in-with/{provider_id}/{query}")

    assert answer.status_code in (400, 401)
    assert "<h1>" in answer.text


FAULTS = ["discovery", "discovery-nonsense", "discovery-empty", "token", "token-nonsense", "token-empty",
          "userinfo", "userinfo-nonsense"]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_u08_provider_that_fails_on_the_way_back_gets_a_page_that_says_so(client, db, provider, fault):
    address = visit(leave(client))
    provider.fault = fault

    answer = client.get(address)

    assert is_friendly_failure(answer)
    assert not is_logged_in(client)
    assert User.objects.count() == 0


@pytest.mark.parametrize("fault", FAULTS[:3])
def test_u08_provider_that_is_not_well_gets_a_page_that_says_so(client, db, provider, fault):
    provider.fault = fault

    assert is_friendly_failure(client.post("/en/account/with/sso/"))


def test_u08_provider_that_is_away_gets_a_page_that_says_so(client, db, settings, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    settings.SOCIALACCOUNT_PROVIDERS = providers(ALL_KEYS)

    assert is_friendly_failure(client.post("/en/account/with/sso/"))


@pytest.mark.parametrize("claims", [{"aud": "somebody else"}, {"iss": "https://evil.example"}, {"exp": 1}])
@pytest.mark.parametrize("provider_id", ["google", "sso"])
def test_u08_token_for_another_or_too_old_opens_nothing(client, db, provider, provider_id, claims):
    provider.claims = claims

    assert is_friendly_failure(go(client, provider_id))
    assert User.objects.count() == 0


@pytest.mark.parametrize("subject", ["another", None, ""])
def test_u08_token_and_facts_about_two_people_open_nothing(client, db, provider, subject):
    provider.claims = {"sub": subject}

    assert is_friendly_failure(go(client))
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    ("refusal", "title"), [("access_denied", "Not logged in"), ("server_error", "That did not work")]
)
def test_u08_refusal_of_the_provider_is_told(client, db, provider, refusal, title):
    provider.refusal = refusal

    answer = client.get(visit(leave(client)), follow=True)

    assert f"<h1>{title}</h1>" in answer.text
    assert not is_logged_in(client)


def test_u08_second_factor_is_asked_for_here_too(client, db, provider, app_of):
    go(client)
    code = app_of(User.objects.get())
    again = Client()

    answer = go(again, next="/en/blog/")

    assert answer["Location"] == "/en/account/2fa/authenticate/"
    assert not is_logged_in(again)
    assert again.post(answer["Location"], {"code": code()})["Location"] == "/en/blog/"


def test_u08_closed_account_stays_closed(client, db, provider):
    go(client)
    User.objects.update(is_active=False)
    again = Client()

    assert go(again)["Location"] == "/en/account/inactive/"
    assert not is_logged_in(again)


@pytest.mark.parametrize("following", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_u08_next_to_another_host_is_not_followed(client, db, provider, following):
    assert go(client, next=following)["Location"] == "/en/"


def test_u08_member_connects_after_the_password_logs_in_by_it_and_parts_again(client, member, provider):
    log_in(client)
    asked = go(client, process="connect")
    assert asked["Location"] == "/en/account/reauthenticate/"
    assert show_password(client)["Location"] == CONNECTIONS
    assert SocialAccount.objects.get().user == member

    other = Client()
    assert go(other)["Location"] == "/en/me/"
    assert other.session["_auth_user_id"] == str(member.pk)
    client.post(CONNECTIONS, {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()


def test_u08_account_elsewhere_belongs_to_one_member(client, member, provider):
    go(Client())
    log_in(client)
    go(client, process="connect")
    show_password(client)

    assert SocialAccount.objects.get().user.email == "kim@example.org"
    assert "That account is connected to another member." in client.get(CONNECTIONS).text
