"""Whether a stranger could say that an action is done: by its verb, then by its object."""

from secondsight.language.en.action_words import (
    ADVERBIAL,
    ARTEFACTS,
    BEHAVIOUR,
    CONCRETE,
    DEGREE,
    FORM_OF,
    GENERIC,
    IMPROVING,
    INQUIRY,
    SOFT,
    VIRTUES,
    WITH_DEGREE,
)
from secondsight.language.en.actions import Action, Change, Fault, action, object_end
from secondsight.language.en.verbs import is_participle
from secondsight.language.sentences import Sentence


def judged(sentence: Sentence, verb: str, at: int, last: int) -> Action | None:
    """Return the action of a verb, told verifiable or not by the verb and its object."""
    words = sentence.words
    end = object_end(sentence, last + 1)
    thing = words[last + 1 : end]
    near = set(thing)
    tail = words[end : end + 30]
    if thing in (["action"], ["actions"], ["item"], ["items"], []) and sentence.at(end) == ":":
        return None  # a heading in bold
    follow = _joined(words, last)
    if verb in (
        "look",
        "reach",
        "find",
        "come",
        "figure",
        "agree",
        "work",
        "focus",
        "identify",
        "think",
    ):
        fault, change = _particle(verb, thing)
        if fault:
            if fault == "inquiry" and (follow in CONCRETE or ARTEFACTS & near and verb == "come"):
                return action(sentence, verb, at, last, "", 0.6, "system", end)
            return action(sentence, verb, at, last + 1, fault, 0.8, change, end)
        return action(sentence, verb, at, last, "", 0.6, "system", end)
    if verb in ("consider", "study") and near & {"case", "following", "example", "scenario", "situation"}:
        return None  # "consider the case where …" tells
    if verb == "follow" and thing[:1] == ["up"]:
        return action(sentence, verb, at, last + 1, "inquiry", 0.65, "inquiry", end)
    if verb == "review" and sentence.kind != "paragraph" and follow not in CONCRETE:
        return action(sentence, verb, at, last, "inquiry", 0.65, "inquiry", end)
    if verb in INQUIRY:
        if follow in CONCRETE - {"find", "plan", "review", "check", "identify", "have", "do"}:
            return action(sentence, verb, at, last, "", 0.6, "system", end)
        return action(sentence, verb, at, last, "inquiry", 0.85, "inquiry", end)
    if verb in IMPROVING:
        if (
            verb in ("limit", "raise", "lower", "increase", "decrease", "reduce")
            and {"to", "from", "by"} & set(words[last : end + 3])
            and has_threshold(words[last:])
        ):
            return action(sentence, verb, at, last, "", 0.7, "system", end)
        if _is_mechanised(sentence, last, end) or has_threshold(thing):
            return action(sentence, verb, at, last, "", 0.6, "system", end)
        if verb == "raise" and not near & (VIRTUES | DEGREE):
            return action(sentence, verb, at, last, "", 0.5, "system", end)
        if verb in ("limit", "revise", "lower") and not near & (SOFT | {"all"}):
            return action(sentence, verb, at, last, "", 0.5, "system", end)
        return action(sentence, verb, at, last, "direction", 0.85, "system", end)
    if verb in BEHAVIOUR:
        degree = (DEGREE | SOFT) & set(words[last + 1 : last + 12]) or _is_at_once(words[last + 1 : last + 8])
        if verb in WITH_DEGREE and not degree:
            return action(sentence, verb, at, last, "", 0.4, "individual", end)
        if verb in ("learn", "recommend", "care") and not degree and sentence.kind == "paragraph":
            return None
        if verb in ("train", "teach", "educate", "coach") and has_threshold(words[last:]):
            return action(sentence, verb, at, last, "", 0.5, "individual", end)
        return action(sentence, verb, at, last, "behaviour", 0.8, "individual", end)
    return _concrete(sentence, verb, at, last, end, tail)


def _concrete(sentence: Sentence, verb: str, at: int, last: int, end: int, tail: list[str]) -> Action | None:
    """Return an action whose verb can be checked: its object may still leave "done" open."""
    words = sentence.words
    thing = words[last + 1 : end]
    near = set(thing)
    if thing and thing[-1] in ADVERBIAL and not has_threshold(words[last:]):
        return action(sentence, verb, at, last + len(thing), "behaviour", 0.65, "individual", end)
    if verb == "give" and near & {"warning", "notice", "attention", "thought"} and not has_threshold(thing):
        return action(sentence, verb, at, last, "behaviour", 0.65, "individual", end)
    if verb in ("have", "give", "do", "come", "prove", "support", "complete") and not near & SOFT:
        return None
    if verb == "get":
        return action(sentence, verb, at, last, "behaviour", 0.7, "individual", end) if near & SOFT else None
    if verb == "bring" and "down" in near:
        return action(sentence, verb, at, last + 1, "direction", 0.7, "system", end)
    if verb in ("ensure", "make") and (verb == "ensure" or "sure" in thing[:1]):
        return _ensured(sentence, verb, at, last, end)
    apart = next((n for n, word in enumerate(thing) if word in ("with", "as")), len(thing))
    soft = [
        word
        for n, word in enumerate(thing[:apart])
        if word in SOFT and not (word == "best" and thing[n + 1 : n + 2] in (["practice"], ["practices"]))
    ]
    if soft and thing[:2] != ["more", "than"] and not has_threshold(thing):
        index = last + 1 + thing.index(soft[0])
        if soft[0] == "clearly" and verb in ("state", "document", "define"):
            soft = []
        elif sentence.kind == "paragraph" and verb not in (
            "setup",
            "implement",
            "add",
            "introduce",
            "provide",
        ):
            return action(sentence, verb, at, index, "quality", 0.55, "system", end)
        else:
            return action(sentence, verb, at, index, "quality", 0.75, "system", end)
    if verb in ("ask", "remind"):
        return action(sentence, verb, at, last, "behaviour", 0.7, "individual", end)
    if len(thing) == 1 and thing[0] in GENERIC and not _names_more(tail):
        return action(sentence, verb, at, last + len(thing), "generic", 0.65, "system", end)
    if verb in ("review", "plan", "check") and sentence.kind != "item" and not near & ARTEFACTS:
        return None
    return action(sentence, verb, at, last, "", 0.6, "system", end)


