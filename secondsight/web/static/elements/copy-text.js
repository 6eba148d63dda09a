/** <copy-text>: adds a button that copies the text of the <code> inside.
 *
 * Without it, the text is there to be selected.
 */
class CopyText extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard || this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = "Copy";
    button.addEventListener("click", () => this.#copy(button));
    this.append(button);
  }

  async #copy(button) {
    try {
      await navigator.clipboard.writeText(this.querySelector("code").textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select it and copy by hand";
    }
  }
}

customElements.define("copy-text", CopyText);
