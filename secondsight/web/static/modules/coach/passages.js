/** What of a text is sent to be heard: all of a short one, of a long one the passage that was changed. */

export const SHORT = 6000; // characters that are heard at once in a few milliseconds
const FENCE = /^ {0,3}(```|~~~)/;

/** Return a text's passages in order as {start, text}: cut at blank lines, never inside fenced code. */
export function passages(text) {
  if (text.length <= SHORT) return [{ start: 0, text }];
  const found = [];
  let start = 0;
  let at = 0;
  let fence = "";
  for (const line of text.split(/(?<=\n)/)) {
    const mark = FENCE.exec(line)?.[1] ?? "";
    if (mark && (!fence || fence === mark)) fence = fence ? "" : mark;
    at += line.length;
    if (!fence && !line.trim()) {
      found.push({ start, text: text.slice(start, at) });
      start = at;
    }
  }
  if (start < text.length) found.push({ start, text: text.slice(start) });
  return joined(found);
}

/** Passages that belong together are heard together: a word explained in one is known in the next. */
function joined(found) {
  const whole = [];
  for (const each of found) {
    const last = whole.at(-1);
    if (last && last.text.length + each.text.length <= SHORT / 4) last.text += each.text;
    else whole.push({ ...each });
  }
  return whole;
}

/** Return what was heard in passages that were sent as one text, passage by passage, each counted from its own start. */
export function sorted(sent, found) {
  let start = 0;
  return sent.map(({ text }) => {
    const end = start + text.length;
    const own = (each) => start <= each.start && each.start < end;
    const placed = (each) => ({ ...each, start: each.start - start, end: Math.min(each.end, end) - start });
    const heard = { findings: found.findings.filter(own).map(placed), questions: found.questions.filter(own).map(placed) };
    start = end;
    return heard;
  });
}
