/** What the cursor came to, in words: for the line above the picture and for those who listen to it. */
import { spoken } from "./axis.js";
import { AHEAD, BELIEVED, KNOWN, LET_GO, OTHERWISE, UNKNOWN } from "./vantage.js";

/** Whose view it is, as a clause: "as API Platform saw it". */
export function viewOf(vantage) {
  if (!vantage) return "with hindsight";
  return vantage.kind === "room" ? "as the room saw it" : `as ${vantage.name} saw it`;
}

/** How a vantage stood to an event, as a sentence's end: "API Platform did not know yet".
 *
 * That a belief turned out otherwise is hindsight: inside, it is a belief like others.
 */
export function stateWords(state, vantage, since, clock, occurredAt, learns = null, isInside = true) {
  const who = !vantage || vantage.kind === "room" ? "the room" : vantage.name;
  const sinceWhen = since === null || since <= occurredAt ? "" : ` since ${clock.second(since)}, ${spoken(since - occurredAt)} after`;
  if (state === KNOWN) return since !== null && since > occurredAt ? `${who} knew${sinceWhen}` : `${who} knew at once`;
  if (state === BELIEVED) return `${who} believed it${sinceWhen}`;
  if (state === OTHERWISE) return `${who} believed it${sinceWhen}${isInside ? "" : "; it turned out otherwise"}`;
  if (state === LET_GO) return `${who} had given it up`;
  if (state === UNKNOWN) return learns === null ? `${who} did not know` : `${who} did not know yet`;
  return "had not happened yet";
}

/** The mark's words in a list: "known to them", "not known to them"; and the same from inside. */
export const SHORT = ["had not happened yet", "not known to them", "believed", "known to them", "believed; it turned out otherwise", "given up"];
export const NAMES = { [AHEAD]: "ahead", [UNKNOWN]: "unknown", [BELIEVED]: "believed", [KNOWN]: "known", [OTHERWISE]: "believed", [LET_GO]: "unknown" };
export const INSIDE = SHORT.map((words, state) => (state === OTHERWISE ? "believed" : words));
