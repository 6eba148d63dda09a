/** What stands above what: axis, one or two panes of lanes, hypotheses, ribbons, milestones. All in CSS pixels. */
export const ROW = 21;
const PAD = 7; // above and below a lane's rows
const NARROW = 600; // width from which on lanes' names stand at the left
const GUTTER = 138;
const MARGIN = 14;
const NAME = 17; // a lane's or pane's name above its rows
const THREAD = 27;
const RIBBON = 40;
const MILESTONE = 17;

export const AXIS = { label: 15, phase: 24, phaseHeight: 18, lanes: 56, gap: 50 };

/**
 * @param {{width: number, lanes: string[], rows: number[], titles: string[], threads: number, ribbons: number, milestones: number}} told
 *   `titles`: one pane each, "" for a pane that needs none; `rows`: that each lane has; the others: how many there are
 */
export function arrange({ width, lanes, rows, titles, threads, ribbons, milestones }) {
  const isNarrow = width < NARROW;
  const left = isNarrow ? MARGIN : GUTTER;
  let y = AXIS.lanes;
  const panes = titles.map((title) => {
    const top = y;
    if (title) y += NAME + 6;
    const bands = lanes.map((name, lane) => {
      const band = { name, top: y, rows: rows[lane], first: y + PAD + (isNarrow ? NAME : 0) };
      y = band.first + rows[lane] * ROW + PAD;
      return { ...band, bottom: y };
    });
    const bottom = y;
    y += titles.length > 1 ? 10 : 0;
    return { title, top, bottom, lanes: bands };
  });
  const section = (count, height, gap) => {
    if (!count) return null;
    const top = y + gap;
    y = top + count * height;
    return { top, count, height, bottom: y };
  };
  const hypotheses = section(threads, THREAD, 8);
  const impact = section(ribbons, RIBBON, 10);
  const points = section(milestones, MILESTONE, 12);
  return { width, left, right: width - MARGIN, isNarrow, panes, hypotheses, impact, points, height: Math.ceil(y + 10) };
}

/** The middle of a row of a lane. */
export function rowY(lane, row) {
  return lane.first + (row + 0.5) * ROW;
}

/** How many rows each lane may have: fewer the more lanes, panes and events there are. */
export function rowsAllowed(lanes, panes, events) {
  const budget = events > 300 ? 18 : 28;
  return Math.max(events > 300 ? 2 : 1, Math.min(panes > 1 ? 4 : 7, Math.floor(budget / (lanes * panes))));
}

/** Names beside lines, in rows without one standing on another; pan-stable. @returns row of each, -1: no room */
export function stacked(places, widths, rows, gap = 12) {
  const ends = new Array(rows).fill(-Infinity);
  return places.map((x, each) => {
    const row = ends.findIndex((end) => end <= x);
    if (row >= 0) ends[row] = x + widths[each] + gap;
    return row;
  });
}
