/** <live-region src="/live?topic=...">: is told that something changed, and has its parts fetched again.
 *
 * Parts say `hx-get="..." hx-trigger="changed from:closest live-region"`; the push carries names, never content.
 * A part in which somebody is writing is left alone until they have sent it or left the field as it was, and
 * all are while an answer to what somebody pressed is under way: what it is for would be gone when it comes.
 */
import { isWriting, settled } from "../modules/patience.js";
import { listen } from "../modules/stream.js";

const BURST = 60; // milliseconds in which several changes count as one

class LiveRegion extends HTMLElement {
  #end = () => {};
  #isOwed = false;
  #opened = [];
  #asked = 0; // what somebody pressed and has no answer to yet
  #tell = settled(() => this.dispatchEvent(new CustomEvent("changed")), BURST);

  constructor() {
    super();
    // Before the swap too: somebody may have begun to write while the answer was under way.
    for (const moment of ["htmx:beforeRequest", "htmx:beforeSwap"]) {
      this.addEventListener(moment, (event) => this.#hold(event));
    }
    this.addEventListener("htmx:beforeSwap", (event) => event.defaultPrevented || this.#note(event));
    this.addEventListener("htmx:afterSwap", () => this.#reopen());
    this.addEventListener("htmx:beforeSend", (event) => isTold(event) || this.#asked++);
    this.addEventListener("htmx:afterRequest", (event) => isTold(event) || (this.#asked = Math.max(0, this.#asked - 1)));
    for (const moment of ["focusout", "htmx:afterRequest"]) {
      this.addEventListener(moment, (event) => this.#isOwed && !isTold(event) && this.#payUp());
    }
  }

  connectedCallback() {
    const address = this.getAttribute("src");
    if (address) this.#end = listen(address, this.#tell, (isLost) => this.#say(isLost));
  }

  disconnectedCallback() {
    this.#end();
  }

  #hold(event) {
    if (!isTold(event) || (!this.#asked && !isWriting(event.detail.elt, document.activeElement))) return;
    event.preventDefault();
    this.#isOwed = true;
  }

  /** What somebody has opened stays open over an exchange; it is known again by its words. */
  #note(event) {
    this.#opened = isTold(event) ? disclosures(this).filter((each) => each.open).map(wordsOf) : [];
  }

  #reopen() {
    for (const each of disclosures(this)) if (this.#opened.includes(wordsOf(each))) each.open = true;
    this.#opened = [];
  }

  #payUp() {
    this.#isOwed = false;
    this.#tell();
  }

  #say(isLost) {
    const status = this.querySelector(":scope > .live-status") ?? this.appendChild(statusLine());
    status.textContent = isLost ? "Reconnecting… what you see may be a little old." : "";
  }
}

/** Whether htmx asks because of us; answering those again would never end. */
function isTold(event) {
  return event.detail?.requestConfig?.triggeringEvent?.type === "changed";
}

function disclosures(region) {
  return [...region.querySelectorAll("details.disclosure")];
}

/** A disclosure by the part or card that it stands in and by what its summary says. */
function wordsOf(disclosure) {
  return `${disclosure.closest("[id]")?.id} ${disclosure.querySelector("summary")?.textContent.trim()}`;
}

function statusLine() {
  const status = document.createElement("p");
  status.className = "live-status";
  status.setAttribute("role", "status");
  return status;
}

customElements.define("live-region", LiveRegion);
