/** The coach's keys, by what is pressed: on a Mac, Alt turns a key into another sign, so its place counts too.
 *
 * Free in Chrome, Firefox and Safari on Windows, Mac and Linux, and in NVDA, JAWS, VoiceOver and Orca, as far as
 * their documents tell. AltGr is none: it writes.
 */
function isAlt(event, key, code) {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.getModifierState?.("AltGraph")) return false;
  return event.key === key || event.code === code;
}

/** To the next place that was heard. */
export const isNext = (event) => isAlt(event, ".", "Period");

/** Write the better words. */
export const isAccept = (event) => isAlt(event, "Enter", "NumpadEnter");

/** Leave it as it is. */
export const isLeave = (event) => isAlt(event, ",", "Comma");
