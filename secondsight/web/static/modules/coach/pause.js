/** How long the coach waits after a key: hardly at all, and longer where the answers come slowly. */

export const LEAST = 12; // milliseconds: keys of one burst (a paste, a dead key) count as one
const MOST = 800;
const SLOW = 40; // milliseconds an answer may take before the pauses grow

/** @param {number} took  milliseconds that answers take of late, 0 before the first */
export function pauseAfter(took) {
  return Math.min(MOST, LEAST + 2 * Math.max(0, Math.round(took - SLOW)));
}

/** What answers take of late: the newest counts a third, so that one slow answer changes little. */
export function smoothed(before, took) {
  return before === 0 ? took : before + (took - before) / 3;
}
