"""`token create`, `account create`: the way into an instance without a browser."""

import argparse
import getpass
import sys
from typing import Any

from secondsight.cli.door import command, show


def register(verbs: Any) -> None:
    """Add the commands."""
    tokens = verbs.add_parser("token", help="tokens for programs", description="Tokens for programs.")
    making = command(
        tokens.add_subparsers(dest="token_verb", metavar="COMMAND", required=True),
        "create",
        create_token,
        help="make a token and print its secret, this once",
    )
    making.add_argument("--account", required=True, metavar="EMAIL", help="whose token it is")
    making.add_argument("--name", required=True, help="what it is for")
    making.add_argument(
        "--scope",
        action="append",
        choices=["read", "write", "admin"],
        help="what it may do; give it again for more (read)",
    )
    making.add_argument("--days", type=int, metavar="N", help="good for so many days; else until revoked")

    accounts = verbs.add_parser("account", help="people", description="People.")
    adding = command(
        accounts.add_subparsers(dest="account_verb", metavar="COMMAND", required=True),
        "create",
        create_account,
        help="add a person; the first one becomes administrator and programme owner",
    )
    adding.add_argument("--email", required=True)
    adding.add_argument("--name", required=True)
    adding.add_argument("--time-zone", default="UTC", metavar="ZONE", help="for example Europe/Berlin (UTC)")
    adding.add_argument("--organisation", default="Our organisation", metavar="NAME", help="on a first run")
    adding.add_argument("--duty", action="append", choices=["administrator", "programme_owner"], default=[])
    adding.add_argument("--invite", action="store_true", help="send a mail instead of setting a password")
    adding.epilog = "The password is asked for, or read from the first line of standard input."


def create_token(arguments: argparse.Namespace) -> int:
    """Make a token for an account and print its secret."""
    from secondsight.base.clock import now
    from secondsight.organisation import actions
    from secondsight.organisation.queries import operator

    account = operator(arguments.account)
    row, secret = actions.create_token(
        account, arguments.name, arguments.scope or ["read"], days=arguments.days, by=None, at=now()
    )
    made = {
        "id": row.pk,
        "account": account.email,
        "name": row.name,
        "scopes": row.scopes,
        "expires_at": row.expires_at,
        "token": secret,
    }
    show(arguments, made, secret)
    return 0


def create_account(arguments: argparse.Namespace) -> int:
    """Add a person; on an empty instance make the organisation too."""
    from secondsight.base.clock import now
    from secondsight.base.transaction import write
    from secondsight.cli.instance import prepare
    from secondsight.organisation import actions
    from secondsight.organisation.queries import has_accounts

    prepare()
    password = None if arguments.invite else _password()
    told = {"time_zone": arguments.time_zone, "password": password}
    at = now()
    with write():
        if has_accounts():
            account = actions.create_account(arguments.email, arguments.name, **told, by=None, at=at)
        else:
            account = actions.make_first_account(
                arguments.organisation, email=arguments.email, name=arguments.name, **told, at=at
            )
        for kind in arguments.duty:
            actions.give_duty(account, kind, by=None, at=at)
        if arguments.invite:
            actions.invite_account(account, by=None, at=at)
    made = {"id": account.pk, "email": account.email, "name": account.name, "duties": sorted(account.duties)}
    duties = f" ({', '.join(made['duties'])})" if made["duties"] else ""
    show(arguments, made, f"{account.name} <{account.email}> is added{duties}.")
    return 0


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\n")
