"""The second clock: who knew of what, since when, how surely, and until when (R3.2).

Plain values in, plain values out. An index is built once from the facts of an incident and then answers for
any vantage and moment. What it holds to:

- **Since.** What is learnt exactly at a moment is known at that moment; a belief given up exactly at a moment
  is given up at that moment.
- **Whose.** A person knows what was known to them, to everybody, or to a team of theirs *while they were in
  it*. A team knows what was known to it or to everybody, never what a member kept to themselves. The room
  knows what anybody in it knew.
- **Who leaves, who joins.** What somebody shared with a team stays the team's when they leave it, and what
  they learnt there stays theirs. What only they knew was never the team's and stays the room's. What a team
  had learnt before somebody joined is not theirs until they are told.
- **Unknown times.** A knowing without an instant counts for no moment and is marked where it would have
  counted. An event without one had happened once somebody knew of it for sure; before that it is neither
  known nor missed. Events whose time nobody knows come last.
- **Nothing is known before it occurred**, as closely as its time is known, unless it could be foretold
  (`FORESEEABLE`) or was believed. Where a correction moved an event to after a knowing of it, the knowing
  counts from the event's new time on, and `KnowledgeIndex.contradicted` names it.
- **Beliefs** may be given up and may turn out otherwise. Knowing ends believing. A right belief that was
  given up leaves the event unknown again; one that turned out otherwise leaves nothing that would be missed.
- **Too late to matter** is what reached a vantage after the moment by which it mattered, though it had
  happened by then: the first decision of that vantage that names it as not having reached them, else the
  mitigation. What reached them exactly then was in time.
- What is known never shrinks except when a statement is withdrawn (it then is no fact at all).
"""

from secondsight.record.rules.knowing.checking import FORESEEABLE as FORESEEABLE
from secondsight.record.rules.knowing.checking import check_belief as check_belief
from secondsight.record.rules.knowing.checking import check_knowing as check_knowing
from secondsight.record.rules.knowing.facts import EventFact as EventFact
from secondsight.record.rules.knowing.facts import KnowledgeFact as KnowledgeFact
from secondsight.record.rules.knowing.facts import MatteredFact as MatteredFact
from secondsight.record.rules.knowing.facts import own_knowing as own_knowing
from secondsight.record.rules.knowing.holding import Holding as Holding
from secondsight.record.rules.knowing.index import KnowledgeIndex as KnowledgeIndex
from secondsight.record.rules.knowing.state import State as State
from secondsight.record.rules.knowing.state import Stood as Stood
from secondsight.record.rules.knowing.vantage import ROOM as ROOM
from secondsight.record.rules.knowing.vantage import Stay as Stay
from secondsight.record.rules.knowing.vantage import Vantage as Vantage
