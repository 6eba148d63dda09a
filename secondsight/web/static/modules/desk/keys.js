/** What keys do at the desk. */

/** Return what a key does, undefined where it does nothing here.
 *
 * @param {object} verbs  the desk's own, by name
 * @param {string} key
 * @param {boolean} isElsewhere  whether a link or button beside the conversation has the focus: it keeps its keys
 */
export function workOf(verbs, key, isElsewhere) {
  const always = {
    j: () => verbs.walk(1),
    k: () => verbs.walk(-1),
    n: () => verbs.walkTagged(1),
    p: () => verbs.walkTagged(-1),
    x: () => verbs.add(),
    e: () => verbs.do("event"),
    f: () => verbs.do("feed"),
    q: () => verbs.do("question"),
    h: () => verbs.do("hypothesis"),
    g: () => verbs.goToEvent(),
    t: () => verbs.askTime(),
    "?": () => verbs.do("keys"),
  };
  const here = {
    ArrowDown: always.j,
    ArrowUp: always.k,
    Home: () => verbs.edge(false),
    End: () => verbs.edge(true),
    Enter: () => verbs.open(),
  };
  return always[key] ?? (isElsewhere ? undefined : here[key]);
}

/** Whether a key press is for the desk at all. */
export function isForDesk(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  return !event.target.closest?.("input, textarea, select, [contenteditable]") && !document.querySelector("dialog[open]");
}
