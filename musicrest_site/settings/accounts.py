"""Sign-up, login, passwords and mail."""

from musicrest_site import social
from musicrest_site.environment import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "chat:list"
LOGOUT_REDIRECT_URL = "home"

CONSENT_VERSIONS = {"terms": "2026-11", "sensitive": "2026-11"}
"""Wordings now in force (templates/terms.html and templates/privacy.html)."""

PERSONAL_DATA = [
    f"{app}.personal_data" for app in ("chat", "emotions", "recommendations", "accounts")
]
"""Modules that offer `export(user) -> dict` for the download of one's own data.

Those whose rows others write to offer `hold(user_id)`: it locks them before a deletion.
"""

EMAIL_URL = env.str("EMAIL_URL", default="")
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="음악쉼표 <hello@localhost>")

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.ConsentForm"
ACCOUNT_FORMS = {"signup": "accounts.signup.SignupForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = env.str(
    "ACCOUNT_EMAIL_VERIFICATION", default="mandatory" if EMAIL_URL else "optional"
)
"""Where mail reaches people, an account begins with a link from it: then a sign-up answers alike
whether the address has an account or not. On a terminal nobody reads it: one begins at once."""

ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/5m/ip,5/5m/key",  # the key is account and address together
    "login_failed_on_known_device": "10/5m/key",
}

SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_FORMS = {"signup": "accounts.signup.SocialSignupForm"}
SOCIALACCOUNT_PROVIDERS = social.configured()
