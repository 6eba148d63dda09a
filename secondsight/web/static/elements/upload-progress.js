/** <upload-progress>: wraps a plain file form and shows how much of it has gone up.
 *
 * Without script, or should anything be odd, the form is simply sent. The server answers the form as ever
 * (a redirect or a page with errors); whatever it answers is then shown.
 */
import { share } from "../modules/share.js";

class UploadProgress extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
  }

  handleEvent(event) {
    const form = event.target;
    if (event.defaultPrevented || !form.querySelector('input[type="file"]')?.files.length) return;
    event.preventDefault();
    this.#send(form);
  }

  #send(form) {
    const request = new XMLHttpRequest();
    const bar = this.#bar();
    request.upload.onprogress = (event) => bar.show(event.loaded, event.lengthComputable ? event.total : null);
    request.upload.onload = () => bar.show(null, null, "It has arrived. Reading it…");
    request.onload = () => this.#show(request, form);
    request.onerror = () => bar.show(0, 1, "The connection was lost; nothing was stored. Please send it again.");
    request.onloadend = () => form.removeAttribute("aria-busy");
    request.open("POST", form.action);
    form.setAttribute("aria-busy", "true");
    request.send(new FormData(form));
  }

  #show(request, form) {
    const answered = request.responseURL;
    if (answered && answered !== form.action) {
      location.assign(answered);
      return;
    }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const content = page.querySelector("main");
    if (content) document.querySelector("main").replaceWith(content);
    (document.querySelector("#errors") ?? document.querySelector("main")).focus();
  }

  #bar() {
    const box = this.querySelector(".progress") ?? this.appendChild(document.createElement("div"));
    box.className = "progress";
    const words = Object.assign(document.createElement("p"), { className: "progress-found" });
    const bar = Object.assign(document.createElement("progress"), { max: 1, ariaLabel: "Upload" });
    words.setAttribute("role", "status");
    box.replaceChildren(bar, words);
    return {
      show(loaded, total, said) {
        if (total === null) bar.removeAttribute("value");
        else bar.value = loaded / total;
        words.textContent = said ?? share(loaded, total);
      },
    };
  }
}

customElements.define("upload-progress", UploadProgress);
