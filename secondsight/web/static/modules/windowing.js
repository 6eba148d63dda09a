/** Where rows stand in a list that is too long to draw: pages of unequal height, marks in order, a density. */

/** The heights of pages, most of them guessed until they are seen. */
export class Heights {
  #heights;
  #tops;

  /**
   * @param {number} count  of pages
   * @param {number} guess  the height in pixels of a page that was not measured
   */
  constructor(count, guess) {
    this.#heights = new Float64Array(count).fill(guess);
    this.#tops = new Float64Array(count + 1);
    this.#sum(0);
  }

  get total() {
    return this.#tops[this.#heights.length];
  }

  top(page) {
    return this.#tops[page];
  }

  height(page) {
    return this.#heights[page];
  }

  /** Say how high a page turned out to be; false where that is what was known. */
  set(page, height) {
    if (Math.abs(this.#heights[page] - height) < 0.5) return false;
    this.#heights[page] = height;
    this.#sum(page);
    return true;
  }

  /** The page at a distance from the top; the first or last where that lies outside. */
  at(distance) {
    return Math.max(0, lastUpTo(this.#heights.length, (page) => this.#tops[page] <= distance));
  }

  #sum(from) {
    for (let page = from; page < this.#heights.length; page++) this.#tops[page + 1] = this.#tops[page] + this.#heights[page];
  }
}

/** The pages that a stretch of the list touches, at most `most`, those around its middle first.
 *
 * @returns {number[]}
 */
export function pagesBetween(heights, top, bottom, most) {
  const first = heights.at(top);
  const last = heights.at(bottom);
  const middle = heights.at((top + bottom) / 2);
  const pages = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  return pages.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle)).slice(0, most);
}

/** Whether one mark ("2026-03-11T12:00:30+00:00~512", in UTC) stands before another (< 0), with it (0), behind (> 0). */
export function compareMarks(one, other) {
  const [at, item] = one.split("~");
  const [otherAt, otherItem] = other.split("~");
  if (at !== otherAt) return at < otherAt ? -1 : 1;
  return Number(item) - Number(otherItem);
}

/** The place of the last of the sorted marks that does not stand behind a mark; 0 where all do. */
export function placeOf(marks, mark) {
  return Math.max(0, lastUpTo(marks.length, (place) => compareMarks(marks[place], mark) <= 0));
}

/** How busy each of `count` equal stretches of time was, from 0 to 1, told by the times of every `step`th row. */
export function density(times, step, count) {
  const bins = new Float64Array(count);
  const first = times[0];
  const width = (times[times.length - 1] - first) / count;
  if (!(width > 0)) return bins.fill(times.length ? 1 : 0);
  for (let place = 1; place < times.length; place++) {
    const from = Math.min(count - 1, Math.floor((times[place - 1] - first) / width));
    const to = Math.min(count - 1, Math.floor((times[place] - first) / width));
    for (let bin = from; bin <= to; bin++) bins[bin] += step / (to - from + 1);
  }
  const most = Math.max(...bins);
  return bins.map((rows) => rows / most);
}

/** The milliseconds since 1970 of a mark. */
export function timeOf(mark) {
  return Date.parse(mark.split("~")[0]);
}

/** The last of `count` places for which a test holds that holds up to some place and not beyond; -1 for none. */
function lastUpTo(count, holds) {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
