/** <take-along figure="timeline:ID">: its links, and its line for a story, are for what the page shows now.
 *
 * The view stands in the address, which changes as one looks around; without scripts the links are for the view
 * that the page came with.
 */
const OF_A_PICTURE = ["for", "beside", "at", "from", "to", "lanes"];

class TakeAlong extends HTMLElement {
  connectedCallback() {
    this.closest("details")?.addEventListener("toggle", () => this.#follow());
  }

  #follow() {
    const said = new URLSearchParams(location.search);
    for (const name of [...said.keys()]) if (!OF_A_PICTURE.includes(name)) said.delete(name);
    const asked = said.size ? `?${said}` : "";
    for (const link of this.querySelectorAll("a[data-follows]")) link.search = asked;
    const code = this.querySelector("code");
    // A story's line is read by people too: a colon needs no escape.
    code.textContent = `![What it shows](${this.getAttribute("figure")}${asked.replaceAll("%3A", ":")})`;
  }
}

customElements.define("take-along", TakeAlong);
