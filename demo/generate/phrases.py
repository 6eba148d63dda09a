"""The words that generated incidents are put together from."""

SYMPTOMS = (
    "answers slowly",
    "answers with 503",
    "answers with 504",
    "drops one request in {few}",
    "returns yesterday's state",
    "returns an empty list",
    "restarts every {few} minutes",
    "refuses new connections",
    "runs out of memory",
    "runs out of file handles",
    "fills its disk to {percent}%",
    "queues {many} messages",
    "stops writing its log",
    "writes the same row twice",
    "shows {percent}% of prices without tax",
    "loses sessions",
    "cannot reach its partner",
    "rejects valid tokens",
    "skips {many} rows",
    "falls {few} hours behind",
)

CIRCUMSTANCES = (
    "after the release of {version}",
    "after a certificate changed",
    "after the move to larger machines",
    "while a backup runs",
    "while the index is rebuilt",
    "while a replica catches up",
    "during the evening's peak",
    "during a partner's maintenance",
    "at the turn of the month",
    "at the hour when clocks change",
    "when a basket has more than {few} lines",
    "when two jobs start together",
    "with a cold cache",
    "with the new rate limit",
    "behind the edge cache",
    "in one of three zones",
    "for app versions before {version}",
    "for customers with two addresses",
    "for vouchers of {few} euros",
    "since a flag was turned on for {percent}%",
)

SIGNALS = (
    "Alert: p99 of {service} above {few} s",
    "Alert: error rate of {service} at {percent}%",
    "Notice: queue of {service} is {few} minutes old",
    'A customer writes that {service} "spins"',
    "A partner telephones about {service}",
    "The dashboard of {service} shows a gap of {few} minutes",
)

OBSERVATIONS = (
    "Processors at {percent}%, and still slow",
    "All errors come from one of {few} machines",
    "The numbers were already odd {few} minutes before the first alert",
    "Requests wait for a connection; {many} are waiting",
    "The log has a gap where the restarts are",
    "The same query takes {many} ms on the replica",
)

HYPOTHESES = (
    "Hypothesis: the release of {version}",
    "Hypothesis: a noisy neighbour on the same machine",
    "Hypothesis: the provider throttles us",
    "Hypothesis: a retry storm from the app",
    "Hypothesis: the cache was emptied",
    "Hypothesis: an expired credential",
)

REMEDIES = (
    "Rolled back to {version}",
    "Scaled out to {few} machines",
    "Turned the flag off",
    "Ended {few} idle sessions",
    "Moved traffic to the other zone",
    "Held back {many} messages",
    "Raised the limit to {many}",
    "Restarted one machine at a time",
)

FACTORS = {
    "detection_gap": (
        "The alert measures {service} as a whole",
        "Nothing watches the queue in front of {service}",
    ),
    "tooling_limit": (
        "The runbook of {service} describes an older set-up",
        "The dashboard of {service} is cut off at {few} hours",
    ),
    "deployment": (
        "{service} and its client are released apart",
        "The canary of {service} sees no large baskets",
    ),
    "organisational_boundary": (
        "Two teams own halves of {service}",
        "The partner's maintenance calendar reaches one mailbox",
    ),
    "cognitive_load": (
        "{few} alerts arrived within a minute",
        "An earlier incident with the same face was fresh in memory",
    ),
    "technical_condition": (
        "{service} retries without a limit",
        "Jobs and customers share the connections of {service}",
    ),
    "coordination": (
        "Two channels worked on {service} at once",
        "The hand-over at the end of the shift took a chat line",
    ),
}

LEARNING = {
    "technology": "{service} keeps its connections for {few} minutes after the client has gone.",
    "watching": "The dashboard of {service} averages over {few} machines; one of them can be away unseen.",
    "sensemaking": "A restart makes {service} look healthy for {few} minutes, whatever is wrong.",
    "expertise": "Three people can read the logs of {service}, and they sit in two time zones.",
    "talking_to_each_other": '"Is it healthy?" and "what does it do differently?" get different answers from {service}\'s team.',
    "talking_to_customers": "Customers of {service} wanted to hear a time, even a late one.",
    "remedy": "Going back is quick for {service} and slow for its data.",
    "confirmation": "{service} counts as well again after {few} quiet minutes, by custom and not by measurement.",
}

IDEAS = (
    "Watch the queue in front of {service}",
    "Split the pool of {service} between jobs and customers",
    "Put first runs of schedules of {service} on the deploy list",
    "Try the runbook of {service} with somebody new",
    "Give {service} a limit of {few} retries",
    "Keep yesterday's data of {service} for {few} days",
    "Tell partners of {service} by feed instead of by mail",
    "Show the age of what {service} returns",
)

DONE = (
    "On staging, {many} waiting requests to {service} page its on-call within {few} minutes.",
    "Somebody who has never done it restores {service} from its page alone in under {few} minutes.",
    "With its partner answering in {few} s, {service} keeps serving {percent}% of requests.",
    "A run of {service} with {many} rows leaves none behind, shown by the count at both ends.",
)
