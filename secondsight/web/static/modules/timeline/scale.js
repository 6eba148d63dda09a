/** From instants (milliseconds) to places (pixels) and back; a scale never changes, moving makes another. */
export const SHORTEST = 2_000; // milliseconds that the whole width shows at least

export class Scale {
  constructor(from, to, left, right) {
    this.from = from;
    this.to = to;
    this.left = left;
    this.right = right;
    this.perMs = (right - left) / (to - from);
  }

  x(at) {
    return this.left + (at - this.from) * this.perMs;
  }

  at(x) {
    return this.from + (x - this.left) / this.perMs;
  }

  get span() {
    return this.to - this.from;
  }

  over(left, right) {
    return new Scale(this.from, this.to, left, right);
  }
}

/** The window [from, to] after a change, no shorter than `SHORTEST`, no wider than the extent and within it. */
export function fitted([from, to], [first, last]) {
  const span = Math.min(Math.max(to - from, SHORTEST), last - first);
  const middle = (from + to) / 2;
  const begins = Math.min(Math.max(to - from === span ? from : middle - span / 2, first), last - span);
  return [begins, begins + span];
}

/** The window `factor` times as long, in which the instant `around` stays where it stands. */
export function zoomed([from, to], factor, around, [first, last]) {
  const span = Math.min(Math.max((to - from) * factor, SHORTEST), last - first);
  const share = (around - from) / (to - from);
  const begins = around - share * span;
  return fitted([begins, begins + span], [first, last]);
}

export function panned([from, to], by, extent) {
  return fitted([from + by, to + by], extent);
}

/** The window moved as little as shows an instant, with a tenth of air beside it. */
export function showing([from, to], at, extent) {
  const air = (to - from) / 10;
  if (at < from + air) return panned([from, to], at - from - air, extent);
  if (at > to - air) return panned([from, to], at - to + air, extent);
  return [from, to];
}
