"""English verbs: their forms, and the few groups that decide what a sentence says."""

_IRREGULAR = {
    "been": "be", "begun": "begin", "bought": "buy", "broken": "break", "brought": "bring", "built": "build",
    "caught": "catch", "chosen": "choose", "come": "come", "cut": "cut", "dealt": "deal", "done": "do",
    "drawn": "draw", "driven": "drive", "fallen": "fall", "felt": "feel", "forgotten": "forget",
    "found": "find", "foreseen": "foresee", "gone": "go", "given": "give", "got": "get", "gotten": "get",
    "had": "have", "heard": "hear", "held": "hold", "hit": "hit", "kept": "keep", "known": "know",
    "learnt": "learn", "led": "lead", "lead": "lead", "left": "leave", "let": "let", "lost": "lose",
    "made": "make", "meant": "mean", "met": "meet", "paid": "pay", "put": "put", "read": "read", "run": "run",
    "said": "say", "seen": "see", "sent": "send", "set": "set", "shown": "show", "shut": "shut",
    "sped": "speed", "split": "split", "spoken": "speak", "spent": "spend", "stood": "stand",
    "stuck": "stick", "taken": "take", "taught": "teach", "thought": "think", "told": "tell",
    "understood": "understand", "woken": "wake", "written": "write", "rewritten": "rewrite",
    "withdrawn": "withdraw", "overseen": "oversee", "rebuilt": "rebuild", "overlooked": "overlook",
    "gave": "give", "took": "take", "went": "go", "knew": "know", "saw": "see", "wrote": "write",
    "chose": "choose", "came": "come", "forgot": "forget", "broke": "break", "ran": "run", "drew": "draw",
    "spoke": "speak", "woke": "wake", "became": "become", "shutdown": "shutdown", "undone": "undo",
}  # fmt: skip
_BASES = frozenset(
    """accept acknowledge act add address adjust advise agree alert allow analyse analyze announce anticipate
    approve archive ask assess assign assume audit automate avoid backport balance block build bump call
    cancel capture catch challenge change check choose clarify clean clear close collect communicate compare
    complete configure confirm connect consider consult contact contain continue control coordinate copy
    cover create declare define delay delete delegate deliver deploy describe design detect determine
    develop disable disconnect discover discuss document double drain drop edit educate enable encourage
    end enforce engage ensure escalate establish estimate evaluate examine exclude execute expect explain
    explore extend fail fix flag follow force foresee freeze generate give handle harden help identify ignore
    implement improve include increase inform inspect install instrument introduce invalidate investigate
    invite involve isolate issue join judge keep label learn limit link list load log look lower maintain
    manage mark measure merge migrate minimise minimize mitigate modify monitor move name neglect note
    notice notify observe offer open operate order overlook override page parse patch pause perform pin
    ping plan post postpone predict prefer prepare prevent prioritise prioritize probe provide prove
    provision publish purge push query question raise realise realize reboot recheck recognise recognize
    recommend record recover recreate recycle reduce refactor refuse release remember remind remove rename
    renew replace replicate report request require reschedule resize resolve respond restart restore
    restrict retire retry revert review revise revoke roll rollback rotate route run save scale schedule
    search secure seek separate set share shed shorten simplify simulate skip slow solve specify spot stage
    staff standardise standardize start stop store stress strengthen study subscribe suggest supply support
    surface suspect suspend switch sync tag take talk teach tell terminate test think throttle tighten track
    train trigger trust try turn understand update upgrade use validate verify version wait warn watch
    whitelist wipe withhold work write""".split()
)


def base_of(word: str) -> str:
    """Return a verb's base form from any of its forms, "" where it is not known."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _BASES:
        return word
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            for candidate in (stem + "e", stem, stem[:-1], stem[:-1] + "y"):
                if candidate in _BASES:
                    return candidate
    return ""


def gerund_of(base: str) -> str:
    """Return the -ing form of a base form."""
    if base in ("be", "see", "agree", "foresee", "oversee", "flee"):
        return base + "ing"
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e"):
        return base[:-1] + "ing"
    if base in _DOUBLED:
        return base + base[-1] + "ing"
    return base + "ing"


_DOUBLED = frozenset("plan stop set run get put cut hit split let shut drop spot flag log tag pin ship skip "
                     "begin forget commit submit admit refer prefer occur trap swap scan".split())  # fmt: skip


def is_participle(word: str) -> bool:
    """Tell whether a word may stand behind "have" as a verb."""
    return word in _IRREGULAR or (word.endswith("ed") and len(word) > 4 and word not in _NO_VERBS)


_NO_VERBS = frozenset("hundred speed indeed exceed proceed succeed breed sacred".split())

# What would have made an outcome better.
GOOD = frozenset(
    """prevented avoided caught detected noticed spotted helped allowed enabled reduced mitigated shortened
    alerted warned stopped saved limited identified discovered found revealed surfaced contained averted
    minimised minimized sped accelerated lessened eased highlighted exposed flagged shown told notified
    protected improved simplified decreased cut simplify halved uncovered informed signalled signaled paged
    recognised recognized blocked""".split()
)
# What people do with things, in the passive: "should have been tested".
DONE_BY_PEOPLE = frozenset(
    """noticed caught detected spotted tested reviewed checked verified validated avoided prevented addressed
    fixed done documented automated monitored communicated escalated rushed planned discussed considered
    approved merged deployed reverted alerted paged informed told notified consulted involved asked declared
    raised reported investigated identified found discovered recognised recognized foreseen anticipated
    predicted clarified updated upgraded removed added implemented configured enabled disabled limited
    staged coordinated announced written taken made given assigned trained followed known understood
    handled managed mitigated resolved shortened reduced minimised minimized improved released shipped
    averted contained diagnosed isolated triaged measured questioned challenged treated prioritised
    prioritized provisioned scaled tuned tightened hardened rehearsed practised practiced audited inspected
    double-checked coordinated scheduled postponed delayed decommissioned deprecated migrated refactored
    replaced pinned set introduced sought performed conducted carried executed examined confirmed solved
    rolled simplified included alarmed warned cleaned""".split()
)
# Outcomes that nobody wants: to say that they would not have come is hindsight too.
UNWANTED = frozenset(
    """happened occurred failed crashed broken gone caused led resulted arisen triggered taken spread
    escalated propagated cascaded lasted missed been lost deleted affected impacted broke overwritten""".split()
)
# Harm that might have come: possible impact is no hindsight.
HARM = frozenset(
    """lost suffered caused led resulted been had seen experienced received affected impacted become broken
    corrupted failed crashed exposed leaked run needed required meant stayed remained taken""".split()
)
MENTAL = frozenset(
    """check verify validate test review consider notice realise realize recognise recognize communicate
    escalate document inform tell notify follow anticipate foresee account ensure ask understand read
    coordinate plan think remember mention report raise alert page declare involve consult update add remove
    include configure set take see spot catch identify investigate monitor question challenge confirm
    double-check appreciate acknowledge act address prepare train look pay make do give provide respond
    apply perform cover implement create write enable disable specify define inspect prioritise prioritize
    learn appreciate grasp assess estimate""".split()
)
