/** The events in their lanes as they stood at the moment: solid, hatched, veiled; what differs between two is lit. */
import { PITCH } from "./packing.js";
import { ROW, rowY } from "./layout.js";
import { AHEAD, BELIEVED, KNOWN, LET_GO, OTHERWISE, UNKNOWN } from "./vantage.js";

export const AWAY = 12; // from a mark's middle to its label

/** The places in `shown` between which events can be seen, labels included. */
export function visible(at, shown, scale, reach = 420) {
  const [from, to] = [scale.from - reach / scale.perMs, scale.to + reach / scale.perMs];
  return [lowest(shown, (event) => at[event] >= from), lowest(shown, (event) => at[event] > to)];
}

/** Draw marks, labels and clusters; return those that stand there, for pressing them. */
export function drawScene(pen, view) {
  const { picture, shown, scale, layout, theme, packed, states } = view;
  const [first, last] = visible(picture.at, shown, scale);
  const marks = [];
  const labels = [];
  pen.save();
  pen.beginPath();
  pen.rect(layout.left - PITCH, 0, layout.right - layout.left + 2 * PITCH, layout.height);
  pen.clip();
  const clusters = drawClusters(pen, view);
  if (layout.panes.length > 1) drawLit(pen, view, first, last);
  for (const [pane, { lanes }] of layout.panes.entries()) {
    for (let place = first; place < last; place++) {
      const event = shown[place];
      const state = states[pane][event];
      if (packed.row[event] < 0 || state === AHEAD || picture.at[event] > (view.moment ?? Infinity)) continue;
      const x = scale.x(picture.at[event]);
      const y = rowY(lanes[view.lanes.of[event]], packed.row[event]);
      view.sprites.draw(pen, picture.kindOf[event], state, picture.isDisputed[event], x, y);
      const side = packed.side[event];
      marks.push({ event, pane, x, y, right: side ? x + Math.sign(side) * (AWAY + view.widthOf(event, side)) : x });
      if (side) labels.push([event, state, x + Math.sign(side) * AWAY, y + 4, side]);
    }
  }
  drawLabels(pen, view, labels);
  pen.restore();
  pen.fillStyle = theme.ink;
  return { marks, clusters, labels };
}

/** Labels face by face: changing the face of a canvas costs more than writing with it. */
export function drawLabels(pen, view, labels) {
  const { theme, picture, sprites } = view;
  const isDim = (state) => state === UNKNOWN || state === LET_GO;
  const faces = [
    [theme.fonts.label, (event, state) => !isDim(state) && !picture.isDecision[event]],
    [theme.fonts.strong, (event, state) => !isDim(state) && picture.isDecision[event]],
    [theme.fonts.unknown, (event, state) => isDim(state)],
  ];
  for (const [face, isIts] of faces) {
    pen.font = face;
    for (const [event, state, x, y, side] of labels) {
      if (!isIts(event, state)) continue;
      pen.fillStyle = sprites.colourOf(picture.kindOf[event], state);
      pen.textAlign = side < 0 ? "right" : "left";
      pen.fillText(view.labelOf(event, side), x, y);
    }
  }
  pen.textAlign = "left";
}

/** What the two vantages hold differently has light behind it, and a line between its two places. */
function drawLit(pen, { picture, shown, scale, layout, packed, lanes, states, theme, moment }, first, last) {
  const [one, other] = layout.panes;
  for (let place = first; place < last; place++) {
    const event = shown[place];
    if (packed.row[event] < 0 || states[0][event] === states[1][event] || picture.at[event] > (moment ?? Infinity)) continue;
    const x = scale.x(picture.at[event]);
    const places = [one, other].map((pane) => rowY(pane.lanes[lanes.of[event]], packed.row[event]));
    pen.strokeStyle = theme.teal;
    pen.globalAlpha = 0.28;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(x, places[0] + 10);
    pen.lineTo(x, places[1] - 10);
    pen.stroke();
    pen.globalAlpha = 1;
    for (const y of places) {
      pen.beginPath();
      pen.arc(x, y, 10, 0, 2 * Math.PI);
      pen.fillStyle = theme["teal-wash"];
      pen.fill();
      pen.lineWidth = 1.5;
      pen.stroke();
    }
  }
  pen.lineWidth = 1;
}

function drawClusters(pen, view) {
  const drawn = [];
  const origin = view.scale.x(view.picture.at[0]);
  for (const cluster of view.packed.clusters) {
    const x = origin + cluster.left + 2;
    if (x > view.layout.right + 4 || x + 42 < view.layout.left - 4) continue;
    for (const [pane, { lanes }] of view.layout.panes.entries()) {
      const lane = lanes[cluster.lane];
      const box = { ...cluster, pane, x, width: 42, height: 22, y: lane.first + (lane.rows * ROW) / 2 - 11 };
      if (drawCluster(pen, view, box)) drawn.push(box);
    }
  }
  return drawn;
}

/** A count, and beneath it how much of it was known and believed. */
function drawCluster(pen, { theme, states, picture, moment, hatch }, box) {
  const { x, y, width, height, events, pane } = box;
  const happened = events.filter((event) => picture.at[event] <= (moment ?? Infinity));
  if (!happened.length) return false;
  const share = (state) => happened.filter((event) => states[pane][event] === state).length / happened.length;
  const isLit = states.length > 1 && happened.some((event) => states[0][event] !== states[1][event]);
  const [known, believed] = [share(KNOWN), share(BELIEVED) + share(OTHERWISE)];
  pen.beginPath();
  pen.roundRect(x, y, width, height, 7);
  pen.fillStyle = isLit ? theme["teal-wash"] : events.length > 12 ? theme["sand-deep"] : theme.sand;
  pen.fill();
  pen.strokeStyle = isLit ? theme.teal : theme.edge;
  pen.lineWidth = isLit ? 1.5 : 1;
  if (known + believed === 0) pen.setLineDash([2.5, 2]);
  pen.stroke();
  pen.setLineDash([]);
  pen.lineWidth = 1;
  pen.font = known + believed ? theme.fonts.count : `italic ${theme.fonts.small}`;
  pen.fillStyle = known + believed ? theme.ink : theme["ink-faint"];
  pen.textAlign = "center";
  pen.fillText(String(happened.length), x + width / 2, y + 13);
  pen.textAlign = "left";
  const room = width - 12;
  pen.fillStyle = theme.ink;
  pen.fillRect(x + 6, y + height - 5, room * known, 2);
  pen.fillStyle = hatch;
  pen.fillRect(x + 6 + room * known, y + height - 6, room * believed, 4);
  return true;
}

function lowest(shown, test) {
  let [low, high] = [0, shown.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(shown[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
