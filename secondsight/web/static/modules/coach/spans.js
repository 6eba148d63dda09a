/** Where findings stand in a text that goes on being written. Offsets here count as strings in JavaScript do. */

/** Turn offsets that count code points, as the server tells them, into offsets of the string. */
export function inString(text, findings) {
  if (!/[\ud800-\udfff]/.test(text)) return findings;
  const places = [];
  let at = 0;
  for (const sign of text) {
    places.push(at);
    at += sign.length;
  }
  places.push(at);
  const place = (point) => places[Math.min(point, places.length - 1)];
  return findings.map((each) => ({ ...each, start: place(each.start), end: place(each.end) }));
}

/** Return the one stretch in which two texts differ: the same before `start` and from the ends on. */
export function change(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let same = 0;
  while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { start, end: before.length - same, grown: after.length - before.length };
}

/** Return the findings of `before` where they stand in `after`; what was written into or onto is dropped. */
export function carried(findings, before, after) {
  if (before === after) return findings;
  const { start, end, grown } = change(before, after);
  const isWord = (place) => /\w/.test(after[place] ?? "");
  return findings.flatMap((each) => {
    if (each.end <= start) return each.end === start && isWord(start) ? [] : [each];
    if (each.start < end) return [];
    const moved = { ...each, start: each.start + grown, end: each.end + grown };
    return each.start === end && isWord(moved.start - 1) ? [] : [moved];
  });
}

/** Return the finding that the caret stands in or touches, the shortest where several do; else undefined. */
export function findingAt(findings, caret) {
  const here = findings.filter((each) => each.start <= caret && caret <= each.end);
  return here.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}

/** Return the first finding behind the caret, from the top again after the last; undefined of none. */
export function nextAfter(findings, caret, current) {
  const inOrder = [...findings].sort((a, b) => a.start - b.start || a.end - b.end);
  const at = inOrder.indexOf(current);
  if (at >= 0) return inOrder[(at + 1) % inOrder.length];
  return inOrder.find((each) => each.start >= caret) ?? inOrder[0];
}

const ENDS = /[.!?]["'”’)\]]*(?=\s|$)/g;

/** Return where the sentence around a stretch of text begins and ends, without the spaces around it. */
export function sentenceAround(text, start, end) {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const line = text.indexOf("\n", end);
  const to = line < 0 ? text.length : line;
  let begin = from;
  let stop = to;
  for (const found of text.slice(from, to).matchAll(ENDS)) {
    const place = from + found.index + found[0].length;
    if (place <= start) begin = place;
    else if (place >= end) {
      stop = place;
      break;
    }
  }
  while (begin < start && /\s/.test(text[begin])) begin++;
  while (stop > end && /\s/.test(text[stop - 1])) stop--;
  return { start: begin, end: stop };
}

/** Return what accepting a finding writes, and where; null where only the writer can find better words.
 *
 * A question that is questioned gives way to the better one as a whole.
 */
export function betterWords(text, finding) {
  if (typeof finding.replacement === "string") return { start: finding.start, end: finding.end, words: finding.replacement };
  if (!finding.suggestion?.endsWith("?")) return null;
  const whole = sentenceAround(text, finding.start, finding.end);
  return text.slice(whole.start, whole.end).endsWith("?") ? { ...whole, words: finding.suggestion } : null;
}
