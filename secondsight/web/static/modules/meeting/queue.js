/** The lines that a browser has typed and the server has not acknowledged yet: pure functions over an array.
 *
 * A line is {id, kind, words, said_by, moment, session, why}; `why` says why the server would not have it.
 * Its id is made here, so that however often it is sent, it is noted once.
 */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Return an id of 16 characters that nobody else makes, in the shape that the server gives out.
 *
 * @param {Uint8Array} random  16 random bytes
 */
export function newId(random) {
  // Below the ids of the server, which begin with the time: nothing is ordered by this one.
  return [...random].map((byte) => ALPHABET[byte % 32]).join("");
}

/** Return the queue with a line at its end; one that is there already stays where it is. */
export function added(queue, line) {
  return queue.some((each) => each.id === line.id) ? queue : [...queue, line];
}

/** Return the queue without a line that the server has. */
export function acknowledged(queue, id) {
  return queue.filter((each) => each.id !== id);
}

/** Return the queue with the reason why a line was not taken; its words are kept for whoever typed them. */
export function refused(queue, id, why) {
  return queue.map((each) => (each.id === id ? { ...each, why } : each));
}

/** Return the line to send next, undefined when there is none: in the order in which they were typed. */
export function nextOf(queue) {
  return queue.find((each) => !each.why);
}

/** Return one queue of two that grew from the same: of another tab, and ours. Nothing comes in twice. */
export function merged(theirs, ours) {
  return ours.reduce(added, theirs);
}

/** Return milliseconds to wait before trying again, after so many attempts that failed. */
export function patience(failures) {
  return Math.min(1000 * 2 ** Math.max(0, failures - 1), 15_000);
}

/** Return whether an answer means that the line itself cannot be taken; else it is sent again. */
export function isRefusal(status) {
  return status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status);
}
