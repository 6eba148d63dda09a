"""English words of actions: which verbs begin one, and which leave open when it is done."""

INQUIRY = frozenset(
    """investigate consider explore discuss evaluate assess research study examine analyse analyze reflect
    revisit agree determine decide prioritise prioritize continue try brainstorm contemplate
    understand devise debate figure think look propose attempt align reevaluate re-evaluate
    ponder survey weigh seek audit spike""".split()
)
IMPROVING = frozenset(
    """improve enhance better strengthen streamline optimise optimize increase reduce tighten harden boost
    minimise minimize maximise maximize refine simplify clarify modernise modernize revise promote foster
    facilitate address handle upskill leverage elevate speed expand limit decrease lower raise
    rethink overhaul ease mature polish deepen accelerate""".split()
)
BEHAVIOUR = frozenset(
    """remember remind pay communicate teach train educate encourage avoid refrain respond react inform learn
    discourage sacrifice talk reach double-check recheck emphasise emphasize urge coach instruct advise ask start declare raise
    reiterate re-iterate refamiliarise refamiliarize familiarise familiarize stress
    escalate follow adhere listen stop keep stay be coordinate collaborate cooperate care recommend""".split()
)
# Behaviour only where a word of degree or manner stands with it ("start earlier", "raise it sooner").
WITH_DEGREE = frozenset("start declare raise escalate follow stop keep stay respond react inform be".split())
CONCRETE = frozenset(
    """add create document write move replace remove enable disable set upgrade pin lock revert rename migrate
    change switch delete configure automate fix deploy rotate split test alert monitor build implement
    introduce install instrument setup make ensure update extend enforce define describe publish schedule
    require restrict provide use upgrade downgrade modify allow prevent block reserve separate scale resize
    refactor rewrite record log track page notify show display store back backport patch merge release run
    rehearse drill drop drain cap throttle cache index archive decommission retire deprecate put include
    exclude convert adopt develop design prepare verify validate check review establish plan perform conduct
    register assign bring hire buy order ship expose export import tag label tune adjust turn apply bump
    roll rework reconfigure distribute isolate migrate have get give find identify come work focus do prove
    complete finish maintain support mandate cover collect send report reproduce backfill
    shorten close open restore generate integrate link detect""".split()
)
VERBS = INQUIRY | IMPROVING | BEHAVIOUR | CONCRETE
_SHORT = frozenset("set get put stop plan drop pin log tag run ship cap begin split cut".split())


def _forms() -> dict[str, str]:
    """Return the base form of every -ing and -ed form."""
    forms = {}
    for verb in VERBS:
        stem = verb[:-1] if verb.endswith("e") else verb
        stem = stem + stem[-1] if verb in _SHORT else stem
        forms[stem + "ing"] = verb
        forms[(verb[:-1] + "i" if verb.endswith("y") and verb[-2] not in "aeiou" else stem) + "ed"] = verb
    forms |= {"made": "make", "built": "build", "written": "write", "wrote": "write", "found": "find",
              "ran": "run", "set": "set", "put": "put", "split": "split"}  # fmt: skip
    forms.pop("beed", None)
    return forms


FORM_OF = _forms()
# Nouns as well: "Increase in errors" tells, it does not ask for anything.
ALSO_NOUNS = frozenset(
    """increase decrease change review plan test work support focus study research report drop fix release
    build look start issue display monitor alert log record page cache index patch link cover limit boost
    process order audit survey track stop check care schedule speed ease talk use update upgrade mature
    better set lower roll decline export import tag label design lock""".split()
)
SOFT = frozenset(
    """better more some robust proactive proactively proper properly appropriate appropriately adequate
    adequately sufficient sufficiently clear clearer clearly regularly improved faster quicker earlier sooner
    careful carefully smarter good best stable reliable resilient generally something various stronger
    closer closely easier easily consistent consistently efficient efficiently effective effectively
    thorough thoroughly suitable sensible reasonable timely safer simpler cleaner smoother leaner lighter tighter diligent diligently mindful aware vigilant everything
    standardised standardized deeper meaningful""".split()
)
DEGREE = frozenset(
    """more better earlier sooner quicker quicker faster careful carefully aware mindful vigilant always never
    quickly promptly closely thorough thoroughly cautious diligent attentive proactive slower
    slowly early immediately clear clearly""".split()
)
# Behind an object: "update the page quickly".
ADVERBIAL = frozenset("quickly promptly early closely regularly carefully soon sooner earlier faster".split())
VIRTUES = frozenset(
    """training awareness communication coordination collaboration attention discipline understanding
    education vigilance knowledge governance visibility ownership mentoring coaching""".split()
)
GENERIC = frozenset(
    """monitoring alerts alerting tests testing documentation docs training communication process processes
    observability logging metrics resilience reliability quality awareness visibility stability performance
    automation tooling procedures coverage""".split()
)
ARTEFACTS = frozenset(
    """alert alerts test tests runbook check checks step page dashboard rule script job limit gate guide
    guidelines linter hook template probe monitor monitoring command policy approval review section metric
    quota timeout lock flag suite article documentation checklist""".split()
)
# Where the object of an action ends and its purpose or circumstances begin.
PURPOSE = frozenset("so because which in_order since while although where : ; - – — ( . , ?".split())
MODALS = frozenset("should must need needs will shall ought have going plan planning want aim intend".split())
MONITORING = frozenset(
    "monitoring alert alerts alerting alarm alarms metrics observability visibility".split()
)
TESTING = frozenset("test tests testing coverage qa validation".split())
WRITING = frozenset(
    "documentation docs runbook runbooks guide guidelines playbook readme wiki instructions".split()
)
