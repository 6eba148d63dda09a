"""What runs beside the events: milestones, impact, hypotheses, each on both clocks (R1.1, R3.6, R3.7b).

What the page, the picture, the API and the exports tell of these comes from here.
"""

from secondsight.record.queries.beside.impact import (
    IMPACT_ORDER,
    Ribbons,
    Stretch,
    counted,
    impact_reading,
    impact_readings,
    ribbons,
    stretch_of,
)
from secondsight.record.queries.beside.milestones import (
    DurationBeside,
    KnownTo,
    MilestoneBeside,
    RestsOn,
    durations_beside,
    milestone_beside,
    milestones_beside,
)
from secondsight.record.queries.beside.threads import (
    Heard,
    HeardBy,
    HypothesisFacts,
    Thread,
    ThreadStep,
    hypothesis_facts,
    hypothesis_stances,
    hypothesis_threads,
)

__all__ = [
    "IMPACT_ORDER",
    "DurationBeside",
    "Heard",
    "HeardBy",
    "HypothesisFacts",
    "KnownTo",
    "MilestoneBeside",
    "RestsOn",
    "Ribbons",
    "Stretch",
    "Thread",
    "ThreadStep",
    "counted",
    "durations_beside",
    "hypothesis_facts",
    "hypothesis_stances",
    "hypothesis_threads",
    "impact_reading",
    "impact_readings",
    "milestone_beside",
    "milestones_beside",
    "ribbons",
    "stretch_of",
]
