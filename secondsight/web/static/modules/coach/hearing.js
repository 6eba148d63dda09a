/** Asks the server what it hears in a text. Nothing is kept there; what was heard before is remembered here. */
import { passages, sorted } from "./passages.js";
import { inString } from "./spans.js";

export class Hearing {
  #known = new Map();

  /** @param {string} address  where texts are heard
   *  @param {object} where  what goes with each of them: kind, place, field */
  constructor(address, where) {
    this.address = address;
    this.where = where;
  }

  /** Return {findings, questions, action} with their places in the whole text; `action` is what one says of
   *  itself, null of other texts. Throws when nobody answers. */
  async of(text, signal) {
    const parts = passages(text);
    const unheard = parts.filter((part) => part.text.trim() && !this.#known.has(part.text));
    if (unheard.length) {
      const joined = unheard.map((part) => part.text).join("");
      const answer = await send(this.address, "POST", { ...this.where, text: joined }, signal);
      const found = { findings: inString(joined, answer.findings), questions: inString(joined, answer.questions) };
      const { action } = answer;
      sorted(unheard, found).forEach((heard, index) => this.#known.set(unheard[index].text, { ...heard, action }));
    }
    const heard = new Map(parts.map((part) => [part.text, this.#known.get(part.text)]));
    const last = [...this.#known].slice(-20); // a word taken back, a key undone
    this.#known = new Map([...last, ...heard].filter(([, found]) => found));
    const all = { findings: [], questions: [], action: heard.get(text)?.action ?? null };
    for (const part of parts) {
      for (const sort of ["findings", "questions"]) all[sort].push(...moved(heard.get(part.text)?.[sort], part.start));
    }
    return all;
  }

  /** Forget: what is dismissed has changed. */
  forget() {
    this.#known.clear();
  }
}

/** Send JSON as the page's reader and return the JSON that comes back, null where nothing does. */
export async function send(address, method, told, signal) {
  const headers = { "Content-Type": "application/json", ...JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") };
  const body = told === undefined ? undefined : JSON.stringify(told);
  const answer = await fetch(address, { method, headers, body, signal, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

function moved(findings = [], by = 0) {
  return by ? findings.map((each) => ({ ...each, start: each.start + by, end: each.end + by })) : findings;
}
