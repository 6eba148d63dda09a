"""How people say in English that an incident turned (R3.7).

Precision before recall: a cue that fires on small talk costs more trust than a missed one costs clicks.
"I think it's lunch time" is no hypothesis, so cues that everyday talk shares need a system beside them.
"""

from secondsight.record.rules.candidates.cues import Vocabulary, ways
from secondsight.record.rules.candidates.english.calling import COMMAND, FETCHING
from secondsight.record.rules.candidates.english.doing import CHOOSING, DEEDS
from secondsight.record.rules.candidates.english.seeing import SEEING
from secondsight.record.rules.candidates.english.telling import TELLING
from secondsight.record.rules.candidates.english.thinking import THINKING

ENGLISH = Vocabulary(
    cues=(*COMMAND, *FETCHING, *THINKING, *CHOOSING, *DEEDS, *SEEING, *TELLING),
    not_a_fact=ways("""
        (?:should|could|would|can|might|may|must|need to|have to|want(?:ed)? to)\\b[^.,;:?!]{0,18}$
        (?:if|until|before|unless|not|never|to be|being|when|whether|how to|want)\\b[^.,;:?!]{0,18}$
        \\w+n't\\b[^.,;:?!]{0,18}$
    """),
    small_talk=ways("""
        lunch|dinner|breakfast|coffee|cake|pizza|beer|drinks|birthday|weekend|holidays?|congrat\\w*|welcome|happy
        meet-?up|conference|talks|tutorial|webinar|badges?|parking|desk|stand-?up|retro|1:1|feedback|slides
        pr review|pull request|reminder|for the record|blog|article|book|course|fun|cool|awesome|nice|love
        great time
    """),
    system_words=ways("""
        apis?|dbs?|databases?|postgres\\w*|mysql|redis|kafka|elastic\\w*|queues?|caches?|pods?|nodes?
        hosts?|clusters?|servers?|services?|containers?|deploys?|deployments?|releases?|rollbacks?
        builds?|pipelines?|canary|versions?|configs?|flags?|certs?|certificates?|dns|tls|cdn
        load ?balancers?|proxy|gateway|firewall|network|packets?|regions?|zones?|cpu|memory|ram|disks?
        iops|heap|threads?|locks?|deadlocks?|connections?|pools?|pooler|sessions?|transactions?
        quer(?:y|ies)|replicas?|replication|primary|failover|backups?|migrations?|schema|index|latency
        timeouts?|errors?|exceptions?|stack ?traces?|logs?|metrics?|dashboards?|graphs?|alerts?|pages?
        p\\d\\d|5xx|4xx|50\\d|40\\d|traffic|requests?|calls?|retries|rate|throughput|load|checkout
        payments?|login|sign-?in|jobs?|cron|workers?|scheduler|batch|kernel|sync|crash\\w*|outage
        incident|sev-?\\d|runbook|prod|production|staging|customers?|users?|orders?|upstreams?
        downstream|vendor|provider|token|auth|credentials?|secret|permissions?|role|webhooks?|endpoints?
    """),
)
