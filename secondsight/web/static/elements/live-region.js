/** <live-region src="/live?topic=...">: is told that something changed, and has its parts fetched again.
 *
 * Parts say `hx-get="..." hx-trigger="changed from:closest live-region"`; the push carries names, never content.
 * A part in which somebody is writing is left alone until they have sent it or left the field as it was.
 */
import { isWriting, settled } from "../modules/patience.js";
import { listen } from "../modules/stream.js";

const BURST = 60; // milliseconds in which several changes count as one

class LiveRegion extends HTMLElement {
  #end = () => {};
  #isOwed = false;
  #tell = settled(() => this.dispatchEvent(new CustomEvent("changed")), BURST);

  constructor() {
    super();
    this.addEventListener("htmx:beforeRequest", (event) => this.#hold(event));
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
    if (!isTold(event) || !isWriting(event.detail.elt, document.activeElement)) return;
    event.preventDefault();
    this.#isOwed = true;
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

function statusLine() {
  const status = document.createElement("p");
  status.className = "live-status";
  status.setAttribute("role", "status");
  return status;
}

customElements.define("live-region", LiveRegion);
