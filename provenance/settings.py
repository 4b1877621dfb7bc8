"""Every setting. The only file that reads the environment."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from provenance import oidc, postgres, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var"))
DEBUG = os.environ.get("DEBUG", "") == "1"
TESTING = os.environ.get("TESTING", "") == "1"

SECRET_KEY = os.environ.get("SECRET_KEY") or (
    "only-for-tests" if TESTING else secret_key.kept_in(DATA_DIR)
)
SITE_URL = os.environ.get("SITE_URL", "").rstrip("/")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
# How many web servers of ours stand before this one; only they are believed about addresses.
PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PROXIES", "0"))
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []

# The rooms of each wing, from the lowest to the highest; see tests/test_architecture.py.
SOURCES = ["sources", "lineage", "capture", "api", "web"]
CLAIMS = ["records", "annotations", "evidence", "groundwork", "asides", "reviews", "cases"]
CLAIMS += ["classroom", "lti", "search", "suggest", "requests", "attention", "exchange", "webhooks"]
CLAIMS += ["api", "web"]
DJANGO = ["admin", "auth", "contenttypes", "sessions", "messages", "postgres", "staticfiles"]
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    *(f"django.contrib.{name}" for name in DJANGO),
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    "provenance.audit",
    "provenance.accounts",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *(f"provenance.{room}" for room in SOURCES),
    *(f"claims.{room}" for room in CLAIMS),
]

MIDDLEWARE = [
    "claims.web.lti.framing.FrameMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "provenance.web.middleware.DoorMiddleware",
]

ROOT_URLCONF = "provenance.urls"
WSGI_APPLICATION = "provenance.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before the apps' own, so that allauth's pages wear our look.
        "DIRS": [BASE_DIR / "provenance" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "provenance.web.context.workspace",
            ]
        },
    }
]

DATABASES = {"default": postgres.database_config(DATA_DIR, os.environ.get("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # Request counts may differ between the web processes; asking the database each time costs more.
    "throttle": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Sheets and pictures of public claims: strangers fill it, so it is apart and bounded.
    "printed": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "printed",
        "TIMEOUT": 7 * 86400,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

PROCRASTINATE_ON_APP_READY = "provenance.audit.worker.mark"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    f"django.contrib.auth.hashers.{name}PasswordHasher"
    for name in ("MD5" if TESTING else "Argon2", "PBKDF2")
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
]
ACCOUNT_ADAPTER = "provenance.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# A whole class may sit behind one address.
SIGN_IN_FAILED = "60/m/ip,5/300s/key"
ACCOUNT_RATE_LIMITS = {"signup": "60/m/ip", "login": "120/m/ip", "login_failed": SIGN_IN_FAILED}
ACCOUNT_RATE_LIMITS["class_code"] = "30/300s/ip"  # Wrong codes of a class.
ACCOUNT_SESSION_REMEMBER = True
SOCIALACCOUNT_ADAPTER = "provenance.web.single_sign_on.SignOnAdapter"
SOCIALACCOUNT_PROVIDERS = oidc.providers(os.environ)
SOCIALACCOUNT_LOGIN_ON_GET = True  # See decision 37.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"

EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "desk@localhost")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
NAMED_BY_CONTENT = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PLAIN if TESTING or DEBUG else NAMED_BY_CONTENT},
}

SECURE_COOKIES = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SECURE_HSTS_SECONDS = 31536000 if SECURE_COOKIES else 0
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
OURS_ALONE = {name: [SELF] for name in ("default-src", "form-action")}
NOBODY = {name: [NONE] for name in ("object-src", "base-uri", "frame-ancestors")}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": OURS_ALONE | NOBODY | {"img-src": [SELF, "data:"]}}

# Capture: megabytes are of what arrives and, apart from that, of what it unpacks to.
CAPTURE_MAX_BYTES = int(os.environ.get("CAPTURE_MAX_MB", "20")) * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = CAPTURE_MAX_BYTES
DATA_UPLOAD_MAX_NUMBER_FILES = 500
# Pages built by scripts are opened in this browser: "no" never, "unsandboxed" even as root.
RENDER = os.environ.get("RENDER", "")
CHROMIUM = os.environ.get("CHROMIUM", "")
# Hosts ("127.0.0.1:8123") that may be fetched although they are private: for tests alone.
FETCH_ALLOW = frozenset(filter(None, os.environ.get("FETCH_ALLOW", "").split(",")))

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "provenance.api.authentication.TokenAuthentication",
        "provenance.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PAGINATION_CLASS": "provenance.api.pagination.CursorPages",
    "DEFAULT_RENDERER_CLASSES": ["provenance.api.rendering.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["provenance.api.parsing.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["provenance.api.throttling.PersonThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "anonymous": "60/min",
        "person": os.environ.get("RATE_PERSON", "1200/min"),
        "write": os.environ.get("RATE_WRITE", "300/min"),
    },
    "NUM_PROXIES": PROXIES,
    "EXCEPTION_HANDLER": "provenance.api.errors.handle",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Claim and source-provenance tracker",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": ["provenance.api.docs.tell_the_rest"],
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
