"""Accounts, passwords and signing in; part of base.py."""

from typing import Any

from stoa.settings.env import ENV, Environment

#: Former keys: links, and second factors sealed with them, still open.
SECRET_KEY_FALLBACKS = ENV.secret_key_fallbacks

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name", "full_name", "handle")},
    },
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
#: Everybody who may enter an admin needs a second factor there.
STAFF_MUST_USE_TWO_FACTOR = ENV.staff_must_use_two_factor

ACCOUNT_ADAPTER = "stoa.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
# The address confirmed in the browser that signed up goes on to where one was going.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGOUT_ON_GET = False
# Known and unknown addresses get the same answer after the same work, each with a mail.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Another address or another way in: only for who has just shown the password.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# By the network address and by the account; a class may sign up from one address.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "40/10m/ip",
    "reset_password": "20/10m/ip,3/10m/key",
    "request_login_code": "20/10m/ip,3/10m/key",
}
_FORMS = "stoa.accounts.forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.LogInForm",
    "signup": f"{_FORMS}.SignUpForm",
    "request_login_code": f"{_FORMS}.RequestCodeForm",
    "confirm_login_code": f"{_FORMS}.ConfirmCodeForm",
    "reset_password": f"{_FORMS}.ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}.NewPasswordForm",
    "add_email": f"{_FORMS}.ChangeAddressForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "set_password": f"{_FORMS}.SetPasswordForm",
    "reauthenticate": f"{_FORMS}.PasswordAgainForm",
}

MFA_ADAPTER = "stoa.accounts.second_factor.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# One step to either side: clocks differ, and people type slowly.
MFA_TOTP_TOLERANCE = 1
_FORMS = "stoa.accounts.second_factor.forms"
MFA_FORMS = {
    "authenticate": f"{_FORMS}.AuthenticateForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateForm",
    "activate_totp": f"{_FORMS}.ActivateAppForm",
    "login_webauthn": f"{_FORMS}.LogInByPasskeyForm",
    "authenticate_webauthn": f"{_FORMS}.AuthenticateByPasskeyForm",
    "reauthenticate_webauthn": f"{_FORMS}.ReauthenticateByPasskeyForm",
    "add_webauthn": f"{_FORMS}.AddPasskeyForm",
    "edit_webauthn": f"{_FORMS}.RenamePasskeyForm",
}

SOCIALACCOUNT_ADAPTER = "stoa.accounts.social.adapter.SocialAdapter"
SOCIALACCOUNT_FORMS = {"signup": "stoa.accounts.social.forms.SocialSignUpForm"}


def providers(environment: Environment) -> dict[str, Any]:
    """Who else may vouch for members: those whose keys the environment has."""
    found: dict[str, Any] = {}
    if environment.google_client_id and environment.google_client_secret:
        app = {"client_id": environment.google_client_id, "secret": environment.google_client_secret}
        found["google"] = {"APPS": [app], "SCOPE": ["openid", "profile", "email"], "OAUTH_PKCE_ENABLED": True}
    if environment.oidc_server_url and environment.oidc_client_id:
        sso: dict[str, Any] = {"client_id": environment.oidc_client_id, "secret": environment.oidc_client_secret}
        sso |= {"provider_id": "sso", "name": environment.oidc_name}
        sso["settings"] = {"server_url": environment.oidc_server_url}
        found["openid_connect"] = {"APPS": [sso], "OAUTH_PKCE_ENABLED": True}
    return found


SOCIALACCOUNT_PROVIDERS = providers(ENV)
