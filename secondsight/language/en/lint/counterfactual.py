"""What people, a review or a test should, could or would have done."""

from collections.abc import Iterator

from secondsight.language.en.subjects import Subject, subject_of
from secondsight.language.en.verbs import (
    DONE_BY_PEOPLE,
    GOOD,
    HARM,
    UNWANTED,
    base_of,
    gerund_of,
    is_participle,
)
from secondsight.language.en.words import ADVERBS, COMPARED, DETERMINERS, FIRST_PERSON
from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence

_MODALS = frozenset("should could would might ought".split())
_HELPFUL = COMPARED | frozenset(
    "useful helpful nice good ideal wise wiser preferable worthwhile beneficial great best prudent".split()
)
_SIGNS = frozenset("sign clue hint warning signal indication opportunity chance".split())
_FOES = frozenset("attacker attackers anyone hacker hackers malicious adversary them someone it".split())
_CHECKS = frozenset(
    "check checks test tests review reviews alert alerts alerting monitoring warning runbook documentation".split()
)
_BEST = COMPARED | frozenset("best right correct safest wisest proper smartest".split())
_OURS = frozenset("our my their your his her".split())
_MECHANICAL = frozenset("automatically".split())


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark where "should have done" is said of people or their work, not of software's design."""
    words = sentence.words
    have = at + 1
    while sentence.at(have) in ADVERBS or sentence.at(have) == "to":
        have += 1
    first = at
    if sentence.at(have) not in ("have", "hav") and sentence.at(have) != "of":
        # "Should the team have …?" and "could we have …?"
        have = next((n for n in range(at + 1, min(at + 6, len(words))) if words[n] == "have"), -1)
        if have < 0 or at > 0 and words[at - 1] not in ("", ",", "what", "how", "and", "why"):
            return
        subject = subject_of(sentence, have)
    else:
        subject = subject_of(sentence, at)
    verb = sentence.skip(have + 1, ADVERBS)
    between = words[at : verb + 2]
    is_denied = "not" in words[at:verb] or "never" in words[at:verb]
    if any(word in _MECHANICAL for word in between):
        return
    if not is_participle(sentence.at(verb)):
        if _is_as_well(words, at):
            yield Mark(at, have, 0.75, _question(sentence, "could", have, False, Subject("unknown")))
        return
    if subject.head in ("what", "things") or words[0] == "what" and sentence.at(verb) == "gone":
        return
    if (at == 0 and words[at] == "would") or {"assume", "assuming", "assumed"} & set(
        words[max(0, at - 3) : at]
    ):
        return
    if words[have - 1] == "could" and words[verb] == "been" and _is_as_well(words, at):
        yield Mark(at, verb, 0.8, _question(sentence, "could", verb, False, subject))
        return
    mark = _judged(sentence, words[at], verb, is_denied, subject)
    if mark:
        sure, last = mark
        yield Mark(first, last, sure, _question(sentence, words[at], verb, is_denied, subject))


def _judged(
    sentence: Sentence, modal: str, verb: int, is_denied: bool, subject: Subject
) -> tuple[float, int] | None:
    """Return how sure it is and where the phrase ends, None for what is fine."""
    word = sentence.words[verb]
    if word == "been":
        done = sentence.skip(verb + 1, ADVERBS)
        if sentence.at(done) == "to" and _BEST & set(sentence.words[max(0, verb - 9) : verb - 2]):
            return 0.8, done - 1  # "the best way would have been to …"
        return _passive(sentence, modal, done, is_denied, subject)
    if modal in ("should", "ought"):
        if subject.is_people or subject.kind == "paper":
            return 0.95, verb
        if subject.kind == "customer":
            return None
        if word in GOOD or (subject.kind in ("name", "unknown", "none") and word in DONE_BY_PEOPLE):
            return 0.75, verb
        return None
    if is_denied:
        is_trouble = subject.head in _TROUBLES and "if" in sentence.words
        is_relief = modal == "would" and subject.kind != "person" and (word in UNWANTED or is_trouble)
        return (0.8, verb) if is_relief and _has_condition(sentence) else None
    if word in ("stopped", "broken") and sentence.at(verb + 1) not in DETERMINERS:
        return None  # "the writes would have stopped"
    if word in GOOD and not _is_for_foes(sentence, verb):
        return (0.85 if modal != "might" else 0.7, verb)
    if word == "made" and COMPARED & set(sentence.words[verb + 1 : verb + 8]):
        return 0.8, verb
    if modal in ("would", "could") and subject.kind == "paper" and word not in HARM:
        return 0.7, verb
    if word == "gone" and sentence.at(verb + 1) in COMPARED:
        return 0.7, verb + 1
    if word in ("led", "lead", "resulted") and COMPARED & set(sentence.words[verb : verb + 6]):
        return 0.85, verb
    if modal in ("could", "might") and subject.is_people and word not in HARM and word not in _DECLINED:
        return 0.85 if modal == "could" else 0.6, verb
    if modal == "would" and subject.is_people and word in ("liked", "preferred", "wanted", "done"):
        return 0.55, verb
    if modal == "would" and subject.is_first_person and word not in HARM | _DECLINED and _if_we(sentence):
        return 0.75, verb
    if modal == "could" and verb < 4 and subject.kind == "none" and word not in HARM | UNWANTED:
        return 0.65, verb  # "Could have told support."
    return None


