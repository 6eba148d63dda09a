/** <account-draft name="...">: what is written in the form inside is not lost with the connection or the page.
 *
 * htmx saves the form while it is written; here is what that cannot do: say that there is no connection and try
 * again, keep the text for this tab until it is saved, and leave a moment alone that is being corrected.
 * The copy lies in the tab's own store, which goes when the tab is closed.
 */
import { isWriting } from "../modules/patience.js";

const AGAIN = 5000; // milliseconds until saving is tried again

class AccountDraft extends HTMLElement {
  #timer;
  #retry = () => this.#text.dispatchEvent(new CustomEvent("retry"));
  #warn = (event) => this.#isUnsaved && event.preventDefault();
  #isUnsaved = false;

  connectedCallback() {
    this.addEventListener("input", () => this.#note());
    this.addEventListener("submit", () => (this.#isUnsaved = false));
    this.addEventListener("htmx:beforeSwap", (event) => this.#spare(event));
    this.addEventListener("htmx:sendError", () => this.#wait());
    this.addEventListener("htmx:afterRequest", (event) => event.detail.successful && this.#settle(event));
    window.addEventListener("online", this.#retry);
    window.addEventListener("beforeunload", this.#warn);
    this.#restore();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    window.removeEventListener("online", this.#retry);
    window.removeEventListener("beforeunload", this.#warn);
  }

  get #text() {
    return this.querySelector("textarea[name=text]");
  }

  get #key() {
    return `account-draft:${this.getAttribute("name")}`;
  }

  #note() {
    this.#isUnsaved = true;
    sessionStorage.setItem(this.#key, this.#text.value);
  }

  /** Words that this tab had and the server never got. */
  #restore() {
    const kept = sessionStorage.getItem(this.#key);
    if (kept === null || kept === this.#text.value) return;
    this.#text.value = kept;
    this.#isUnsaved = true;
    this.#say("What you wrote before is back; it is being saved.");
    setTimeout(this.#retry, 300);
  }

  /** The list of moments is not exchanged under the hands of who corrects one. */
  #spare(event) {
    const moments = this.querySelector("#moments");
    const isBusy = document.activeElement !== this.#text && isWriting(moments, document.activeElement);
    if (event.detail.target === moments && isBusy) event.detail.swapOverride = "none";
  }

  #settle(event) {
    const sent = event.detail.requestConfig?.parameters?.get?.("text") ?? event.detail.requestConfig?.parameters?.text;
    if (sent !== undefined && sent.replaceAll("\r\n", "\n") !== this.#text.value) return;
    this.#isUnsaved = false;
    sessionStorage.removeItem(this.#key);
  }

  #wait() {
    this.#say("Not saved: there is no connection. Your words stay here, and saving is tried again.");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#retry, AGAIN);
  }

  #say(words) {
    const line = this.querySelector("#saved");
    if (line) line.textContent = words;
  }
}

customElements.define("account-draft", AccountDraft);
