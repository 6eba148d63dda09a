/** What the keys do while the picture has the focus. */
const COMMANDS = {
  ArrowRight: "next", ArrowLeft: "previous", d: "nextDecision", D: "previousDecision", l: "nextLearning", L: "previousLearning",
  Home: "first", End: "last", "+": "closer", "=": "closer", "-": "further", 0: "whole", PageDown: "later", PageUp: "earlier",
  h: "hindsight", " ": "play", p: "play", Enter: "open", Escape: "close", "?": "keys", "/": "search",
};
const SHIFTED = { ArrowRight: "later", ArrowLeft: "earlier" };

/** The command of a pressed key; "" for a key that is none of ours, so that the browser keeps it. */
export function commandOf({ key, shiftKey = false, ctrlKey = false, metaKey = false, altKey = false }) {
  if (ctrlKey || metaKey || altKey) return "";
  if (shiftKey && SHIFTED[key]) return SHIFTED[key];
  return Object.hasOwn(COMMANDS, key) ? COMMANDS[key] : "";
}
