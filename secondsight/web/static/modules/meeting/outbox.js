/** Sends what was typed, in its order, and keeps it in the browser until the server has it. */
import { acknowledged, added, isRefusal, merged, newId, nextOf, patience, refused } from "./queue.js";

const TIMEOUT = 10_000; // milliseconds

export class Outbox {
  #key;
  #send;
  #changed;
  #queue;
  #isSending = false;
  #failures = 0;
  #timer;

  /**
   * @param {string} key  under which the browser keeps the lines
   * @param {(line: object, signal: AbortSignal) => Promise<Response>} send
   * @param {(queue: object[], answer?: object) => void} changed  after each change, with what the server answered
   */
  constructor(key, send, changed) {
    [this.#key, this.#send, this.#changed] = [key, send, changed];
    this.#queue = this.#stored();
  }

  get queue() {
    return this.#queue;
  }

  add(line) {
    const id = newId(crypto.getRandomValues(new Uint8Array(16)));
    this.#keep(added(merged(this.#stored(), this.#queue), { ...line, id }));
    this.#changed(this.#queue);
    this.flush();
    return id;
  }

  drop(id) {
    this.#keep(acknowledged(this.#queue, id));
    this.#changed(this.#queue);
  }

  /** Send what waits. Called again while it is sending, or when the network is back. */
  async flush() {
    clearTimeout(this.#timer);
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let line; (line = nextOf(this.#queue)); ) if (!(await this.#try(line))) break;
    } finally {
      this.#isSending = false;
    }
  }

  async #try(line) {
    let answer;
    try {
      answer = await this.#send(line, AbortSignal.timeout(TIMEOUT));
    } catch {
      answer = undefined;
    }
    if (answer?.status === 201) {
      const told = await answer.json().catch(() => undefined);
      this.#failures = 0;
      this.#keep(acknowledged(this.#queue, line.id));
      this.#changed(this.#queue, told);
      return true;
    }
    if (answer && isRefusal(answer.status)) {
      const told = await answer.json().catch(() => ({}));
      this.#keep(refused(this.#queue, line.id, told.message ?? "The server did not take this line."));
      this.#changed(this.#queue);
      return true;
    }
    this.#failures += 1;
    this.#timer = setTimeout(() => this.flush(), patience(this.#failures));
    return false;
  }

  #stored() {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? "[]");
    } catch {
      return [];
    }
  }

  #keep(queue) {
    this.#queue = queue;
    try {
      if (queue.length) localStorage.setItem(this.#key, JSON.stringify(queue));
      else localStorage.removeItem(this.#key);
    } catch {
      // A browser that keeps nothing still sends what this page holds.
    }
  }
}
