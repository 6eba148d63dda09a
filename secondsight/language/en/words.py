"""English words by what they name. Nouns carry their plurals; nothing here judges."""


def _nouns(words: str) -> frozenset[str]:
    """Return nouns with their regular plurals."""
    found = set()
    for word in words.split():
        found.add(word)
        if word.endswith(("s", "x", "ch", "sh")):
            found.add(word + "es")
        elif word.endswith("y") and word[-2] not in "aeiou":
            found.add(word[:-1] + "ies")
        else:
            found.add(word + "s")
    return frozenset(found)


FIRST_PERSON = frozenset("i we us me myself ourselves".split())
PRONOUNS = FIRST_PERSON | frozenset(
    "you he she they nobody noone someone somebody anyone anybody everyone everybody whoever who".split()
)
PEOPLE = _nouns(
    """engineer developer dev operator admin administrator sysadmin dba responder commander facilitator
        author reviewer approver committer contributor maintainer employee staff colleague coworker person
        manager lead director executive architect analyst technician specialist expert consultant contractor
        intern trainee newcomer junior senior member teammate worker individual human owner stakeholder
        programmer tester deployer designer scientist researcher on-call oncall on-caller sre devop agent-on-duty
        supervisor chief officer dispatcher leader coordinator captain founder owner-on-duty electrician
        installer vendor-engineer man woman guy folk"""
) | frozenset("people men women personnel staff us them him her themselves himself herself".split())
CUSTOMERS = _nouns(
    """user customer client consumer visitor tenant subscriber attacker hacker adversary merchant buyer seller
    farmer player reader patient passenger student guest shopper bidder investor trader holder third-party"""
)
TEAMS = _nouns(
    """team squad crew department group guild tribe organisation organization company leadership management
    support operation vendor provider supplier partner contractor board committee helpdesk"""
) | frozenset("ops devops sre sres qa engineering everyone leadership noc soc".split())
PAPERS = _nouns(
    """review process procedure runbook playbook checklist test testing audit policy plan documentation doc
    guideline guide training practice inspection analysis assessment rehearsal drill exercise rollout
    communication planning postmortem post-mortem retrospective handover hand-over handoff sign-off approval
    qa validation verification preparation investigation protocol standard convention contract rule meeting"""
)
SOFTWARE = _nouns(
    """server service system job pod node cluster container database db query queue cache script cron pipeline
    build deploy deployment release version process-manager daemon worker-process process-id api endpoint
    request response call client-library library module package plugin extension component controller
    scheduler balancer proxy gateway router switch network dns certificate cert token disk memory cpu volume
    file table index row record column schema migration replica primary secondary shard partition topic
    broker consumer-group producer cronjob backup snapshot restore failover instance host machine vm image
    registry chart operator-pod webhook hook bot alert alarm monitor monitoring dashboard metric graph log
    trace probe healthcheck check checker watchdog timeout retry connection session login page site website
    app application frontend backend cdn lambda function method class code commit branch patch fix change
    update upgrade config configuration setting flag limit threshold quota rule-engine firewall
    device sensor browser agent exporter collector parser compiler linter ci test-suite suite platform
    infrastructure provisioner autoscaler kernel driver thread lock transaction block chain wallet message
    event payload packet traffic load rollback routine algorithm model workflow action-runner
    environment staging production cloud region zone datacenter data-centre link cable power generator ups
    command tool software hardware firmware program product feature bug defect outage incident issue
    problem failure error symptom impact situation"""
)

# The walk from a verb to its subject goes over these.
ADVERBS = frozenset(
    """also already always never ever just only simply really actually still even then thus therefore
    certainly probably possibly perhaps likely surely clearly obviously immediately quickly easily sooner
    earlier later previously initially originally unfortunately sadly accidentally inadvertently mistakenly
    unintentionally unknowingly erroneously completely entirely fully partly partially totally simply
    largely mostly mainly potentially theoretically ideally realistically definitely arguably instead too
    at all once again first however repeatedly consistently properly correctly not n't both all each
    unwittingly manually automatically presumably apparently generally usually normally typically
    subsequently eventually ultimately finally collectively successfully safely carefully thoroughly promptly
    directly deliberately intentionally knowingly unknowingly wrongly incorrectly adequately sufficiently
    effectively efficiently cleanly gracefully briefly temporarily permanently merely practically basically
    effectively formally explicitly implicitly naturally obviously rapidly slowly severely significantly
    dramatically drastically grossly vastly badly heavily massively seriously hugely wildly fundamentally
    considerably substantially roughly nearly almost exactly precisely openly quietly constantly frequently
    rarely seldom occasionally recently currently finally suddenly apparently genuinely honestly frankly
    slightly greatly merely afterwards beforehand inevitably reportedly supposedly allegedly
    prematurely blindly hastily naively regularly routinely reliably closely readily swiftly""".split()
)
AUXILIARIES = frozenset(
    """is are was were am be been being has have had do does did will would shall should can could may might
    must ought need needs""".split()
)
DETERMINERS = frozenset(
    "the a an this that these those our my your his her their its no any some each every either neither "
    "another such one two three several many most few all both more less whose other".split()
)
PREPOSITIONS = frozenset(
    """of on in at for from with by to into onto over under about between among against during within without
    through across behind via per around near inside outside upon towards toward after before as like
    responsible""".split()
)
BOUNDARIES = frozenset(
    """, ; : ? ! . ( ) — – because if when while although though but so since whereas unless until than whether
    where how why what and or then yet once [ ] " “ ” | / →""".split()
)
THINGS = frozenset("it this that these those which something everything nothing anything".split())
COMPARED = frozenset(
    """faster quicker sooner earlier better shorter smoother easier clearer simpler cleaner safer less fewer
    smaller lower smoother swifter""".split()
)
MONTHS = tuple(
    "january february march april may june july august september october november december".split()
)
ACTION_HEADINGS = (
    "action",
    "follow-up",
    "follow up",
    "next step",
    "remediation",
    "corrective",
    "preventive",
    "preventative",
    "commitment",
    "todo",
    "to do",
)
TIMELINE_HEADINGS = ("timeline", "chronology", "sequence of events", "order of events")
