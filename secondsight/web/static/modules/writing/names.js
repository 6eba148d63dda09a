/** What moments and people in a text are called now: asked of the server, for titles change and veils fall. */

const ASKED_AFTER = 60; // milliseconds, so that a page asks once for all it shows

export class Names {
  #known = new Map();
  #wanted = new Set();
  #views = new Set();
  #timer = null;

  constructor(address) {
    this.address = address;
  }

  /** Draw one of them in the editor (a node view). */
  view = (node) => {
    const dom = document.createElement("a");
    const view = { dom, ignoreMutation: () => true, destroy: () => this.#views.delete(view) };
    view.key = `${node.type.name}:${node.attrs.id}`;
    dom.className = `named named--${node.type.name}`;
    dom.dataset.kind = node.type.name;
    dom.dataset.id = node.attrs.id;
    dom.contentEditable = "false";
    this.#views.add(view);
    this.#draw(view);
    if (!this.#known.has(view.key)) this.#want(view.key);
    return view;
  };

  /** Remember what something chosen is called, so that nobody has to ask. */
  learn({ kind, id, label, url }) {
    this.#known.set(`${kind}:${id}`, { label, url });
  }

  /** Ask again for everything that is shown. */
  refresh() {
    for (const view of this.#views) this.#want(view.key);
  }

  #want(key) {
    this.#wanted.add(key);
    this.#timer ??= setTimeout(() => this.#ask(), ASKED_AFTER);
  }

  async #ask() {
    this.#timer = null;
    const asked = [...this.#wanted].slice(0, 200);
    asked.forEach((key) => this.#wanted.delete(key));
    const query = new URLSearchParams(asked.map((key) => key.split(":")));
    const answer = await fetch(`${this.address}?${query}`).catch(() => null);
    if (!answer?.ok) return;
    for (const row of (await answer.json()).rows) this.learn(row);
    for (const view of this.#views) this.#draw(view);
    if (this.#wanted.size) this.#timer ??= setTimeout(() => this.#ask(), ASKED_AFTER);
  }

  #draw({ dom, key }) {
    const known = this.#known.get(key);
    dom.textContent = known?.label ?? "…";
    if (known?.url) dom.href = known.url;
    else dom.removeAttribute("href");
  }
}
