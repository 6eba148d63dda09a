/** The line between a text on this page and the server: what is written here goes there, and is kept until it is on disk.
 *
 * Events: "state" ({detail: "joining" | "saved" | "saving" | "away" | "closed"}), "joined", "told" (who one is).
 * What is said is in `secondsight/inquiry/shared_notes/protocol.py`.
 */
import { Y, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "../../vendor/writing/writing.js";

const [STATE, UPDATE, PRESENCE, SAVED, ECHO] = [0, 1, 2, 3, 4];
const AGAIN = [100, 200, 400, 800, 1500]; // milliseconds
const ECHO_EVERY = 8000;
const SILENT_FOR = 20000;
const MOVED_EVERY = 100;
export const FINAL = { 4400: "junk", 4401: "signed-out", 4403: "cut-off", 4404: "gone" };

export class Line extends EventTarget {
  #socket = null;
  #tries = 0;
  #sent = 0;
  #saved = 0;
  #wasJoined = false;
  #isJoined = false;
  #mayWrite = false;
  #heardAt = 0;
  #timers = [];
  #moving = null;
  #isOver = false;

  constructor(address, doc, awareness) {
    super();
    Object.assign(this, { address, doc, awareness });
    doc.on("update", (update, origin) => origin !== this && this.#write(update));
    awareness.on("update", (_, origin) => origin !== this && this.#move());
    this.online = () => this.#connect();
    this.offline = () => this.#socket?.close();
    window.addEventListener("online", this.online);
    window.addEventListener("offline", this.offline);
    this.#timers.push(setInterval(() => this.#echo(), ECHO_EVERY));
    this.#connect();
  }

  /** Whether something that was written here is not known to be on disk. */
  get isUnsaved() {
    return this.#sent > this.#saved;
  }

  end() {
    this.#isOver = true;
    window.removeEventListener("online", this.online);
    window.removeEventListener("offline", this.offline);
    this.#timers.forEach(clearInterval);
    this.#socket?.close();
  }

  #connect() {
    if (this.#isOver || (this.#socket && this.#socket.readyState < WebSocket.CLOSING)) return;
    const socket = (this.#socket = new WebSocket(this.address));
    socket.binaryType = "arraybuffer";
    this.#heardAt = performance.now();
    socket.addEventListener("open", () => {
      socket.send(message(STATE, this.doc.clientID, Y.encodeStateVector(this.doc)));
    });
    socket.addEventListener("message", (event) => socket === this.#socket && this.#hear(event.data));
    socket.addEventListener("close", (event) => socket === this.#socket && this.#closed(event.code));
    if (!this.#wasJoined) this.#say("joining");
  }

  #closed(code) {
    this.#isJoined = false;
    this.#socket = null;
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.doc.clientID);
    removeAwarenessStates(this.awareness, others, this);
    if (FINAL[code]) {
      this.#isOver = true;
      this.dispatchEvent(new CustomEvent("over", { detail: FINAL[code] }));
      return;
    }
    this.#say("away");
    if (this.#isOver) return;
    const wait = AGAIN[Math.min(this.#tries++, AGAIN.length - 1)];
    setTimeout(() => this.#connect(), wait * (0.5 + Math.random()));
  }

  #hear(data) {
    this.#heardAt = performance.now();
    if (typeof data === "string") {
      const told = JSON.parse(data);
      this.#mayWrite = told.mayWrite;
      this.dispatchEvent(new CustomEvent("told", { detail: told }));
      return;
    }
    const bytes = new Uint8Array(data);
    if (bytes[0] === STATE) this.#join(bytes);
    else if (bytes[0] === UPDATE) Y.applyUpdate(this.doc, bytes.subarray(1), this);
    else if (bytes[0] === PRESENCE) applyAwarenessUpdate(this.awareness, bytes.subarray(1), this);
    else if (bytes[0] === SAVED) {
      this.#saved = Math.max(this.#saved, numberAt(bytes, 1)[0]);
      this.#say(this.isUnsaved ? "saving" : "saved");
    }
  }

  #join(bytes) {
    const [length, at] = numberAt(bytes, 1);
    const theirs = bytes.subarray(at, at + length);
    Y.applyUpdate(this.doc, bytes.subarray(at + length), this);
    this.#tries = 0;
    this.#isJoined = true;
    // What was written while the line was down; and what others wrote that a server which died did not store.
    if (this.#mayWrite && (this.#wasJoined || this.isUnsaved)) {
      this.#put(Y.encodeStateAsUpdate(this.doc, theirs));
    } else {
      this.#say("saved");
    }
    this.#wasJoined = true;
    this.#move();
    this.dispatchEvent(new Event("joined"));
  }

  #write(update) {
    if (this.#isJoined && this.#mayWrite) this.#put(update);
    else this.#sent += 1; // goes out with all the rest on joining
  }

  #put(update) {
    this.#sent += 1;
    this.#socket.send(message(UPDATE, this.#sent, update));
    this.#say("saving");
  }

  #move() {
    if (this.#moving || !this.#isJoined) return;
    this.#moving = setTimeout(() => {
      this.#moving = null;
      if (!this.#isJoined || !this.awareness.getLocalState()) return;
      const told = encodeAwarenessUpdate(this.awareness, [this.doc.clientID]);
      this.#socket.send(Uint8Array.of(PRESENCE, ...told));
    }, MOVED_EVERY);
  }

  #echo() {
    if (!this.#isJoined) return;
    if (performance.now() - this.#heardAt > SILENT_FOR) this.#socket.close();
    else this.#socket.send(Uint8Array.of(ECHO));
  }

  #say(state) {
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }
}

function message(what, number, held) {
  const head = [what];
  let left = number;
  while (left > 127) {
    head.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  head.push(left);
  const made = new Uint8Array(head.length + held.length);
  made.set(head);
  made.set(held, head.length);
  return made;
}

function numberAt(bytes, at) {
  let number = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[at++];
    number += (byte & 127) * factor;
    if (byte < 128) return [number, at];
  }
}
