/** The view as the address says it: a link opens the same picture. */
import { LANES } from "./lanes.js";

/** @returns {{vantage: string, beside: string, at: number|null, from: number|null, to: number|null, lanes: string, q: string}} */
export function readAddress(search) {
  const asked = new URLSearchParams(search);
  const lanes = asked.get("lanes");
  return {
    vantage: asked.get("for") ?? "",
    beside: asked.get("beside") ?? "",
    at: instant(asked.get("at")),
    from: instant(asked.get("from")),
    to: instant(asked.get("to")),
    lanes: LANES.includes(lanes) ? lanes : "team",
    q: asked.get("q") ?? "",
  };
}

/** The address of a view; what is as it is anyway is not said. */
export function writeAddress({ vantage, beside, at, from, to, lanes, q }, others = new URLSearchParams()) {
  const said = new URLSearchParams(others);
  for (const name of ["for", "beside", "at", "from", "to", "lanes", "q"]) said.delete(name);
  if (vantage) said.set("for", vantage);
  if (beside) said.set("beside", beside);
  if (at !== null) said.set("at", iso(at));
  if (from !== null && to !== null) (said.set("from", iso(from)), said.set("to", iso(to)));
  if (lanes !== "team") said.set("lanes", lanes);
  if (q) said.set("q", q);
  const query = said.toString();
  return query ? `?${query}` : "";
}

export function iso(at) {
  return new Date(Math.round(at)).toISOString();
}

function instant(words) {
  const at = words ? Date.parse(words) : NaN;
  return Number.isNaN(at) ? null : at;
}
