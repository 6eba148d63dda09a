"""Who we are and what we agreed."""

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac

from secondsight.base.models import Row


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account with this e-mail address."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser, Row):
    """A person of the organisation. One who never signed in has no usable password."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    is_active = models.BooleanField(default=True)
    sessions_ended_at = models.DateTimeField(null=True)  # every session from before is over

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def duties(self) -> frozenset[str]:
        """The duties given to this account that were not taken back."""
        return frozenset(self.duty_set.filter(ended_at=None).values_list("kind", flat=True))

    @property
    def is_administrator(self) -> bool:
        """Whether the account runs the deployment: accounts, teams, policy. Not: reads everything."""
        return "administrator" in self.duties

    @property
    def is_programme_owner(self) -> bool:
        """Whether the account sees to it that reviews happen."""
        return "programme_owner" in self.duties

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # A session holds as long as this stays the same: until the password changes or all are ended.
        ended = self.sessions_ended_at.isoformat() if self.sessions_ended_at else ""
        return salted_hmac(
            "secondsight.session", f"{self.password}|{ended}", secret=secret, algorithm="sha256"
        ).hexdigest()


class Duty(Row):
    """A duty that an account has for the organisation, by whom given and when (C9)."""

    KINDS = (("administrator", "Administrator"), ("programme_owner", "Programme owner"))

    account = models.ForeignKey(Account, models.CASCADE)
    kind = models.CharField(max_length=20, choices=KINDS)
    given_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind"], condition=Q(ended_at=None), name="duty_held_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.kind}"


class Team(Row):
    """A team; who is in it belongs to `Membership`."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100, unique=True)
    members = models.ManyToManyField(Account, through="Membership", related_name="teams")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(Row):
    """That somebody is in a team."""

    team = models.ForeignKey(Team, models.CASCADE)
    account = models.ForeignKey(Account, models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "account"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.account} in {self.team}"


class Person(Row):
    """Somebody of the organisation, with an account or without, as the directory tells of them (R2.4b)."""

    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    title = models.CharField(max_length=200, blank=True)
    team_name = models.CharField(max_length=100, blank=True)  # as the directory calls it
    manager = models.CharField(max_length=200, blank=True)
    started_on = models.DateField(null=True)
    time_zone = models.CharField(max_length=60, blank=True)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint("email", condition=~models.Q(email=""), name="person_by_email")
        ]

    def __str__(self) -> str:
        return self.name


class Shift(Row):
    """When somebody was on call, half-open."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="shifts")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    what = models.CharField(max_length=100, blank=True)  # "primary", "database on-call"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "from_at", "what"], name="shift_once"),
            models.CheckConstraint(
                condition=models.Q(to_at__gt=models.F("from_at")), name="shift_has_a_length"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.what}"


class Service(Row):
    """Something that runs, and the team that has authority over it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100, unique=True)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="services")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """The one organisation that this deployment is for."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=60, default="UTC")
    holiday_country = models.CharField(max_length=2, blank=True)  # ISO 3166; empty: no public holidays
    holiday_region = models.CharField(max_length=10, blank=True)
    working_weekdays = models.CharField(max_length=7, default="01234")  # 0 is Monday
    is_demo = models.BooleanField(default=False)  # the demo alone has sign-in links

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_organisation")]

    def __str__(self) -> str:
        return self.name


class ClosedDay(Row):
    """A day on which the organisation does not work, beside the public holidays."""

    on = models.DateField(unique=True)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on}: {self.name}"


class PolicyValue(Row):
    """A number or text that the organisation agreed on; the newest of a key counts (C37)."""

    key = models.CharField(max_length=60, db_index=True)
    value = models.JSONField()
    set_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


class Tier(Row):
    """What kind of review an incident gets (R1.3), as data."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    summary = models.CharField(max_length=300, blank=True)
    minutes_from = models.PositiveSmallIntegerField(default=0)  # 0: can be held without a meeting
    minutes_to = models.PositiveSmallIntegerField(default=60)
    most_commitments = models.PositiveSmallIntegerField(default=5)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank"]

    def __str__(self) -> str:
        return self.name


class Severity(Row):
    """How bad an incident was, and the tier that this asks for."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=40, unique=True)  # "Sev-1"
    summary = models.CharField(max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)  # 1 is the worst
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="severities")

    class Meta:
        ordering = ["rank"]

    def __str__(self) -> str:
        return self.name


class Token(Row):
    """What a program signs in with, for one account. Only a digest of it is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return f"{self.name} of {self.account}"

    def is_valid(self, at: datetime) -> bool:
        """Return whether the token can be used at an instant."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


class SignInLink(Row):
    """A link that signs a person of the demo in, once. Only the demo has them."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link for {self.account}"


class Seat(Row):
    """A place in the audience of something restricted: one account, or all of one team."""

    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    given_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.account or self.team)


class RestrictedQuerySet(models.QuerySet[Any]):
    """Rows with `is_restricted` and an `audience` of seats (R11.4)."""

    def visible_to(self, viewer: Any) -> "RestrictedQuerySet":
        """Return the rows that the viewer may know of (C12).

        Everybody who is signed in sees what is not restricted; what is, only its audience. Being an
        administrator or the programme owner opens nothing.
        """
        if viewer is None or not viewer.is_authenticated or not viewer.is_active:
            return self.none()
        relation = self.model._meta.get_field("audience")
        seats = relation.related_model.objects.filter(**{relation.remote_field.name: OuterRef("pk")})
        seat = seats.filter(Q(account=viewer) | Q(team__membership__account=viewer))
        return self.filter(Q(is_restricted=False) | Exists(seat))
