/** The picture's values as they come from the server, made ready to be drawn: events are numbered in order of time. */

/** @returns the events' columns with typed arrays where the drawing reads them thousands of times */
export function readPicture(values) {
  const { events } = values;
  const kinds = values.kinds.map(([word]) => word);
  const at = Float64Array.from(events.at);
  return {
    ...values,
    ribbons: values.ribbons.flatMap(rowsOf),
    count: at.length,
    at,
    kindOf: Uint8Array.from(events.kind, (word) => kinds.indexOf(word)),
    isDecision: Uint8Array.from(events.kind, (word) => (word === "decision" ? 1 : 0)),
    isDisputed: Uint8Array.from(events.standing, (word) => (word === "disputed" ? 1 : 0)),
    placeOf: new Map(events.id.map((id, place) => [id, place])),
    extent: extentOf(at, values),
  };
}

/** The instants that the whole picture reaches from and to, with a little air on both sides. */
function extentOf(at, { milestones, threads, ribbons }) {
  const instants = [
    ...(at.length ? [at[0], at[at.length - 1]] : []),
    ...milestones.map((each) => each[2]),
    ...threads.flatMap((thread) => thread.steps.map((step) => step[0])),
    ...ribbons.flatMap((ribbon) => ribbon.stretches.flatMap((stretch) => stretch.slice(0, 2))),
  ].filter((instant) => instant !== null);
  if (!instants.length) return [0, 60_000];
  const first = instants.reduce((one, other) => Math.min(one, other));
  const last = instants.reduce((one, other) => Math.max(one, other));
  const air = Math.max((last - first) * 0.03, 15_000);
  return [first - air, last + air];
}

/** A ribbon in as many rows as keep what overlaps apart; the first bears its name. */
function rowsOf(ribbon) {
  const rows = [];
  for (const stretch of ribbon.stretches) {
    const row = rows.find((each) => ends(each.at(-1)) <= stretch[0]);
    if (row) row.push(stretch);
    else rows.push([stretch]);
  }
  if (!rows.length) return [ribbon];
  return rows.map((stretches, place) => ({ ...ribbon, stretches, label: place ? "" : ribbon.label }));
}

function ends([from, until, , isInstant]) {
  return isInstant ? from : (until ?? Infinity);
}
