/** <theme-switch>: light, dark or as the system has it.
 *
 * The choice is a cookie, so that the server can write it into the first byte of the next page and nothing flashes.
 */
const CHOICES = [["light", "Light"], ["dark", "Dark"], ["", "System"]];
const A_YEAR = 365 * 24 * 60 * 60;

class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    const current = document.documentElement.dataset.theme ?? "";
    const group = document.createElement("div");
    group.className = "theme-switch";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Colours");
    group.append(...CHOICES.map(([theme, label]) => this.#button(theme, label, theme === current)));
    this.replaceChildren(group);
  }

  #button(theme, label, isPressed) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.setAttribute("aria-pressed", String(isPressed));
    button.addEventListener("click", () => this.#choose(theme, button));
    return button;
  }

  #choose(theme, chosen) {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    document.cookie = `theme=${theme}; path=/; max-age=${theme ? A_YEAR : 0}; samesite=lax`;
    for (const button of this.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button === chosen));
    }
  }
}

customElements.define("theme-switch", ThemeSwitch);
