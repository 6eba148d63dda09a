/** A stream of "something changed" that mends itself: the browser's EventSource, plus what it leaves out.
 *
 * It rests while the tab is hidden, because a browser allows few connections to one server, and it tries again
 * where EventSource gives up for good (an error answered by a server that is just starting).
 */
const QUIET_FOR = 3000; // milliseconds without a connection before the reader is told
const FIRST_RETRY = 2000; // milliseconds, doubled up to the longest
const LONGEST_RETRY = 60_000;

/** Listen until the returned function is called.
 *
 * @param {string} address  of the event stream
 * @param {() => void} changed  called for each event, and once after every gap in listening
 * @param {(isLost: boolean) => void} lost  called when the connection has been away for a while, and when it is back
 * @param {Object<string, (told: object) => void>} carried  what else is told, by the event's name, with what it shows
 * @returns {() => void}  ends it
 */
export function listen(address, changed, lost, carried = {}) {
  let source, doubt, retry;
  let wait = FIRST_RETRY;
  let isGap = false;

  function open() {
    source = new EventSource(address);
    source.onopen = opened;
    source.onerror = failed;
    source.onmessage = changed;
    source.addEventListener("changed", changed);
    for (const [name, told] of Object.entries(carried)) {
      source.addEventListener(name, (event) => told(JSON.parse(event.data)));
    }
  }

  function opened() {
    clearTimeout(doubt);
    doubt = undefined;
    wait = FIRST_RETRY;
    lost(false);
    if (isGap) changed();
    isGap = false;
  }

  function failed() {
    isGap = true;
    doubt ??= setTimeout(lost, QUIET_FOR, true);
    if (source.readyState !== EventSource.CLOSED) return;
    retry = setTimeout(open, wait);
    wait = Math.min(2 * wait, LONGEST_RETRY);
  }

  function close() {
    clearTimeout(doubt);
    clearTimeout(retry);
    doubt = undefined;
    source?.close();
    isGap = true;
  }

  function seen() {
    close();
    if (!document.hidden) open();
  }

  document.addEventListener("visibilitychange", seen);
  if (!document.hidden) open();
  return () => {
    document.removeEventListener("visibilitychange", seen);
    close();
  };
}
