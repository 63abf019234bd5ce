"""Django's settings. All state lives in ``BOWSTREET_DIR``; no secret stands here."""

import os

from bowstreet.interfaces.doors import places
from bowstreet.project import databases

STATE = places.state()
INCOMING = STATE / "incoming"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 << 20
"""Bytes of a body without files that any door takes; each says how many it takes itself."""

DATA_UPLOAD_MAX_NUMBER_FILES = 20_000
UPLOAD_LIMIT = int(os.environ.get("BOWSTREET_UPLOAD_LIMIT", str(4 << 30)))
DEBUG = False
DEMONSTRATION = (STATE / "demonstration-keys").is_dir()

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
USE_I18N = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "bowstreet.holdings.ledger",
    "bowstreet.holdings.agencies",
    "bowstreet.holdings.governance",
    "bowstreet.holdings.repository",
    "bowstreet.holdings.observations",
    "bowstreet.casework.notices",
    "bowstreet.casework.intake",
    "bowstreet.casework.deconfliction",
    "bowstreet.casework.library",
    "bowstreet.casework.operations",
    "bowstreet.casework.sharing",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "bowstreet.interfaces.web.headers.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

AUTH_USER_MODEL = "agencies.Officer"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("login", "name")}},
    {"NAME": "bowstreet.holdings.agencies.passwords.NotOnesNames"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
LOGIN_URL = "/sign-in"

ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Bowstreet"
MFA_TOTP_TOLERANCE = 1
MFA_ADAPTER = "bowstreet.holdings.agencies.second_factor.Adapter"

SESSION_ENGINE = "bowstreet.holdings.agencies.kept_sessions"
SESSION_COOKIE_NAME = "bowstreet-session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = os.environ.get("BOWSTREET_HTTPS") == "1"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "bowstreet-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_FAILURE_VIEW = "bowstreet.interfaces.web.pages.forged"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
X_FRAME_OPTIONS = "DENY"
EMAIL_HOST = os.environ.get("BOWSTREET_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("BOWSTREET_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("BOWSTREET_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("BOWSTREET_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("BOWSTREET_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("BOWSTREET_MAIL_FROM", "bowstreet@localhost")
HOOK_HOSTS = [each for each in os.environ.get("BOWSTREET_HOOK_HOSTS", "").split(",") if each]
NODE_ADDRESS = os.environ.get("BOWSTREET_ADDRESS", "http://localhost:8000")
"""Where officers reach this node, as a digest names it. Without a host for mail none is sent."""

ALLOWED_HOSTS = os.environ.get("BOWSTREET_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [each for each in os.environ.get("BOWSTREET_ORIGINS", "").split(",") if each]

DATABASES = {
    "default": databases.postgres(os.environ["DATABASE_URL"])
    if os.environ.get("DATABASE_URL")
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(STATE / "bowstreet.sqlite"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            " PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;"
            " PRAGMA temp_store=MEMORY;",
        },
        "TEST": {"NAME": str(STATE / "test.sqlite")},
    }
}

ROOT_URLCONF = "bowstreet.project.urls"
WSGI_APPLICATION = "bowstreet.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _secret() -> str:
    kept = STATE / "keys" / "session-secret"
    return kept.read_text().strip() if kept.is_file() else os.environ.get("BOWSTREET_SECRET", "only-for-init")


SECRET_KEY = _secret()
