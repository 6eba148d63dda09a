"""Vendors' tokens in a text, by the shapes that a kept library of detection rules knows (bc-detect-secrets).

The library is loaded when the first text comes that may hold one: most evidence holds none, and loading it
takes as long as reading ten thousand messages.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module

# Of the library's rules those for tokens with a shape of their own; its rules on randomness would mask a
# commit's hash.
RULES = {
    "artifactory": "ArtifactoryDetector",
    "aws": "AWSKeyDetector",
    "azure_storage_key": "AzureStorageKeyDetector",
    "cloudant": "CloudantDetector",
    "discord": "DiscordBotTokenDetector",
    "github_token": "GitHubTokenDetector",
    "ibm_cloud_iam": "IbmCloudIamDetector",
    "ibm_cos_hmac": "IbmCosHmacDetector",
    "jwt": "JwtTokenDetector",
    "mailchimp": "MailchimpDetector",
    "npm": "NpmDetector",
    "sendgrid": "SendGridDetector",
    "slack": "SlackDetector",
    "softlayer": "SoftlayerDetector",
    "square_oauth": "SquareOAuthDetector",
    "stripe": "StripeDetector",
    "twilio": "TwilioKeyDetector",
}
# What an ASCII text has to hold, in small letters, for any of these rules to find something: what a token
# begins with or stands behind. A test holds it against each rule's own pattern.
_MARKS = (
    *("a3t", "abia", "acca", "akia", "asia", "akc", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "k_live_", "eyj"),
    *("sg.", "npm_", "sq0csp-", "aws", "xox", "hooks.slack", "artif", "jfrog", "buildkit", "cloudant"),
    *("softlayer", "key", "pwd", "pw", "pass", "token", "=="),
)
# Those that have no such beginning are runs longer than a word.
_RUN = re.compile(r"[\w-]{23}")


def vendor_tokens(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Return what each rule finds in a text: the kind of token ("AWS Access Key") and where it stands."""
    if _may_hold_one(text):
        for kind, pattern in patterns():
            yield from ((kind, match) for match in pattern.finditer(text))


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the rules' patterns, each with the kind of token that it finds."""
    detectors = [
        getattr(import_module(f"detect_secrets.plugins.{name}"), rule)() for name, rule in RULES.items()
    ]
    return tuple((each.secret_type, pattern) for each in detectors for pattern in each.denylist)


def _may_hold_one(text: str) -> bool:
    if not text.isascii():
        return True  # letters of other alphabets are taken for some of these by a rule that ignores case
    low = text.lower()
    return any(map(low.__contains__, _MARKS)) or _RUN.search(text) is not None
