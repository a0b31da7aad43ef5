import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from stoa.accounts import sessions
from stoa.accounts.tests.steps import PASSWORD, is_logged_in, link_in, log_in

SESSIONS = "/en/account/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NEW = {"oldpassword": PASSWORD, "password1": "new staple battery", "password2": "new staple battery"}


def logged_in_client(email="ann@example.org", **headers):
    client = Client(headers=headers)
    log_in(client, email)
    return client


def still_in(client):
    return client.get("/en/account/profile/").status_code == 200


def test_u13_sessions_are_listed_with_this_one_first(member):
    logged_in_client(**{"User-Agent": FIREFOX})
    here = logged_in_client()

    log_ins = here.get(SESSIONS).context["log_ins"]

    assert [(one.browser, one.is_current, one.ip) for one in log_ins] == [
        ("Unknown browser", True, "127.0.0.1"),
        ("Firefox on Linux", False, "127.0.0.1"),
    ]


def test_u13_list_takes_as_many_queries_for_many(member, django_assert_num_queries):
    key = logged_in_client().session.session_key
    with django_assert_num_queries(2):
        assert len(sessions.log_ins(user=member, current_key=key)) == 1
    for _ in range(3):
        logged_in_client()

    with django_assert_num_queries(2):
        assert len(sessions.log_ins(user=member, current_key=key)) == 4


def test_u13_one_session_is_ended(member):
    here, there = logged_in_client(), logged_in_client()
    other = UserSession.objects.get(session_key=there.session.session_key)

    assert here.post(f"{SESSIONS}{other.pk}/end/")["Location"] == SESSIONS
    assert (still_in(here), still_in(there)) == (True, False)


def test_u13_all_others_are_ended(member):
    here, *others = [logged_in_client() for _ in range(3)]

    here.post(SESSIONS)

    assert [still_in(client) for client in (here, *others)] == [True, False, False]
    assert UserSession.objects.count() == 1


def test_u13_sessions_of_another_are_not_there(member, make_user):
    make_user("bob@example.org")
    bob = logged_in_client("bob@example.org")
    ann = logged_in_client()
    row = UserSession.objects.get(user=member)

    assert bob.post(f"{SESSIONS}{row.pk}/end/").status_code == 404
    assert still_in(ann)


def test_u13_password_change_ends_the_others(member):
    here, there = logged_in_client(), logged_in_client()

    assert here.post("/en/account/password/change/", NEW).status_code == 302

    assert (still_in(here), still_in(there)) == (True, False)
    assert Session.objects.count() == 1


def test_u13_password_reset_ends_all(client, member, send_mail):
    there = logged_in_client()
    _, [mail] = send_mail(lambda: client.post("/en/account/password/reset/", {"email": "ann@example.org"}))
    form = client.get(link_in(mail), follow=True)

    client.post(form.request["PATH_INFO"], NEW)

    assert not still_in(there)
    assert UserSession.objects.count() == 0


def test_u13_what_is_kept_about_ended_sessions_is_forgotten(member):
    here, there = logged_in_client(), logged_in_client()
    Session.objects.filter(session_key=there.session.session_key).update(expire_date="2020-01-01T00:00Z")

    sessions.forget_ended()

    assert list(UserSession.objects.values_list("session_key", flat=True)) == [here.session.session_key]
    assert is_logged_in(here)


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari on iPhone"),
        ("curl/8", "Unknown browser"),
    ],
)
def test_u13_browsers_are_named(user_agent, name):
    assert sessions.browser_name(user_agent) == name
