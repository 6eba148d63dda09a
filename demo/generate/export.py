"""A Slack export of any length, written as it is made: what is held at once is one channel's day."""

import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from demo.bots import BOT
from demo.chat import Card, ChatMessage
from demo.evidence import slack
from demo.generate import phrases
from demo.people import PEOPLE, SERVICES

START = datetime(2024, 1, 1, tzinfo=UTC)
CHANNELS = tuple(
    f"{place}-{part}"
    for place in ("team", "incident", "ops", "help")
    for part in ("api", "web", "data", "app", "jobs")
)
A_DAY = 125  # messages in one channel's day

_SAID = (
    "looking",
    "is anybody else seeing this?",
    "`{service}` {symptom}, p99 {few} s",
    "@{who} can you take a look at #{channel}?",
    "not the release, {version} is back and it's the same",
    "{observation}",
    "ok, that explains the {many} :eyes:",
    "```{service} WARN waited {many} ms for a connection (running={few})```",
    "I'd rather wait {few} minutes before we touch anything",
    "see https://lantern.quillbarrow.example/d/{many} from {few}:15 on",
    "tea. back in ten",
    "{symptom} again, {percent}% now",
)


def write_slack_export(path: Path, messages: int, seed: int = 7) -> Path:
    """Write an export with exactly so many messages and return its path; same arguments, same bytes.

    Each channel's day holds 125 of them; so a larger export has more days, not larger files.
    Raises ValueError if the number is negative.
    """
    if messages < 0:
        raise ValueError(f"messages is {messages}: pass 0 or more")
    random = Random(seed)
    purposes = {name: f"Talk about {name.split('-')[1]}" for name in CHANNELS}
    empty = slack.Channels((), purposes, START)
    members = [person.slack_id for person in PEOPLE]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        slack.add_file(archive, "users.json", slack.users(START), START)
        channels = [empty.channel(name, members) for name in CHANNELS]
        slack.add_file(archive, "channels.json", channels, START)
        for number in range(0, messages, A_DAY):
            channel = CHANNELS[number // A_DAY % len(CHANNELS)]
            day = number // A_DAY // len(CHANNELS)
            chat = _day(random, channel, day, min(A_DAY, messages - number))
            made = slack.Channels(chat, purposes, START)
            for (name, date), content in made.files().items():
                archive.writestr(
                    slack.entry(f"{name}/{date}.json", START), json.dumps(content, ensure_ascii=False)
                )
    return path


def _day(random: Random, channel: str, day: int, count: int) -> list[ChatMessage]:
    at = timedelta(days=day, hours=7)
    chat: list[ChatMessage] = []
    for number in range(count):
        at += timedelta(seconds=random.randrange(5, 400))
        chat.append(_message(random, f"{channel}/{day}/{number}", at, channel, chat))
    return chat


def _message(random: Random, key: str, at: timedelta, channel: str, before: list[ChatMessage]) -> ChatMessage:
    chance = random.random()
    if chance < 0.08:
        title = _filled(random, random.choice(phrases.SIGNALS), channel)
        return ChatMessage(
            key,
            at,
            channel,
            random.choice(list(BOT)),
            title,
            card=Card(title, _filled(random, random.choice(phrases.OBSERVATIONS), channel)),
        )
    author = random.choice(PEOPLE).slug
    text = _filled(random, random.choice(_SAID), channel)
    thread = ""
    if before and chance < 0.3:
        earlier = before[-1 - random.randrange(min(len(before), 12))]
        thread = earlier.thread or earlier.key
    edited = at + timedelta(seconds=40) if 0.3 < chance < 0.34 else None
    reactions = (("eyes", (random.choice(PEOPLE).slug,)),) if chance > 0.9 else ()
    file = "graph.png" if 0.34 < chance < 0.36 else ""
    return ChatMessage(
        key, at, channel, author, text, thread=thread, edited=edited, reactions=reactions, file=file
    )


def _filled(random: Random, words: str, channel: str) -> str:
    values = {
        "service": random.choice(SERVICES).name,
        "few": random.randrange(2, 60),
        "many": random.randrange(100, 9000),
        "percent": random.randrange(2, 98),
        "version": f"{random.randrange(1, 9)}.{random.randrange(0, 40)}",
        "who": random.choice(PEOPLE).slug,
        "channel": random.choice(CHANNELS),
    }
    if "{symptom}" in words:
        words = words.replace("{symptom}", random.choice(phrases.SYMPTOMS))
    if "{observation}" in words:
        words = words.replace("{observation}", random.choice(phrases.OBSERVATIONS))
    return words.format(**values)
