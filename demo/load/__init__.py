"""Loads the demo organisation into an empty instance, by the actions and importers that everybody uses.

Its seven months are lived again in their order, each deed at its own instant and by its own person, so that
lists and histories look as they would. All in one transaction: who stops it half-way has an empty instance.
"""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from demo import others, story
from demo.load.accounts import tell_accounts
from demo.load.decisions import tell_decisions
from demo.load.evidence import tell_evidence
from demo.load.incidents import tell_incident
from demo.load.meetings import tell_meeting
from demo.load.organisation import found_organisation
from demo.load.preparing import prepare_meeting
from demo.load.programme import reckon_programme, tell_programme
from demo.load.reviews import tell_review
from demo.load.script import Script
from demo.load.talks import tell_talks
from secondsight.base.errors import Refused
from secondsight.base.outbox import pass_over
from secondsight.base.transaction import write
from secondsight.organisation.queries import is_empty
from secondsight.programme.actions import reindex

INCIDENTS = (story.INCIDENT, *others.INCIDENTS)
REVIEWS = (story.REVIEW, *others.REVIEWS)
EVIDENCE = (story.EVIDENCE, others.EVIDENCE)


def load(at: datetime) -> None:
    """Load everything as it stands at an instant, the demo's present. Raises Refused if the instance holds
    something.
    """
    with TemporaryDirectory(prefix="secondsight-demo-") as folder, write():
        if not is_empty():
            raise Refused("This instance is not empty, so the demo was not loaded. Nothing was changed.")
        script = Script(at, INCIDENTS)
        found_organisation(script)
        for incident in INCIDENTS:
            review = next((one for one in REVIEWS if incident.slug in one.incidents), None)
            tell_incident(script, incident, review)
        for evidence in EVIDENCE:
            tell_evidence(script, evidence, Path(folder))
        for review in REVIEWS:
            tell_review(script, review)
            tell_accounts(script, review)
            tell_talks(script, review)
            prepare_meeting(script, review)
            tell_meeting(script, review)
            tell_decisions(script, review)
        tell_programme(script)
        script.play()
        reckon_programme(at)
        # Nobody gets mail of last spring, and what search follows is put in its index at once.
        reindex()
        pass_over()