def _passive(
    sentence: Sentence, modal: str, done: int, is_denied: bool, subject: Subject
) -> tuple[float, int] | None:
    word = sentence.at(done)
    if subject.kind == "customer" and word not in ("informed", "told", "notified", "alerted", "warned"):
        return None
    if subject.head == "there":
        return (0.75, done) if _CHECKS & set(sentence.words[done : done + 5]) else None
    if modal in ("should", "ought"):
        if word in _EITHER and sentence.at(done + 1) in (
            "when",
            "once",
            "after",
            "as",
            "by",
            "on",
            "upon",
            "if",
        ):
            return None  # "the lock should have been released when …"
        if word in DONE_BY_PEOPLE or word in ("clear", "obvious", *COMPARED, "more"):
            return 0.85, done
        if subject.is_people and is_participle(word):
            return 0.75, done
        if subject.first >= 0 and sentence.words[subject.first] in _OURS and not is_participle(word):
            return 0.65, done  # "our limit should have been lower"
        return None
    if is_denied:
        is_relief = (
            modal == "would" and word in UNWANTED | {"needed", "necessary"} and _has_condition(sentence)
        )
        return (0.75, done) if is_relief else None
    if is_participle(word) and _is_sooner(sentence.words[done + 1 : done + 7]):
        return 0.75, done
    if modal == "would" and word == "able" and subject.is_people:
        return 0.7, done
    if word in COMPARED and sentence.at(done + 1) != "than":
        return 0.85, done
    if word in ("a", "an", "the", "our") and _SIGNS & set(sentence.words[done : done + 4]):
        return 0.65, done
    if modal == "would":
        if word in _HELPFUL or (word in ("more", "much") and sentence.at(done + 1) in _HELPFUL | {"helpful"}):
            return 0.85, done
        return (0.8, done) if word in _PREVENTED else None
    return (0.85, done) if word in DONE_BY_PEOPLE & _BETTERED else None


def _is_as_well(words: list[str], at: int) -> bool:
    """Tell whether "as well as" stands shortly before: "not handled as well as it could have been"."""
    before = words[max(0, at - 6) : at]
    return before.count("as") > 1 or ("as" in before and "not" in words[:at] and "as" in words[at - 2 : at])


def _if_we(sentence: Sentence) -> bool:
    """Tell whether a sentence supposes that its writers had done otherwise: "if we had", "had we"."""
    words = sentence.words
    return any(
        (words[n] == "if" and words[n + 1] in FIRST_PERSON and "had" in words[n + 2 : n + 5])
        or (words[n] == "had" and words[n + 1] in FIRST_PERSON)
        for n in range(len(words) - 1)
    )


def _is_sooner(words: list[str]) -> bool:
    """Tell whether "sooner", "more quickly" stands among some words."""
    return bool({"sooner", "earlier", "faster", "quicker", "better"} & set(words)) or any(
        word == "more" and words[n + 1 : n + 2] and words[n + 1].endswith("ly")
        for n, word in enumerate(words)
    )


def _has_condition(sentence: Sentence) -> bool:
    """Tell whether a sentence supposes another course: "if", "had we", "with", "this would not have"."""
    return bool(
        {"if", "had", "with", "without", "this", "none", "by", "then", "otherwise"} & set(sentence.words)
    )


def _is_for_foes(sentence: Sentence, verb: int) -> bool:
    after = sentence.words[verb + 1 : verb + 4]
    return sentence.words[verb] in ("allowed", "enabled", "helped", "let") and bool(_FOES & set(after))


