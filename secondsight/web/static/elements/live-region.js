/** <live-region src="/live?topic=...">: is told that something changed, and has its parts fetched again.
 *
 * Parts say `hx-get="..." hx-trigger="changed from:closest live-region"`; the push carries names, never content.
 * A part in which somebody is writing is left alone until they have sent it or left the field empty.
 * After a lost connection everything is fetched once, so nothing that happened meanwhile is missing.
 */
import { isWriting, settled } from "../modules/patience.js";

const QUIET_FOR = 3000; // milliseconds without a connection before we say so
const BURST = 60; // milliseconds in which several changes count as one

class LiveRegion extends HTMLElement {
  #source;
  #doubt;
  #isOwed = false;
  #wasLost = false;
  #tell = settled(() => this.dispatchEvent(new CustomEvent("changed")), BURST);

  constructor() {
    super();
    this.addEventListener("htmx:beforeRequest", (event) => this.#hold(event));
    for (const moment of ["focusout", "htmx:afterRequest"]) {
      this.addEventListener(moment, (event) => this.#isOwed && !isTold(event) && this.#payUp());
    }
  }

  connectedCallback() {
    if (!this.hasAttribute("src") || !("EventSource" in window)) return;
    this.#source = new EventSource(this.getAttribute("src"));
    this.#source.onopen = () => this.#opened();
    this.#source.onerror = () => this.#lost();
    this.#source.onmessage = this.#tell;
    this.#source.addEventListener("changed", this.#tell);
  }

  disconnectedCallback() {
    this.#source?.close();
  }

  #hold(event) {
    if (!isTold(event) || !isWriting(event.detail.elt, document.activeElement)) return;
    event.preventDefault();
    this.#isOwed = true;
  }

  #payUp() {
    this.#isOwed = false;
    this.#tell();
  }

  #opened() {
    clearTimeout(this.#doubt);
    this.#doubt = undefined;
    this.#say("");
    if (this.#wasLost) this.#tell();
    this.#wasLost = false;
  }

  #lost() {
    this.#wasLost = true;
    this.#doubt ??= setTimeout(() => this.#say("Reconnecting… what you see may be a little old."), QUIET_FOR);
    // A browser gives up for good when the server answers with an error; we ask again, more slowly.
    if (this.#source.readyState === EventSource.CLOSED) {
      setTimeout(() => this.isConnected && this.connectedCallback(), 2 * QUIET_FOR);
    }
  }

  #say(words) {
    const status = this.querySelector(":scope > .live-status") ?? this.appendChild(statusLine());
    if (status.textContent !== words) status.textContent = words;
  }
}

/** Whether htmx asks because of us; answering those again would never end. */
function isTold(event) {
  return event.detail?.requestConfig?.triggeringEvent?.type === "changed";
}

function statusLine() {
  const status = document.createElement("p");
  status.className = "live-status";
  status.setAttribute("role", "status");
  return status;
}

customElements.define("live-region", LiveRegion);
