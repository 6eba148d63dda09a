"""What happened: incidents, the evidence of them, the timeline and its two clocks."""

from secondsight.record.models.candidates import Candidate as Candidate
from secondsight.record.models.candidates import CandidateAnswer as CandidateAnswer
from secondsight.record.models.clocks import SourceClock as SourceClock
from secondsight.record.models.desk import Hypothesis as Hypothesis
from secondsight.record.models.desk import HypothesisStep as HypothesisStep
from secondsight.record.models.desk import ItemQuestion as ItemQuestion
from secondsight.record.models.desk import ItemTag as ItemTag
from secondsight.record.models.desk import Tag as Tag
from secondsight.record.models.evidence import ITEM_WORDS as ITEM_WORDS
from secondsight.record.models.evidence import EvidenceFile as EvidenceFile
from secondsight.record.models.evidence import EvidenceItem as EvidenceItem
from secondsight.record.models.evidence import Import as Import
from secondsight.record.models.evidence import IncidentItem as IncidentItem
from secondsight.record.models.evidence import LeftOutRecord as LeftOutRecord
from secondsight.record.models.evidence import MergedItem as MergedItem
from secondsight.record.models.evidence import RememberedMapping as RememberedMapping
from secondsight.record.models.incidents import Incident as Incident
from secondsight.record.models.incidents import IncidentSeat as IncidentSeat
from secondsight.record.models.incidents import Milestone as Milestone
from secondsight.record.models.incidents import Participant as Participant
from secondsight.record.models.incidents import choices as choices
from secondsight.record.models.packet import PacketItem as PacketItem
from secondsight.record.models.timeline import Event as Event
from secondsight.record.models.timeline import EventItem as EventItem
from secondsight.record.models.timeline import Knowledge as Knowledge
from secondsight.record.models.timeline import Version as Version
