"""A partner away for 22 minutes, and a review that ended without commitments."""

from demo.facts import After, Ago, Attendance, Factor, Incident, LearningPoint, Review, WorkedWell
from demo.others.shorthand import at, event, knew, marks

ADDRESSES = Incident(
    slug="address-lookup",
    title="Address suggestions missing for 22 minutes",
    severity="sev-3",
    start=Ago(57, "16:05"),
    services=("checkout",),
    teams=("storefront",),
    milestones=marks(
        impact_start=0, first_signal=3, detected=6, mitigated=6, resolved=22, fully_recovered=22
    ),
    summary="The partner that suggests addresses was away. Customers typed theirs by hand, as the form allows.",
    is_customer_facing=True,
    people=(
        Attendance("ilse", "primary_responder", at(6), was_on_call=True),
        Attendance("meera", "customer_voice", at(10)),
    ),
    events=(
        event(
            "partner-away",
            0,
            "The address partner stops answering",
            "detection signal",
            "checkout",
            "storefront",
            "",
            knew("ilse", 6, "the notice in #alerts"),
        ),
        event(
            "form-opens",
            1,
            "The form opens by itself for typing",
            "mitigation action",
            "checkout",
            "storefront",
            "Built two years ago, after an outage of the same partner.",
            knew("ilse", 8, "trying it"),
        ),
        event(
            "nobody-writes",
            22,
            "No customer had written by the time the partner was back",
            "recovery observation",
            "meera",
            "support",
            "",
            knew("meera", 22, "the help desk"),
        ),
    ),
)

ADDRESS_REVIEW = Review(
    slug="address-lookup",
    title="The outage that nobody wrote to us about",
    incidents=("address-lookup",),
    tier="pattern",
    opened=After(1, "09:00"),
    owner="leila",
    facilitator="nandini",
    scribe="tomasz",
    participants=("ilse", "meera"),
    deciders=("ilse",),
    held=After(2, "09:20"),
    decided=After(6, "09:40"),
    closed_reason="Nothing worth committing. The form did what it was built for; we learnt that it does, and how long an order takes by hand: eleven seconds more.",
    published=After(7, "10:00"),
    summary="A partner was away for 22 minutes and orders went on. We looked at how that could be, since next time it may be a partner for whom we have no such form.",
    factors=(
        Factor("one-partner", "technical_condition", "One partner suggests all addresses", ("partner-away",)),
        Factor(
            "way-around",
            "workaround",
            "Typing by hand is a way around that customers know from elsewhere",
            ("form-opens",),
        ),
    ),
    worked=(
        WorkedWell(
            "Orders went on.",
            "The form treats suggestions as a help, not as a step. That was decided after an outage two years ago, and is written down beside the code.",
            ("form-opens",),
        ),
    ),
    learning=(
        LearningPoint(
            "technology",
            "Of seven partners in checkout, four are helps and three are steps. We can name the three now.",
            "ilse",
            ("form-opens",),
        ),
        LearningPoint(
            "confirmation",
            "Silence in the help desk was our evidence. It took Meera's word to be sure that silence meant well.",
            "meera",
            ("nobody-writes",),
        ),
    ),
)
