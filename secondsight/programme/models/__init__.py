"""What reviews say together: the policy of what is reviewed, what it asks for, what was declined."""

from secondsight.programme.models.patterns import Pattern as Pattern
from secondsight.programme.models.patterns import PatternMember as PatternMember
from secondsight.programme.models.qualifying import DeclinedReview as DeclinedReview
from secondsight.programme.models.qualifying import Qualification as Qualification
from secondsight.programme.models.qualifying import ReviewReminder as ReviewReminder
from secondsight.programme.models.triggers import TriggerSetting as TriggerSetting
