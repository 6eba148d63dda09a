/** Where the cursor goes next: event by event, decision by decision, to when somebody learnt something. */

/** The event before (-1) or after (1) a cursor {at, event}; -1 where there is none.
 *
 * Events of one instant are walked one by one, so the cursor's own event decides where it stands on one.
 * @param {number[]} shown  numbers of the events that are walked, in order
 */
export function nextEvent(at, shown, cursor, by) {
  const here = cursor.event >= 0 && at[cursor.event] === cursor.at ? shown.indexOf(cursor.event) : -1;
  if (here >= 0) return shown[here + by] ?? -1;
  if (by > 0) return shown.find((event) => at[event] > cursor.at) ?? -1;
  return shown.findLast((event) => at[event] < cursor.at) ?? -1;
}

/** The instant before or after one in a sorted list; null where there is none. */
export function nextInstant(instants, moment, by) {
  if (by > 0) return instants.find((each) => each > moment) ?? null;
  return instants.findLast((each) => each < moment) ?? null;
}

/** How far the replay has come: so many times as fast as it was, but no quiet stretch keeps one waiting.
 *
 * @param {number} moment  where it is
 * @param {number|null} next  the instant at which something happens next
 * @param {number} passed  milliseconds on the reader's clock
 * @param {number} speed  so many times as fast as it was
 * @param {number} longest  milliseconds of the reader's that a quiet stretch may take
 */
export function replayed(moment, next, passed, speed, longest = 2_500) {
  if (next === null) return moment;
  const pace = Math.max(speed, (next - moment) / longest);
  return Math.min(next, moment + passed * pace);
}
