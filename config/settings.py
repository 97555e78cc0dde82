"""Settings of an OpenIOP installation. Everything that differs between installations comes from the environment.

DATABASE_URL        where PostgreSQL answers (the `openiop` command sets it for the embedded server)
OPENIOP_HOME        the data folder (secret key, embedded database, mail of a demo)
OPENIOP_SECRET_KEY  signing key; without it one is made and kept in the data folder
OPENIOP_ROOT_KEY    what opens sealed columns (32 bytes, base64); without it one is made and kept in the data folder
OPENIOP_HOSTS       comma-separated host names that the web server answers to
OPENIOP_HTTPS       1 when a TLS proxy stands in front: secure cookies and HSTS
OPENIOP_PROXIES     how many proxies stand in front and write X-Forwarded-For (1 with OPENIOP_HTTPS, else 0)
OPENIOP_STAFF_SECOND_FACTOR  0 lets staff work without a passkey or authenticator app (the demo does)
OPENIOP_BREACHED_PASSWORDS   the file that `openiop passwords load` writes (default: in the data folder)
OPENIOP_OIDC_ORGS   organisations (slugs) whose staff sign in at a provider of their own; for each slug, in capitals and
                    with _ for -: OPENIOP_OIDC_HARBOR_ISSUER (https), _CLIENT_ID, _CLIENT_SECRET, _NAME (on the button)
OPENIOP_OIDC_ALLOW_PRIVATE  1 lets a provider stand in an inner network, or be reached without https
OPENIOP_LIVE_URL    where browsers reach the stream of live boards (openiop/doors/live): /live/ behind a proxy; 'openiop
                    serve' sets the address of its own; without it boards ask every few seconds
OPENIOP_DEMO        1 shows the demo's sign-ins on the sign-in page
"""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import django_stubs_ext
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from openiop.base.look.headers import of_file

django_stubs_ext.monkeypatch()  # so that ModelForm[Group] and the like may be written

ROOT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """The data folder: OPENIOP_HOME, or a per-user default (XDG base directories)."""
    if home := os.environ.get("OPENIOP_HOME"):
        return Path(home)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "openiop"


def secret_key() -> str:
    """The signing key of this installation; made once and kept, readable by its owner only."""
    if key := os.environ.get("OPENIOP_SECRET_KEY"):
        return key
    kept = data_folder() / "secret_key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process made it at the same moment
            return kept.read_text()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return kept.read_text()


def database(url: str) -> dict[str, object]:
    """A postgresql:// URL as Django wants it; a socket folder may stand in the query as ?host=."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit(f"DATABASE_URL: OpenIOP needs postgresql://…, not {parts.scheme or 'nothing'}://")
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "openiop.base.database",
        "NAME": unquote(parts.path.lstrip("/")) or "openiop",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,  # GateMiddleware opens the transaction, and says in it who acts
        "OPTIONS": query,
        "TEST": {"NAME": os.environ.get("OPENIOP_TEST_DB", "openiop_test")},
    }


def identity_providers() -> list[dict[str, object]]:
    """The organisations' OpenID Connect providers, as allauth wants them."""
    found: list[dict[str, object]] = []
    for slug in filter(None, os.environ.get("OPENIOP_OIDC_ORGS", "").split(",")):
        prefix = f"OPENIOP_OIDC_{slug.upper().replace('-', '_')}"
        told = {
            name: os.environ.get(f"{prefix}_{name}", "") for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME")
        }
        if missing := [name for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET") if not told[name]]:
            raise SystemExit(f"{prefix}_{missing[0]}: it is not set, but OPENIOP_OIDC_ORGS names {slug}")
        if not told["ISSUER"].startswith("https://") and os.environ.get("OPENIOP_OIDC_ALLOW_PRIVATE") != "1":
            raise SystemExit(f"{prefix}_ISSUER: an identity provider needs https://, not {told['ISSUER']}")
        found.append(
            {
                "provider_id": slug,
                "name": told["NAME"] or slug,
                "client_id": told["CLIENT_ID"],
                "secret": told["CLIENT_SECRET"],
                "settings": {"server_url": told["ISSUER"].rstrip("/")},
            }
        )
    return found


ROOT_KEY_FILE = data_folder() / "root_key"  # used where OPENIOP_ROOT_KEY is not set (openiop.base.sealed)
HTTPS = os.environ.get("OPENIOP_HTTPS") == "1"
DEMO = os.environ.get("OPENIOP_DEMO") == "1"
DEBUG = os.environ.get("OPENIOP_DEBUG") == "1"
SECRET_KEY = secret_key()
ALLOWED_HOSTS = os.environ.get("OPENIOP_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")

INSTALLED_APPS = [
    "openiop.base.look",
    "openiop.base.audit",
    "openiop.base.sealed",
    "openiop.base.programs",
    "openiop.base.people",
    "openiop.base.privacy",
    "openiop.base.worklist",
    "openiop.base.messages",
    "openiop.care.measures",
    "openiop.care.intake",
    "openiop.care.placement",
    "openiop.care.plan",
    "openiop.care.medical",
    "openiop.care.calendar",
    "openiop.care.encounters",
    "openiop.care.schedule",
    "openiop.care.virtual",
    "openiop.care.progress",
    "openiop.care.sharing",
    "openiop.care.aftercare",
    "openiop.doors.finder",
    "openiop.doors.portal",
    "openiop.doors.desk",
    "openiop.doors.exchange",
    "openiop.doors.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "openiop.base.look.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "openiop.base.people.lock.LockMiddleware",
    "openiop.base.privacy.middleware.GateMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "openiop.doors.desk.context.surroundings",
                *(["openiop.doors.demo.context.sign_ins"] if DEMO else []),
            ],
            "builtins": ["django.templatetags.i18n", "openiop.base.look.templatetags.look"],
        },
    }
]