def _names_more(tail: list[str]) -> bool:
    """Tell whether what follows an object names something more: "for X", "on X", "(X)"."""
    return len([word for word in tail if word.isalnum()]) > 1


def _ensured(sentence: Sentence, verb: str, at: int, last: int, end: int) -> Action:
    """Return "make sure that …": verifiable where a thing has it or gets it, a wish where people do."""
    words = sentence.words
    begin = last + 2 if verb == "make" else last + 1
    rest = words[begin : begin + 22]
    for stop in ("so", "because", ";", "("):
        rest = rest[: rest.index(stop)] if stop in rest else rest
    if rest[:1] == ["to"]:
        return action(sentence, verb, at, last + 1, "behaviour", 0.75, "individual", end)
    people = sentence.lexicon.people | sentence.lexicon.teams | {"we", "everybody", "everyone"}
    who = next((n for n, word in enumerate(rest[:4]) if word in people), -1)
    if who >= 0 and rest[who + 1 : who + 2] and rest[who + 1] not in _IS_GIVEN:
        return action(sentence, verb, at, last + 1, "behaviour", 0.65, "individual", end)
    all_things = rest[:1] in (["all"], ["every"], ["everything"]) or "average" in rest
    done = any(
        is_participle(word)
        for word in rest
        if word not in ("needed", "required", "expected", "deployed", "used")
    )
    wishes = SOFT | DEGREE | {"skills", "plan", "understand", "know", "knows"}
    soft = set(rest) & (wishes - {"some", "easier", "earlier", "more", "immediately"})
    if has_threshold(rest) and not all_things:
        return action(sentence, verb, at, last, "", 0.6, "system", end)
    if soft or (all_things and not done):
        return action(sentence, verb, at, last + 1, "quality", 0.7, "system", end)
    return action(sentence, verb, at, last, "", 0.55, "system", end)


def _particle(verb: str, thing: list[str]) -> tuple[Fault, Change]:
    first = thing[:1]
    near = set(thing[:6])
    if verb == "reach":
        return ("behaviour", "individual") if first == ["out"] else ("", "system")
    if verb in ("look", "figure", "agree", "think"):
        return ("inquiry", "inquiry") if first != ["up"] else ("", "system")
    if verb == "find":
        return (
            ("inquiry", "inquiry")
            if near & {"way", "ways", "path", "solution", "out", "better", "how"}
            else ("", "system")
        )
    if verb == "come":
        return (
            ("inquiry", "inquiry")
            if first == ["up"] and near & {"plan", "strategy", "way", "ways", "ideas", "guidelines"}
            else ("", "system")
        )
    if verb == "identify":
        return ("inquiry", "inquiry")
    if verb == "work" and first == ["out"]:
        return ("inquiry", "inquiry")
    if verb in ("work", "focus"):
        return ("direction", "system") if near & {"on", "towards", "with", "to"} else ("", "system")
    return ("", "system")


def _joined(words: list[str], last: int) -> str:
    """Return the verb that is joined to the first one by "and": "investigate and fix"."""
    return words[last + 2] if words[last + 1 : last + 2] == ["and"] and len(words) > last + 2 else ""


def _is_mechanised(sentence: Sentence, last: int, end: int) -> bool:
    """Tell whether a direction names its means: "with a check", "by adding …", "(requiring …)"."""
    words = sentence.words
    for index in range(last + 1, min(len(words) - 1, end + 4)):
        word, after = words[index], words[index + 1]
        if word == "by" and after.endswith("ing"):
            return True
        if word == "with" and after in ("a", "an", "one"):
            return True
        if word == "(" and after in FORM_OF and after.endswith("ing"):
            return True
        if word == "to" and after in (
            "include",
            "contain",
            "require",
            "alert",
            "page",
            "check",
            "fail",
            "reject",
            "run",
            "log",
            "retry",
            "refuse",
            "use",
        ):
            return True
    return False


def has_threshold(words: list[str]) -> bool:
    """Tell whether a number says how far: not the number of an issue, nor a version's."""
    for index, word in enumerate(words):
        if word[0].isdigit() and words[index - 1 : index] != ["#"]:
            after = words[index + 1 : index + 2]
            if after in (["%"], ["percent"], ["minutes"], ["seconds"], ["hours"], ["days"], ["gb"], ["mb"], ["nodes"],
                         ["replicas"], ["ms"], ["minute"], ["weeks"], ["connections"], ["requests"]):  # fmt: skip
                return True
            if (
                set(words[max(0, index - 3) : index])
                & {"to", "from", "below", "under", "above", "least", "than", "within", "every"}
                and word.isdigit()
            ):
                return True
            if not word.isdigit() and word.rstrip("abcdefghijklmnopqrstuvwxyz").isdigit() and len(word) < 6:
                return True  # 5s, 300ms, 4gi
    return False


def _is_at_once(words: list[str]) -> bool:
    return any(words[n : n + 3] == ["as", "soon", "as"] for n in range(len(words)))


# "make sure that everybody gets a mail": the system's doing, not theirs.
_IS_GIVEN = frozenset(
    "gets get is are receives receive has have can sees see 's members and page channel".split()
)
