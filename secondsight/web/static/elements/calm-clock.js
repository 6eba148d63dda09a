/** <calm-clock data-left="720" data-whole="900">: the time left in a section, in whole minutes; no sound, no hurry.
 *
 * It counts from when it was drawn, by this page's own stopwatch: what the device's clock says plays no part.
 */
import { timeLeft } from "../modules/meeting/time.js";

class CalmClock extends HTMLElement {
  static observedAttributes = ["data-left"];
  #began = 0;
  #timer;

  connectedCallback() {
    this.#began = performance.now();
    this.#draw();
    this.#timer = setInterval(() => this.#draw(), 5000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #draw() {
    const passed = (performance.now() - this.#began) / 1000;
    const left = Number(this.dataset.left) - passed;
    const words = timeLeft(left);
    if (this.textContent !== words) this.textContent = words;
    this.toggleAttribute("data-over", left < 0);
    const whole = Number(this.dataset.whole) || 1;
    this.style.setProperty("--gone", `${Math.max(0, Math.min(100, 100 * (1 - left / whole)))}%`);
  }
}

customElements.define("calm-clock", CalmClock);
