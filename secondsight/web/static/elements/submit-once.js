/** <submit-once>: the forms inside are sent once, however often the button is pressed.
 *
 * The button stays focusable and says that it is busy; it is released when the page is shown again
 * (back button) or when htmx has its answer.
 */
class SubmitOnce extends HTMLElement {
  #release = () => this.querySelectorAll("form[data-sent]").forEach(release);

  connectedCallback() {
    this.addEventListener("submit", this);
    this.addEventListener("htmx:afterRequest", this.#release);
    window.addEventListener("pageshow", this.#release);
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this.#release);
  }

  handleEvent(event) {
    const form = event.target;
    if (form.dataset.sent !== undefined) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (event.defaultPrevented && !form.closest("[hx-post], [hx-put], [hx-delete]")) return;
    form.dataset.sent = "";
    buttons(form).forEach((button) => button.setAttribute("aria-busy", "true"));
  }
}

function release(form) {
  delete form.dataset.sent;
  buttons(form).forEach((button) => button.removeAttribute("aria-busy"));
}

function buttons(form) {
  return [...form.elements].filter((element) => element.type === "submit");
}

customElements.define("submit-once", SubmitOnce);
