/** The picture's values from the server, and what further vantages held. */
import { readPicture } from "./picture.js";
import { Held } from "./vantage.js";

export class Source {
  #tag = "";
  #held = new Map(); // key of a vantage -> Held

  constructor(address, holdings) {
    this.address = address;
    this.holdings = holdings;
  }

  /** Read the picture; null where it is as it was. Fails with the status in words. */
  async read(keys) {
    const asked = new URLSearchParams([["for", keys[0] ?? ""], ["beside", keys[1] ?? ""]].filter(([, key]) => key));
    const answer = await fetch(`${this.address}?${asked}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`The picture could not be fetched (${answer.status}).`);
    const tag = answer.headers.get("ETag") ?? "";
    if (tag && tag === this.#tag && this.picture) return null;
    this.#tag = tag;
    const values = await answer.json();
    this.picture = readPicture(values);
    this.#held.clear();
    for (const [key, rows] of Object.entries(values.holdings)) this.#held.set(key, new Held(this.picture.count, rows));
    return this.picture;
  }

  /** What a vantage held; fetched once. */
  async held(key) {
    if (!this.#held.has(key)) {
      const answer = await fetch(`${this.holdings}?for=${encodeURIComponent(key)}`);
      if (!answer.ok) throw new Error(`What was known there could not be fetched (${answer.status}).`);
      const rows = (await answer.json()).holdings.map(([id, ...rest]) => [this.picture.placeOf.get(id), ...rest]);
      this.#held.set(key, new Held(this.picture.count, rows.filter(([event]) => event !== undefined)));
    }
    return this.#held.get(key);
  }
}
