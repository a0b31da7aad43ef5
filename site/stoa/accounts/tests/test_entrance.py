import pytest

PASSWORD = "correct horse battery"
ADMIN_LOG_INS = ["/admin/login/", "/django-admin/login/", "/_util/login/"]


@pytest.mark.parametrize("address", ADMIN_LOG_INS)
def test_o09_password_posted_to_an_admin_log_in_does_nothing(client, superuser, address):
    answer = client.post(address, {"username": superuser.email, "login": superuser.email, "password": PASSWORD})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/account/login/?next=%2F")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ADMIN_LOG_INS)
def test_o09_admin_log_in_follows_no_other_host(client, db, address):
    answer = client.get(address, {"next": "https://evil.example/"})

    assert answer["Location"].startswith("/en/account/login/?next=%2F")
    assert "evil" not in answer["Location"]


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/django-admin/", "/django-admin/accounts/user/"])
def test_u11_visitor_is_sent_to_log_in_and_back(client, db, address):
    answer = client.get(address, follow=True)

    last, _status = answer.redirect_chain[-1]
    assert last.startswith("/en/account/login/?next=")
    assert answer.status_code == 200
    landed = client.post("/en/account/login/", {"login": "no@example.org", "password": "x", "next": address})
    assert landed.status_code == 200


def test_u11_editor_logs_in_and_arrives_in_the_admin(client, editor):
    data = {"login": editor.email, "password": PASSWORD, "next": "/admin/"}

    assert client.post("/en/account/login/", data)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/admin/", "/django-admin/", "/admin/login/", "/django-admin/login/", "/_util/login/"]
)
def test_u11_member_without_rights_gets_403_and_no_circle(client, member, address):
    client.force_login(member)

    answer = client.get(address, follow=True)

    assert answer.status_code == 403
    assert len(answer.redirect_chain) <= 1


def test_u11_editor_may_not_enter_the_django_admin(client, editor):
    client.force_login(editor)

    assert client.get("/django-admin/", follow=True).status_code == 403
    assert client.get("/admin/login/")["Location"] == "/admin/"


def test_admin_pages_about_passwords_are_closed(client, editor):
    client.force_login(editor)

    assert client.get("/admin/password_reset/", follow=True).status_code == 404
    account = client.get("/admin/account/")
    assert account.status_code == 200
    assert 'type="password"' not in account.text
    assert 'type="file"' not in account.text
