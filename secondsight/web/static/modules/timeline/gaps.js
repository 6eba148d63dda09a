/** Stretches in which nothing was recorded, and those in which much was. */
const QUIET_SHARE = 0.1; // of the window, from which a silence is pointed out
const QUIET_TIMES = 4; // as long as the usual pause, likewise
const BURST = 5; // events at least
const BURST_TIMES = 4; // as dense as the whole

/** @returns {Array<[number, number]>} silences within [from, to], in order */
export function gaps(at, shown, [from, to]) {
  const seen = shown.filter((event) => at[event] >= from && at[event] <= to).map((event) => at[event]);
  const pauses = seen.slice(1).map((end, place) => [seen[place], end]);
  if (pauses.length < 3) return [];
  const lengths = pauses.map(([one, other]) => other - one).sort((one, other) => one - other);
  const shortest = Math.max((to - from) * QUIET_SHARE, lengths[lengths.length >> 1] * QUIET_TIMES, 60_000);
  return pauses.filter(([one, other]) => other - one >= shortest);
}

/** @returns {Array<[number, number, number]>} bursts over the whole timeline, in order: from, to, how many */
export function bursts(at, shown) {
  if (shown.length < 2 * BURST) return [];
  const whole = at[shown.at(-1)] - at[shown[0]];
  const usual = whole / (shown.length - 1);
  const found = [];
  let begin = 0;
  for (let place = 1; place <= shown.length; place++) {
    const isOn = place < shown.length && at[shown[place]] - at[shown[place - 1]] <= usual / BURST_TIMES;
    if (isOn) continue;
    if (place - begin >= BURST) found.push([at[shown[begin]], at[shown[place - 1]], place - begin]);
    begin = place;
  }
  return found;
}

/** How many events each of `count` equal stretches of an extent has. */
export function density(at, shown, [from, to], count) {
  const bins = new Uint16Array(count);
  for (const event of shown) bins[Math.min(count - 1, Math.max(0, Math.floor(((at[event] - from) / (to - from)) * count)))]++;
  return bins;
}
