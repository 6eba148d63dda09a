/** The arithmetic of an agenda that is being changed; the server's own is `inquiry/rules/agenda.py`. */

/** Return minutes as hours and minutes from the beginning: 5 → "0:05". */
export function clock(minutes) {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Return the minute at which each section begins. */
export function beginnings(minutes) {
  let passed = 0;
  return minutes.map((length) => (passed += length) - length);
}

/** Return in words what the sections come to against the length of the meeting. */
export function difference(minutes, length) {
  const sum = minutes.reduce((whole, one) => whole + one, 0);
  const over = sum - length;
  if (!over) return `It adds up: ${sum} minutes.`;
  const number = `${Math.abs(over)} minute${Math.abs(over) === 1 ? "" : "s"}`;
  return `${number} ${over > 0 ? "over" : "left"}: the sections come to ${sum}, the meeting has ${length}.`;
}

/** Return what was typed as a whole number of minutes; what is none counts as 0. */
export function minutes(typed) {
  return /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0;
}

/** Return where a row dragged to a height belongs: before how many of the others, by their middles. */
export function placeAt(height, middles) {
  return middles.filter((middle) => middle < height).length;
}
