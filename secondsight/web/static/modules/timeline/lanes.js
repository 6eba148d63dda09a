/** Which lane each event stands in, by team, person, service or source. */
export const LANES = ["team", "person", "service", "source"];
const NOBODY = { team: "No team named", person: "Nobody named", service: "No service named", source: "No evidence" };
const SYSTEMS = "Systems";
const OF_SYSTEMS = new Set(["signal", "impact"]);
export const MOST = 14; // lanes; the busiest keep theirs, the others share the last and it says how many they are

/** @returns {{names: string[], of: Uint16Array}} lanes in order of their first event, and each event's */
export function lanesOf(picture, by, most = MOST) {
  const { of, names } = picture.events[by];
  const nameOf = (event) => {
    if (of[event] >= 0) return names[of[event]];
    return by === "team" && OF_SYSTEMS.has(picture.events.kind[event]) ? SYSTEMS : NOBODY[by];
  };
  const counts = new Map();
  const each = Array.from({ length: picture.count }, (_, event) => nameOf(event));
  for (const name of each) counts.set(name, (counts.get(name) ?? 0) + 1);
  const kept = keptOf(counts, most);
  const others = counts.size - kept.size;
  const ordered = [...counts.keys()].filter((name) => kept.has(name));
  const first = ordered.filter((name) => name === SYSTEMS);
  const last = ordered.filter((name) => name === NOBODY[by]);
  const between = ordered.filter((name) => name !== SYSTEMS && name !== NOBODY[by]);
  const order = [...first, ...between, ...last, ...(others ? [`${others} others`] : [])];
  const places = new Map(order.map((name, place) => [name, place]));
  return { names: order, of: Uint16Array.from(each, (name) => places.get(name) ?? order.length - 1) };
}

function keptOf(counts, most) {
  if (counts.size <= most) return new Set(counts.keys());
  const busiest = [...counts].sort((one, other) => other[1] - one[1]).slice(0, most - 1);
  return new Set(busiest.map(([name]) => name));
}
