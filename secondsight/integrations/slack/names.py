"""Who and what the ids in Slack's files stand for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from secondsight.integrations.slack.wording import strings

# Slack's own bot, which Slack does not mark as one.
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Names:
    """People, bots and groups by their ids; channels have a "#" before their name."""

    by_id: dict[str, str] = field(default_factory=lambda: {SLACKBOT: "Slackbot"})
    bots: set[str] = field(default_factory=lambda: {SLACKBOT})
    emails: dict[str, str] = field(default_factory=dict)

    def learn_person(self, user: Mapping[str, object]) -> None:
        """Take in a row of `users.json` or of `users.list`: deactivated people and foreign ones too."""
        profile = user.get("profile")
        profile = profile if isinstance(profile, dict) else {}
        name = next(
            strings(
                profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name")
            ),
            "",
        )
        for user_id in strings(user.get("id")):
            self.by_id[user_id] = name
            if user.get("is_bot") is True:
                self.bots.add(user_id)
            for email in strings(profile.get("email")):
                self.emails[user_id] = email

    def learn_group(self, group: Mapping[str, object]) -> None:
        """Take in a row of `usergroups.list`: people that are mentioned together."""
        for group_id in strings(group.get("id")):
            self.by_id[group_id] = next(strings(group.get("handle"), group.get("name")), "")
