import pytest
from django.contrib.messages import get_messages
from django.shortcuts import render
from django.test import Client
from wagtail.models import Page

from stoa.core import pagecache

PASSWORD = "correct horse battery"
ME = "/en/fragments/me/"


def test_visitor_gets_log_in_and_no_cookie(client, home):
    answer = client.get(ME, {"page": home.pk, "at": "/en/blog/?page=2"})

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.text
    assert "/en/account/login/?next=/en/blog/%3Fpage%3D2" in answer.text


def test_visitor_costs_no_query(client, home, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(ME, {"page": home.pk})


@pytest.mark.parametrize("at", ["https://evil.example/", "//evil.example", "/en/account/login/", "/" + "a" * 600])
def test_address_to_come_back_to_is_one_of_ours(client, db, at):
    assert "?next=" not in client.get(ME, {"at": at}).text


@pytest.mark.parametrize("page", ["", "0", "-1", "abc", "9" * 40, "²", "1.5"])
def test_nonsense_page_is_no_page(client, editor, page):
    client.force_login(editor)

    answer = client.get(ME, {"page": page})

    assert answer.status_code == 200
    assert "editors-bar" not in answer.text


def test_member_sees_name_profile_and_log_out_with_token(client, member, home):
    client.force_login(member)

    text = client.get(ME, {"page": home.pk}).text

    assert "Ann Reader" in text
    assert 'href="/en/account/profile/"' in text
    assert "csrfmiddlewaretoken" in text
    assert "/admin/" not in text


def test_log_out_button_of_the_fragment_works(member, home):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    token = client.get(ME).context["csrf_token"]

    answer = client.post("/en/account/logout/", {"csrfmiddlewaretoken": str(token), "next": "/en/blog/"})

    assert answer["Location"] == "/en/blog/"
    assert "_auth_user_id" not in client.session


def test_editor_sees_what_may_be_done_with_the_page(client, editor, home):
    client.force_login(editor)

    text = client.get(ME, {"page": home.pk}).text

    assert f"/admin/pages/{home.pk}/edit/" in text
    assert f"/admin/pages/{home.pk}/add_subpage/" in text
    assert "Published" in text
    assert "<script" not in text
    assert "style=" not in text


def test_support_may_enter_the_admin_but_has_no_bar(client, make_user, home):
    client.force_login(make_user("sam@example.org", groups=["Support"]))

    text = client.get(ME, {"page": home.pk}).text

    assert 'href="/admin/"' in text
    assert "editors-bar" not in text


def test_name_with_markup_is_text(client, make_user):
    client.force_login(make_user(display_name="<script>alert(1)</script>"))

    assert "<script" not in client.get(ME).text


@pytest.mark.parametrize(("groups", "count"), [((), 4), (("Editors",), 4), (("Editors", "Moderators", "Support"), 4)])
def test_number_of_queries(client, make_user, home, django_assert_num_queries, groups, count):
    client.force_login(make_user(groups=groups))
    client.get(ME, {"page": home.pk})

    with django_assert_num_queries(count):
        client.get(ME, {"page": home.pk})


def test_message_is_shown_once(client, member):
    client.post("/en/account/login/", {"login": member.email, "password": PASSWORD})

    assert "You are logged in." in client.get(ME).text
    assert "You are logged in." not in client.get(ME).text


def test_public_page_leaves_messages_to_the_fragment(client, member, home):
    client.post("/en/account/login/", {"login": member.email, "password": PASSWORD})

    page = client.get(home.url)

    assert "You are logged in." not in page.text
    assert [str(message) for message in get_messages(page.wsgi_request)] == ["You are logged in."]


def test_page_names_the_place_and_the_fragment_fills_it(client, home):
    page = client.get(home.url).text
    fragment = client.get(ME, {"page": home.pk}).text

    assert f'data-personal="{ME}?page={home.pk}"' in page
    for place in ("account-menu", "flash-place", "editors-place"):
        assert page.count(f'id="{place}"') == 1
        assert fragment.count(f'id="{place}"') == 1


def test_u14_public_page_is_the_same_for_visitor_and_member_and_sets_no_cookie(client, member, home):
    visitor = client.get(home.url)
    client.force_login(member)
    seen_by_member = client.get(home.url)

    assert not visitor.cookies
    assert visitor.content == seen_by_member.content
    assert "csrfmiddlewaretoken" not in visitor.text


def test_fragment_refuses_to_be_posted_to(client, db):
    assert client.post(ME).status_code == 405


def test_unpublished_page_is_not_told_to_members(client, member, home):
    draft = home.add_child(instance=Page(title="Secret", slug="secret", live=False))
    client.force_login(member)

    assert "Secret" not in client.get(ME, {"page": draft.pk}).text


def test_page_for_one_names_the_reader_at_once(client, member, home):
    client.force_login(member)
    for_one, for_all = client.get("/en/me/").text, client.get("/en/").text

    headers = [
        shown.partition('<header class="site-header">')[2].partition("</header>")[0] for shown in (for_one, for_all)
    ]

    assert ["Ann Reader" in header for header in headers] == [True, False]
    assert ["Log in" in header for header in headers] == [False, True]
    token = headers[0].partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    checking = Client(enforce_csrf_checks=True)
    checking.cookies = client.cookies
    assert checking.post("/en/account/logout/", {"csrfmiddlewaretoken": token}).status_code == 302


def test_page_for_all_names_nobody_whatever_its_template(rf, member, home):
    request = rf.get("/en/")
    request.user = member
    pagecache.mark_public(request)

    shown = render(request, "accounts/private_base.html").content.decode()

    assert "Ann Reader" not in shown
    assert "Log in" in shown
