import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group

from stoa.accounts.models import User
from stoa.accounts.tests.steps import PASSWORD, code_of


@pytest.fixture
def make_user(db):
    """A function that makes a member with a confirmed address: make_user("ann@example.org", groups=["Editors"])."""

    def make(email="ann@example.org", *, password=PASSWORD, groups=(), is_confirmed=True, **fields):
        user = User.objects.create_user(email=email, password=password, **fields)
        user.groups.set(Group.objects.filter(name__in=groups))
        if is_confirmed:
            user.vouch_for_address()
        return user

    return make


@pytest.fixture
def member(make_user):
    return make_user(display_name="Ann Reader")


@pytest.fixture
def editor(make_user):
    return make_user("eve@example.org", groups=["Editors"], display_name="Eve Editor")


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser(email="root@example.org", password=PASSWORD)


@pytest.fixture
def app_of():
    """A function that sets up an authenticator app for a user and returns what tells its code."""

    def set_up(user):
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        return lambda: code_of(secret)

    return set_up


@pytest.fixture
def send_mail(django_capture_on_commit_callbacks, mailoutbox):
    """A function that runs a request and returns (answer, the mails it sent)."""

    def run(request):
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            answer = request()
        return answer, mailoutbox[before:]

    return run
