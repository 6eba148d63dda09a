/** Ticks at round times of a zone's clock, and instants in words. */
const SECOND = 1_000, MINUTE = 60_000, HOUR = 3_600_000, DAY = 86_400_000;
const STEPS = [
  ...[0.1, 0.5, 1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 56, 112, 364].map((n) => n * DAY),
];

/** A clock of a time zone: how far it is off UTC, what it shows. */
export class Clock {
  #parts;
  #offsets = new Map();

  constructor(zone) {
    this.zone = zone;
    this.#parts = format(zone, { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" });
    this.formats = {
      day: format(zone, { day: "numeric", month: "short" }),
      minute: format(zone, { hour: "2-digit", minute: "2-digit" }),
      second: format(zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    };
  }

  /** Milliseconds that the clock is ahead of UTC; asked of the zone once for each quarter of an hour. */
  offset(at) {
    const quarter = Math.floor(at / (15 * MINUTE));
    if (!this.#offsets.has(quarter)) {
      const part = Object.fromEntries(this.#parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
      const shown = Date.UTC(part.year, part.month - 1, part.day, part.hour % 24, part.minute, part.second);
      this.#offsets.set(quarter, shown - Math.floor(at / SECOND) * SECOND);
    }
    return this.#offsets.get(quarter);
  }

  second(at) {
    return this.formats.second.format(at);
  }

  minute(at) {
    return this.formats.minute.format(at);
  }

  day(at) {
    return this.formats.day.format(at);
  }
}

/** Ticks within a scale, in order: {at, x, label, day}; `day` is said where it begins or is first told.
 *
 * @param {number} closest  pixels between two
 */
export function ticks(scale, clock, closest = 72) {
  const most = Math.max(1, Math.floor((scale.right - scale.left) / closest));
  const step = STEPS.find((each) => scale.span / each <= most) ?? STEPS.at(-1);
  const found = [];
  let last = "";
  let local = Math.ceil((scale.from + clock.offset(scale.from)) / step) * step;
  for (; found.length <= most + 1; local += step) {
    // The offset a moment before and after a change of clocks differs: the tick's own decides.
    const guess = local - clock.offset(local - clock.offset(scale.from));
    const at = local - clock.offset(guess);
    if (at > scale.to) break;
    const x = scale.x(at);
    if (at < scale.from || (found.length && x - found.at(-1).x < closest * 0.6)) continue;
    const day = clock.day(at);
    found.push({ at, x, label: labelOf(at, step, clock), day: day === last ? "" : day });
    last = day;
  }
  return found;
}

function labelOf(at, step, clock) {
  if (step >= DAY) return clock.day(at);
  if (step >= MINUTE) return clock.minute(at);
  return step >= SECOND ? clock.second(at) : `${clock.second(at)}.${Math.floor((at % SECOND) / 100)}`;
}

/** A length of time as people say it: "40 s", "12 min", "2 h 5 min", "3 days". */
export function spoken(ms) {
  if (ms < MINUTE) return `${Math.round(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.round(ms / MINUTE)} min`;
  if (ms >= 2 * DAY) return `${Math.round(ms / DAY)} days`;
  const minutes = Math.round((ms % HOUR) / MINUTE);
  return `${Math.floor(ms / HOUR)} h${minutes ? ` ${minutes} min` : ""}`;
}

function format(timeZone, parts) {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hourCycle: "h23", ...parts });
}
