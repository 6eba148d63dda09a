"""What a rule says of itself, for a page and for a terminal."""

from secondsight.language.findings import Rule, example


def explanation(rule: Rule) -> str:
    """Return a rule's section in Markdown, with its examples, under a heading of the third level."""
    lines = [f"### {rule.name}", f"**{rule.title}.** {rule.message}", rule.why]
    if rule.is_asked_for:
        lines.append("It speaks only when it is selected.")
    for words, given in (("Heard", rule.flagged), ("Not heard", rule.fine)):
        lines += ["", f"{words}:", ""]
        for one in map(example, given):
            where = f" (under “{one.section}”)" if one.section else ""
            lines.append(f"- {one.text}{where}")
    return "\n".join([*lines, ""])
