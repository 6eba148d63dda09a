/** Whether somebody is in the middle of writing inside an element: nothing under their hands may be exchanged.
 *
 * True while a field there has the focus, while one holds words that have not been sent, and while a form
 * stands open that somebody asked for (`data-opened`): it would close before its first word.
 *
 * @param {Element} part  the part of the page that would be fetched again
 * @param {Element|null} focused  the element that has the focus
 */
export function isWriting(part, focused) {
  if (focused && part.contains(focused) && (focused.isContentEditable || isTyped(focused))) return true;
  if (part.querySelector("form[data-opened]")) return true;
  return [...part.querySelectorAll("input, textarea")].some((field) => isTyped(field) && field.value !== field.defaultValue);
}

const NOT_TYPED = new Set(["button", "submit", "reset", "checkbox", "radio", "range", "color", "file", "hidden"]);

function isTyped(field) {
  if (field.tagName === "TEXTAREA" || field.tagName === "SELECT") return true;
  return field.tagName === "INPUT" && !NOT_TYPED.has(field.type);
}

/** Run `work` once, `wait` milliseconds after the last of a burst of calls. */
export function settled(work, wait) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
}
