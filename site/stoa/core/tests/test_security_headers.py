import pytest
from wagtail.test.utils.form_data import nested_form_data, streamfield

from stoa.core.embeds import FRAME_SOURCES

HEADERS = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
)


def policy(answer):
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("address", ["/en/", "/en/account/login/", "/en/nothing/here/", "/en/?q=%00", "/healthz"])
def test_o08_policy_of_the_site_is_strict(client, home, address):
    rules = policy(client.get(address))

    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == ["'self'"]
    assert rules["style-src"] == ["'self'"]
    assert rules["img-src"] == ["'self'", "data:"]
    assert rules["frame-src"] == ["'self'", *FRAME_SOURCES]
    assert rules["base-uri"] == ["'none'"]
    assert rules["object-src"] == ["'none'"]
    assert rules["form-action"] == ["'self'"]
    assert rules["frame-ancestors"] == ["'self'"]
    assert "unsafe" not in str(rules)


@pytest.mark.parametrize("address", ["/admin/", "/django-admin/"])
def test_o08_policy_of_the_admins_is_their_own(admin_client, address):
    rules = policy(admin_client.get(address))

    assert rules["script-src"] == ["'self'", "'unsafe-inline'"]
    assert rules["object-src"] == ["'none'"]


def test_o08_other_headers(client, home):
    answer = client.get("/en/")

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("page_cache_seconds", [0, 300])
def test_o08_maintenance_answer_carries_the_headers_of_every_other(client, home, settings, page_cache_seconds):
    settings.PAGE_CACHE_SECONDS = page_cache_seconds
    open_answer = client.get("/en/")
    settings.MAINTENANCE = True

    closed = client.get("/en/")

    assert closed.status_code == 503
    assert {name: closed.get(name) for name in HEADERS} == {name: open_answer[name] for name in HEADERS}


def test_o08_refused_input_carries_the_headers_too(client, home):
    refused, fine = client.get("/en/?q=%00"), client.get("/en/")

    assert refused.status_code == 400
    assert {name: refused.get(name) for name in HEADERS} == {name: fine[name] for name in HEADERS}


def test_o08_preview_may_stand_in_the_frame_of_the_editor(admin_client, home):
    data = nested_form_data({"title": "Home", "slug": "home", "sections": streamfield([])})
    posted = admin_client.post(f"/admin/pages/{home.pk}/edit/preview/", data)
    answer = admin_client.get(f"/admin/pages/{home.pk}/edit/preview/")

    assert posted.json()["is_valid"]
    assert answer.status_code == 200
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert policy(answer)["frame-ancestors"] == ["'self'"]


def test_u14_cookies_of_members_are_closed_to_scripts(client, admin_user):
    admin_user.vouch_for_address()

    answer = client.post("/en/account/login/", {"login": admin_user.email, "password": "password"})

    assert sorted(answer.cookies) == ["csrftoken", "sessionid"]
    for cookie in answer.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