# Done by people or by software.
_EITHER = frozenset(
    "released updated removed set enabled disabled handled resolved sent cleaned run created".split()
)
_TROUBLES = frozenset(
    "bug bugs issue issues problem problems outage incident error errors failure regression defect this it".split()
)
_DECLINED = frozenset("known expected predicted anticipated foreseen guessed imagined been had".split())
_PREVENTED = frozenset(
    """prevented avoided caught detected noticed spotted resolved identified found discovered mitigated
    alerted notified warned averted contained reduced minimised minimized shortened fixed flagged""".split()
)
_BETTERED = _PREVENTED | frozenset(
    """addressed tested reviewed checked verified communicated escalated documented handled done automated
    improved limited predicted anticipated foreseen monitored declared informed planned coordinated
    diagnosed solved managed simplified validated paged triaged told raised recognised recognized
    alarmed""".split()
)


def _question(sentence: Sentence, modal: str, verb: int, is_denied: bool, subject: Subject) -> str:
    """Return a question about what was known then, in the sentence's words where they can be turned."""
    who = subject.head if subject.is_people and subject.first >= 0 else ""
    if who:
        who = "you" if subject.is_first_person else sentence.said(subject.first, subject.last).strip()
        who = who[:1].lower() + who[1:] if subject.kind != "name" and not who.isupper() else who
    if sentence.words[verb] == "been":
        done = sentence.skip(verb + 1, ADVERBS)
        if sentence.at(done) in _PREVENTED | _BETTERED:
            return f"What was there to see at that moment, and what would have let it be {sentence.at(done)} then?"
        return "What did it look like at that moment, and what made it seem fine?"
    base = base_of(sentence.words[verb])
    rest = _object(sentence, verb)
    if who and base and base not in ("be", "have") and not is_denied:
        return f"What information would have led {who} to {base}{rest}?"
    if who and base and is_denied:
        return f"What made {gerund_of(base)}{rest} look reasonable at the time?"
    return "What was known at that moment, and what information would have changed this decision?"


def _object(sentence: Sentence, verb: int) -> str:
    """Return the few words behind a verb, " it" where they are too many to repeat."""
    last = verb
    while sentence.at(last + 1) not in ("", ".", ",", ";", ":", "?", "!", "(", ")", "and", "but", "if", "because",
                                        "when", "which", "so", "-", "–", "—") and last - verb < 9:  # fmt: skip
        last += 1
    if last == verb:
        return ""
    if last - verb > 8:
        return (
            " " + sentence.said(verb + 1, verb + 1)
            if sentence.at(verb + 1) in ("it", "this")
            else " otherwise"
        )
    return " " + sentence.said(verb + 1, last)


RULE = Rule(
    name="counterfactual",
    label="hindsight_counterfactual",
    title="Should have, could have, would have",
    message="This tells of something that did not happen, judged from afterwards.",
    why="What people did made sense with what they saw. A tale of what they should have done hides that, "
    "and stops the reader from learning what made it hard to see.",
    triggers=_MODALS,
    look=look,
    flagged=(
        "The on-call engineer should have checked the replica first.",
        "We could have paged the database team an hour earlier.",
        "Stricter validation would have rejected the header.",
        "A second pair of keys would have made the recovery quicker.",
        "A staging test would have caught the wrong header.",
        "The certificate's expiry should have been noticed by the review.",
        "The outage could have been avoided with a smaller batch.",
        "The notice could have been sent more quickly.",
        "If the alert had gone to the right channel, this would not have happened.",
        "It would have been helpful to have the runbook at hand.",
        "If we had tried the restore in May, we would have replaced the tapes.",
        "Our connection limit should have been fifty.",
        "The page was not written as clearly as it could have been.",
        "The best way would have been to fail over at once.",
        "There should have been a test for the old header.",
        "The fix could have been safely released a day earlier.",
    ),
    fine=(
        "Every alert should have a threshold.",
        "Users could have seen errors for about four minutes.",
        "The lock should have been released when the process ended.",
        "The fallback should have been used automatically when the primary timed out.",
        "The same fault could have caused a larger loss.",
        "If the replica had failed too, all writes would have stopped.",
        "A retry would have returned the cached answer.",
        "There could have been a loss of orders.",
        "If we had lost the second disk, we would have lost the orders.",
        "The attacker was on the same network, so they could have read the cookies.",
        "This change would not have protected us against a second failure.",
        "Nobody could have known that the two limits interact.",
        "What could have gone better?",
    ),
)
