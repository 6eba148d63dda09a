/** What is shown of what was heard, and how it is said. */

/** Return the marks of a text in order, none upon another; findings go before questions. */
export function shown(heard, { asks = false, isPrivate = false }) {
  const marks = [];
  const add = (each) => marks.some((there) => there.start < each.end && each.start < there.end) || marks.push(each);
  if (!isPrivate) heard.findings.forEach(add);
  if (asks || isPrivate) heard.questions.forEach(add);
  return marks.sort((a, b) => a.start - b.start);
}

/** The small count at the field's edge. */
export function inWords(count) {
  return count === 1 ? "1 place" : `${count} places`;
}

/** What a screen reader hears when the writer pauses; "" where there is nothing. */
export function summary(marks) {
  if (!marks.length) return "";
  const questions = marks.filter((each) => each.ask !== undefined).length;
  const parts = [];
  if (marks.length > questions) parts.push(`${marks.length - questions} for the wording`);
  if (questions) parts.push(`${questions} with a question`);
  return `${inWords(marks.length)} to look at: ${parts.join(", ")}. Alt and full stop goes to the next.`;
}
