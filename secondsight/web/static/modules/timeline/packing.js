/** Where marks, labels and clusters stand in their lanes at one zoom. Moving sideways changes none of it.
 *
 * Seeing that something happened comes before reading what: a label gives way to a later mark. Where there is
 * no room for marks, all events of a stretch are counted in one cluster: none is left out.
 */
export const PITCH = 15; // pixels that a mark takes of its row
export const STRETCH = 46; // pixels wide, of what is counted together
const GAP = 7; // between a mark and its label, and behind it

/**
 * @param {Float64Array} at  the events' instants, in order
 * @param {Int32Array|number[]} shown  numbers of the events to place, in order
 * @param {Uint16Array} laneOf
 * @param {number[]} rows  that each lane has
 * @param {number} perMs  pixels for a millisecond
 * @param {(event: number, isShort?: boolean) => number} widthOf  of an event's label, in pixels
 * @param {[number, number]} edges  the places, in pixels from `at[0]`, beyond which nothing can be written
 * @returns {{row: Int16Array, side: Int8Array, clusters: object[], used: number[]}} by event: its row (-1: counted
 *   in a cluster, or not shown), its label's side (1 right, -1 left, 0 none; 2 and -2 where it is short); the clusters; the rows in use
 */
export function pack(at, shown, laneOf, rows, perMs, widthOf, [begin, end] = [-Infinity, Infinity]) {
  const row = new Int16Array(at.length).fill(-1);
  const side = new Int8Array(at.length);
  const origin = at.length ? at[0] : 0;
  const place = (event) => (at[event] - origin) * perMs;
  const lanes = rows.map((count, lane) => new Lane(lane, count));
  const counts = countStretches(shown, laneOf, place, rows.length);
  for (const event of shown) {
    const lane = lanes[laneOf[event]];
    const x = place(event);
    const stretch = Math.floor(x / STRETCH);
    if (counts[laneOf[event]].get(stretch) > lane.ends.length * Math.floor(STRETCH / PITCH) || lane.isCounted(stretch)) {
      lane.count(stretch, event);
    } else if (!lane.put(event, x, widthOf, [begin, end], row, side)) {
      lane.collapse(stretch, event, row, side, place);
    }
  }
  for (const lane of lanes) lane.clear(side, place, widthOf);
  return { row, side, clusters: lanes.flatMap((lane) => lane.finished(at)), used: lanes.map((lane) => lane.used) };
}

class Lane {
  constructor(number, rows) {
    this.number = number;
    this.ends = new Float64Array(rows).fill(-Infinity); // of each row's last mark with its label
    this.bare = new Float64Array(rows).fill(-Infinity); // without it
    this.last = new Int32Array(rows).fill(-1);
    this.marks = [];
    this.clusters = new Map();
    this.used = 1;
  }

  put(event, x, widthOf, [begin, end], row, side) {
    for (const isShort of [false, true]) {
      const width = widthOf(event, isShort);
      const isLeft = x + PITCH / 2 + GAP + width > end;
      const first = x - PITCH / 2 - (isLeft ? width + GAP : 0);
      if (isLeft && first < begin) continue;
      const free = this.ends.findIndex((taken) => taken <= first);
      if (free < 0) continue;
      return this.#stand(event, x, free, (isLeft ? -1 : 1) * (isShort ? 2 : 1), isLeft ? 0 : width + GAP, row, side);
    }
    // Left of the end there is no room for words: the mark alone, where a label must give way if need be.
    const first = x - PITCH / 2;
    const free = this.ends.findIndex((taken) => taken <= first);
    if (free >= 0) return this.#stand(event, x, free, 0, 0, row, side);
    const crowded = this.bare.findIndex((taken) => taken <= first);
    if (crowded < 0) return false;
    const before = this.last[crowded];
    side[before] = this.bare[crowded] + widthOf(before, true) + GAP <= first ? 2 : 0;
    const width = widthOf(event, true);
    const isRoom = first + PITCH + width + GAP <= end;
    return this.#stand(event, x, crowded, isRoom ? 2 : 0, isRoom ? width + GAP : 0, row, side);
  }

  #stand(event, x, chosen, which, room, row, side) {
    row[event] = chosen;
    side[event] = which;
    this.bare[chosen] = x + PITCH / 2;
    this.ends[chosen] = this.bare[chosen] + room;
    this.last[chosen] = event;
    this.used = Math.max(this.used, chosen + 1);
    this.marks.push(event);
    return true;
  }

  isCounted(stretch) {
    return this.clusters.has(stretch);
  }

  count(stretch, event) {
    const counted = this.clusters.get(stretch);
    if (counted) counted.push(event);
    else {
      this.clusters.set(stretch, [event]);
      const behind = (stretch + 1) * STRETCH;
      for (const ends of [this.ends, this.bare]) for (let n = 0; n < ends.length; n++) ends[n] = Math.max(ends[n], behind);
    }
  }

  /** No room for a mark: what stands in its stretch already is counted with it. */
  collapse(stretch, event, row, side, place) {
    const taken = [];
    while (this.marks.length && Math.floor(place(this.marks.at(-1)) / STRETCH) === stretch) taken.unshift(this.marks.pop());
    for (const one of taken) (row[one] = -1), (side[one] = 0);
    for (const one of [...taken, event]) this.count(stretch, one);
  }

  /** Take the labels away that would run into a cluster. */
  clear(side, place, widthOf) {
    if (!this.clusters.size) return;
    for (const event of this.marks) {
      if (!side[event]) continue;
      const x = place(event);
      const reach = (PITCH / 2 + GAP + widthOf(event, Math.abs(side[event]) > 1)) * Math.sign(side[event]);
      const [from, to] = [Math.min(x, x + reach), Math.max(x, x + reach)].map((edge) => Math.floor(edge / STRETCH));
      for (let stretch = from; stretch <= to; stretch++) if (this.clusters.has(stretch)) side[event] = 0;
    }
  }

  finished(at) {
    return [...this.clusters].map(([stretch, events]) => ({
      lane: this.number,
      from: at[0],
      left: stretch * STRETCH,
      events,
      first: at[events[0]],
      last: at[events.at(-1)],
    }));
  }
}

function countStretches(shown, laneOf, place, lanes) {
  const counts = Array.from({ length: lanes }, () => new Map());
  for (const event of shown) {
    const stretch = Math.floor(place(event) / STRETCH);
    const lane = counts[laneOf[event]];
    lane.set(stretch, (lane.get(stretch) ?? 0) + 1);
  }
  return counts;
}
