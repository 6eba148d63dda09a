/** <print-page>: adds a button that prints the page; without it, the browser's own menu does. */
class PrintPage extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = this.dataset.words ?? "Print";
    button.addEventListener("click", () => window.print());
    this.append(button);
  }
}

customElements.define("print-page", PrintPage);
