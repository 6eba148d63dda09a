"""Words: what a good facilitator hears in them, and what to ask next.

Plain Python without a database or a framework: it runs in a bare interpreter (C6).
Nothing here calls anybody wrong: every finding is advice with a reason (R4.3, R6.5, R3.9).
"""
