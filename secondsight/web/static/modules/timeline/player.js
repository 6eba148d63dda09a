/** The replay: time runs, so many times as fast as it was; with reduced motion it steps from event to event. */
import { replayed } from "./steps.js";

const STEP = 1_600; // milliseconds between steps, where motion is not wanted

export class Player {
  #running = null;

  /** @param {{moment(): number, next(): number|null, go(moment: number): void, step(): boolean, changed(isOn: boolean): void}} does */
  constructor(does) {
    this.does = does;
    this.speed = 60;
  }

  get isOn() {
    return this.#running !== null;
  }

  toggle() {
    if (this.isOn) this.stop();
    else this.#start();
  }

  stop() {
    if (!this.isOn) return;
    cancelAnimationFrame(this.#running.frame);
    clearInterval(this.#running.timer);
    this.#running = null;
    this.does.changed(false);
  }

  #start() {
    this.#running = {};
    this.does.changed(true);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.#running.timer = setInterval(() => this.does.step() || this.stop(), STEP);
      return;
    }
    let last = performance.now();
    const run = (now) => {
      const next = this.does.next();
      if (next === null) return this.stop();
      this.does.go(replayed(this.does.moment(), next, now - last, this.speed));
      last = now;
      if (this.#running) this.#running.frame = requestAnimationFrame(run);
    };
    this.#running.frame = requestAnimationFrame(run);
  }
}
