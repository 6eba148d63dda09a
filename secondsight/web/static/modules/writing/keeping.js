/** What was written while the line was down, kept in this browser until it is on disk there. */
import { Y } from "../../vendor/writing/writing.js";

const MOST = 1_000_000; // bytes

/** Take what an earlier page kept into the text; it goes out on joining. */
export function takeKept(key, doc) {
  try {
    const kept = localStorage.getItem(key);
    if (kept) Y.applyUpdate(doc, Uint8Array.from(atob(kept), (letter) => letter.charCodeAt(0)), "kept");
    return Boolean(kept);
  } catch {
    return false;
  }
}

/** Keep what is not saved, or forget what was kept once everything is. */
export function keep(key, doc, isUnsaved) {
  try {
    if (!isUnsaved) return localStorage.removeItem(key);
    const update = Y.encodeStateAsUpdate(doc);
    if (update.length < MOST) localStorage.setItem(key, btoa(Array.from(update, (byte) => String.fromCharCode(byte)).join("")));
  } catch {
    // A browser that keeps nothing keeps nothing.
  }
}
