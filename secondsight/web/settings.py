"""Django's settings, from the environment. Nothing needs to be set for a first run (C37)."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from csp.constants import NONE, SELF

from secondsight.web import environment as env
from secondsight.web.static_address import never_changes, static_address

try:
    VERSION = version("secondsight")
except PackageNotFoundError:
    VERSION = "0.1.0"

HERE = Path(__file__).resolve().parent
DATA_DIR = env.data_dir()
SECRET_KEY = env.secret_key(DATA_DIR)
CONFIDENCE_KEYS = env.confidence_keys()
DEBUG = env.flag("DEBUG", False)
BASE_URL = env.text("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.words("HOSTS", ["127.0.0.1", "localhost", "[::1]"])
IS_HTTPS = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "template_partials",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "secondsight.base.apps.BaseConfig",
    "secondsight.organisation.apps.OrganisationConfig",
    "secondsight.record.apps.RecordConfig",
    "secondsight.inquiry.apps.InquiryConfig",
    "secondsight.followup.apps.FollowupConfig",
    "secondsight.programme.apps.ProgrammeConfig",
    "secondsight.publication.apps.PublicationConfig",
    "secondsight.confidence.apps.ConfidenceConfig",
    "secondsight.integrations.apps.IntegrationsConfig",
    "secondsight.web.apps.WebConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "secondsight.web.middleware.FirstRun",
    "secondsight.web.middleware.ReaderZone",
    "secondsight.web.middleware.Answers",
    "secondsight.web.middleware.Sight",
]

ROOT_URLCONF = "secondsight.web.urls"
ASGI_APPLICATION = "secondsight.web.asgi.application"
# Fields that the coach listens to stand in an island of their own.
FORM_RENDERER = "secondsight.web.writing.CoachedFields"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "secondsight.web.context.page",
            ],
        },
    }
]

DATABASES = {"default": env.database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
    }
    if REDIS_URL
    else {
        # In the database, so that lock-outs hold across processes and restarts.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "base_cache",
    }
}

AUTH_USER_MODEL = "organisation.Account"
AUTHENTICATION_BACKENDS = ["secondsight.organisation.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    }
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "secondsight.organisation.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# Django's own, which keeps no second list of addresses.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_FORMS = {
    name: f"secondsight.organisation.forms.sign_in.{form}"
    for name, form in (
        ("login", "SignInForm"),
        ("reset_password", "AskResetForm"),
        ("reset_password_from_key", "NewPasswordForm"),
        ("change_password", "ChangePasswordForm"),
        ("set_password", "SetPasswordForm"),
    )
}
LOCK_OUT_MINUTES = 5
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": f"30/m/ip,5/{LOCK_OUT_MINUTES}m/key",
    "reset_password": "20/m/ip,5/10m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
}
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # so that an invitation survives a weekend
SESSION_COOKIE_AGE = env.number("SESSION_HOURS", 24 * 14) * 3600
SESSION_COOKIE_NAME = "secondsight_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "secondsight.web.errors.csrf"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

STATICFILES_DIRS = [HERE / "static"]
STATIC_URL = "/static/" if DEBUG else static_address(HERE / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "secondsight.web.static_address.Addresses"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
if not DEBUG:
    WHITENOISE_IMMUTABLE_FILE_TEST = never_changes
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# Far above what any form takes, so that the form says its own limit in words.
DATA_UPLOAD_MAX_NUMBER_FILES = 2000
FILE_UPLOAD_TEMP_DIR = None
MAX_UPLOAD_BYTES = env.number("MAX_UPLOAD_MB", 2048) * 1024 * 1024

vars().update(env.mail())
MAIL_LEAVES = bool(env.text("SMTP_URL"))
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "secondsight@localhost")
# Hosts within our own network that calendars may be fetched from, "host" or "host:port".
REACHABLE_HOSTS = frozenset(env.words("REACHABLE_HOSTS", []))

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "secondsight.web.formats"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
    "loggers": {"django_tasks": {"level": "WARNING"}, "django_tasks_db": {"level": "WARNING"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
