"""The shape of each kind of event: what it is can be told without colour (R11.7)."""

from secondsight.organisation.rules.term import Term
from secondsight.record.rules.vocabulary import EventKind

SIZE = 12.0


class Shape(Term):
    """A mark in the picture of a timeline."""

    CIRCLE = "circle"
    RING = "ring"
    TRIANGLE = "triangle"
    SQUARE = "square"
    HEXAGON = "hexagon"
    DIAMOND = "diamond"
    CHEVRON = "chevron"
    BAR = "bar"
    STAR = "star"
    ARROW = "arrow"
    SPEECH = "speech"


SHAPE_OF = {
    EventKind.SIGNAL: Shape.TRIANGLE,
    EventKind.OBSERVATION: Shape.CIRCLE,
    EventKind.HYPOTHESIS: Shape.RING,
    EventKind.ACTION: Shape.HEXAGON,
    EventKind.CHANGE: Shape.SQUARE,
    EventKind.COMMUNICATION: Shape.SPEECH,
    EventKind.ESCALATION: Shape.CHEVRON,
    EventKind.DECISION: Shape.DIAMOND,
    EventKind.IMPACT: Shape.STAR,
    EventKind.STATUS_UPDATE: Shape.BAR,
    EventKind.HANDOFF: Shape.ARROW,
}

PATHS = {
    Shape.CIRCLE: "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1 -5 0Z",
    Shape.RING: "M-6 0A6 6 0 1 1 6 0A6 6 0 1 1 -6 0ZM-3 0A3 3 0 1 0 3 0A3 3 0 1 0 -3 0Z",
    Shape.TRIANGLE: "M0 -6L6 5H-6Z",
    Shape.SQUARE: "M-5 -5H5V5H-5Z",
    Shape.HEXAGON: "M-6 0L-3 -5.2H3L6 0L3 5.2H-3Z",
    Shape.DIAMOND: "M0 -6L6 0L0 6L-6 0Z",
    Shape.CHEVRON: "M0 -6L6 1V6L0 -1L-6 6V1Z",
    Shape.BAR: "M-6 -3.5H6V3.5H-6Z",
    Shape.STAR: "M0 -6L1.6 -1.9L6 -1.9L2.5 0.8L3.7 5L0 2.5L-3.7 5L-2.5 0.8L-6 -1.9L-1.6 -1.9Z",
    Shape.ARROW: "M-6 -2.5H0V-6L6 0L0 6V2.5H-6Z",
    Shape.SPEECH: "M-6 -5H6V3H-1L-4 6V3H-6Z",
}
"""SVG path data, 12 wide and high at most, around the middle of the mark."""
