/** What somebody knew at an instant, from what they held since when and until when (R3.2). */
export const AHEAD = 0; // it had not happened
export const UNKNOWN = 1; // it had happened, and they did not know
export const BELIEVED = 2;
export const KNOWN = 3;
export const OTHERWISE = 4; // believed, and as it turned out otherwise
export const LET_GO = 5; // such a belief after it was given up: nothing that would be missed

export class Held {
  #first; // of each event, where its rows begin
  #since;
  #until;
  #sure;
  #otherwise;

  /**
   * @param {number} count  of events
   * @param {Array<[number, number, number|null, number, number]>} rows  event, since, until (null: held on), 1 where
   *   known, 1 where it turned out otherwise; those of one event in order, none overlapping another
   */
  constructor(count, rows) {
    this.#first = new Int32Array(count + 1);
    for (const [event] of rows) this.#first[event + 1]++;
    for (let event = 0; event < count; event++) this.#first[event + 1] += this.#first[event];
    const next = this.#first.slice();
    this.#since = new Float64Array(rows.length);
    this.#until = new Float64Array(rows.length);
    this.#sure = new Uint8Array(rows.length);
    this.#otherwise = new Uint8Array(rows.length);
    for (const [event, since, until, isSure, isOtherwise] of rows) {
      const place = next[event]++;
      this.#since[place] = since;
      this.#until[place] = until ?? Infinity;
      this.#sure[place] = isSure;
      this.#otherwise[place] = isOtherwise;
    }
    /** Instants at which somebody here learnt something or gave it up, in order, each once. */
    this.turns = sorted(rows.flatMap(([, since, until]) => (until === null ? [since] : [since, until])));
    /** Instants at which somebody here learnt something, in order, each once. */
    this.learnings = sorted(rows.map(([, since]) => since));
  }

  /** How an event stood at an instant. What was learnt exactly then counts; what was given up then does not. */
  state(event, occurredAt, moment) {
    for (let place = this.#first[event + 1] - 1; place >= this.#first[event]; place--) {
      if (this.#since[place] > moment) continue;
      if (this.#until[place] > moment) return this.#sure[place] ? KNOWN : this.#otherwise[place] ? OTHERWISE : BELIEVED;
      if (this.#otherwise[place]) return LET_GO;
      break;
    }
    return occurredAt <= moment ? UNKNOWN : AHEAD;
  }

  /** Since when it is held as it is at that instant; null where it is not. */
  since(event, moment) {
    for (let place = this.#first[event]; place < this.#first[event + 1]; place++) {
      if (this.#since[place] <= moment && this.#until[place] > moment) return this.#since[place];
    }
    return null;
  }

  /** When an event will first be held after an instant; null where nobody says so. */
  learns(event, moment) {
    let found = null;
    for (let place = this.#first[event]; place < this.#first[event + 1]; place++) {
      if (this.#since[place] > moment) found = Math.min(found ?? Infinity, this.#since[place]);
    }
    return found;
  }

  /** Every instant at which an event's state turns here, but for its own. */
  turnsOf(event) {
    const found = [];
    for (let place = this.#first[event]; place < this.#first[event + 1]; place++) {
      found.push(this.#since[place]);
      if (this.#until[place] !== Infinity) found.push(this.#until[place]);
    }
    return found;
  }

  /** The states of all events, into an array that is used again and again. */
  states(at, moment, into = new Uint8Array(at.length)) {
    for (let event = 0; event < at.length; event++) into[event] = this.state(event, at[event], moment);
    return into;
  }
}

/** Stretches of time, in order, in which two vantages hold different things, with of how many events: [from, to, count].
 *
 * Each event is asked at its own turns alone, so that thousands of events cost a few milliseconds.
 */
export function differences(one, other, at, end) {
  const steps = new Map(); // instant -> how many more differ from then on
  const add = (moment, by) => steps.set(moment, (steps.get(moment) ?? 0) + by);
  for (let event = 0; event < at.length; event++) {
    const turns = sorted([at[event], ...one.turnsOf(event), ...other.turnsOf(event)]);
    for (const [place, turn] of turns.entries()) {
      if (one.state(event, at[event], turn) === other.state(event, at[event], turn)) continue;
      add(turn, 1);
      add(turns[place + 1] ?? end, -1);
    }
  }
  const found = [];
  let count = 0;
  const instants = sorted([...steps.keys()]);
  for (const [place, moment] of instants.entries()) {
    count += steps.get(moment);
    if (!count || moment >= end) continue;
    const before = found.at(-1);
    if (before && before[1] === moment && before[2] === count) before[1] = instants[place + 1] ?? end;
    else found.push([moment, instants[place + 1] ?? end, count]);
  }
  return found;
}

function sorted(instants) {
  return [...new Set(instants.filter((instant) => instant !== null))].sort((one, other) => one - other);
}