FORM_RENDERER = "openiop.base.look.widgets.Renderer"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DATABASES = {"default": database(os.environ.get("DATABASE_URL", "postgresql:///openiop"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who comes in
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the email is unique without regard to case, by constraint
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["openiop.base.people.backend.PeopleBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [  # NIST 800-63B-4: length and a known-bad list; no composition rules
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "openiop.base.people.passwords.LongestValidator"},
    {"NAME": "openiop.base.people.passwords.PieceValidator"},
    {"NAME": "openiop.base.people.passwords.BreachedValidator"},
]
BREACHED_PASSWORDS = os.environ.get("OPENIOP_BREACHED_PASSWORDS") or data_folder() / "breached-passwords"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "openiop.base.people.adapter.AccountAdapter"  # nobody signs up by themselves
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # allauth counts per process; openiop.base.people.knocks counts for all
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("OPENIOP_PROXIES", "1" if HTTPS else "0"))
MFA_ADAPTER = "openiop.base.people.factors.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # face, finger or PIN: a passkey is two factors
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": None}  # a passkey cannot be guessed, and must always open
MFA_FORMS = {
    "authenticate": "openiop.base.people.factors.CodeForm",
    "add_webauthn": "openiop.base.people.factors.PasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "openiop.base.people.providers.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # form-action 'self' forbids a form that leads elsewhere; a link may
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": identity_providers()}}
OIDC_ALLOW_PRIVATE = os.environ.get("OPENIOP_OIDC_ALLOW_PRIVATE") == "1"
STAFF_NEED_SECOND_FACTOR = os.environ.get("OPENIOP_STAFF_SECOND_FACTOR", "0" if DEMO else "1") != "0"
SESSION_ENGINE = "openiop.base.people.sessions"
SESSION_IDLE_SECONDS = {"staff": 15 * 60, "client": 30 * 60}  # then the page locks
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 3600  # from the sign-in, however busy
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_SSL_REDIRECT = True

# What a page may do: nothing that we did not ship (no inline script or style, no other host)
LIVE_URL = os.environ.get("OPENIOP_LIVE_URL", "")
LIVE_ORIGIN = ["/".join(LIVE_URL.split("/")[:3])] if "://" in LIVE_URL else []
LIVE_ORIGIN += ["ws" + each.removeprefix("http") for each in LIVE_ORIGIN]  # the video rooms' signalling

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "require-trusted-types-for": ["'script'"],  # text becomes markup only through our one policy (page/trust.ts)
    "trusted-types": ["openiop"],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF, *LIVE_ORIGIN],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
# Nothing of an address leaves this origin. "no-referrer" would also take it from our own forms: browsers then send
# "Origin: null" and no Referer, and Django refuses every form over https (base/look/tests/test_headers.py shows both).
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "openiop.base.look.mishaps.stale"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a cookie would keep names in the browser
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_HANDLERS = [
    "config.uploads.Quota",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600

# Language and time: instants in UTC; each program has its own zone and names it wherever a day matters
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [ROOT / "openiop" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_COOKIE_NAME = "language"

# What we serve ourselves
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "openiop" / "static"] if (ROOT / "openiop" / "static").exists() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ADD_HEADERS_FUNCTION = of_file
WHITENOISE_MAX_AGE = 60  # names carry no hash, so that a browser asks again a minute after an upgrade

# Mail leaves through SMTP where a host is named, else it is kept as files in the data folder
EMAIL_HOST = os.environ.get("OPENIOP_SMTP_HOST", "")
DEFAULT_FROM_EMAIL = os.environ.get("OPENIOP_MAIL_FROM", "no-reply@localhost")
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_PORT = int(os.environ.get("OPENIOP_SMTP_PORT", "587"))
    EMAIL_HOST_USER = os.environ.get("OPENIOP_SMTP_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("OPENIOP_SMTP_PASSWORD", "")
    EMAIL_USE_TLS = True
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = data_folder() / "mail"

LOGGING = {  # no line carries a person: paths hold only opaque identifiers, exceptions are logged without their words
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.logs.Line"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
