/** What was left as it is: kept on the server for this text or as a word of the organisation, else by this tab. */
import { send } from "./hearing.js";

const HERE = "/api/language/dismissals";
const WORDS = "/api/language/words";

export class Leaving {
  #last = null;

  /** @param {{place: string, field: string}} where  the text
   *  @param {boolean} isPrivate  nothing of it may be kept */
  constructor(where, isPrivate) {
    this.where = where;
    this.isPrivate = isPrivate;
    this.name = `coach-left:${location.pathname}:${where.field}`;
    this.here = new Set(JSON.parse(sessionStorage.getItem(this.name) ?? "[]"));
  }

  /** Whether this tab has left a mark as it is. */
  holds(mark) {
    return this.here.has(nameOf(mark));
  }

  /** Leave a mark as it is and return what to say of it. Throws when nobody answers. */
  async leave(mark, isWord) {
    if (isWord) {
      const word = await send(WORDS, "POST", { rule: mark.rule, words: mark.excerpt });
      this.#last = () => send(`${WORDS}/${word.id}`, "DELETE");
      return `“${mark.excerpt}” is fine for everybody here from now on, as your word. It is listed under Organisation.`;
    }
    if (!this.isPrivate && mark.key) {
      const told = { place: this.where.place, field: this.where.field, rule: mark.rule, key: mark.key };
      const kept = await send(HERE, "POST", told);
      this.#last = () => send(`${HERE}/${kept.id}`, "DELETE");
      return "Left as it is, in this text. It comes up again when the sentence changes.";
    }
    this.here.add(nameOf(mark));
    this.#keep();
    this.#last = async () => {
      this.here.delete(nameOf(mark));
      this.#keep();
    };
    return "Left as it is, for as long as this tab is open.";
  }

  async takeBack() {
    await this.#last?.();
    this.#last = null;
  }

  #keep() {
    sessionStorage.setItem(this.name, JSON.stringify([...this.here].slice(-200)));
  }
}

function nameOf(mark) {
  return mark.ask === undefined ? `${mark.rule}:${mark.excerpt}` : `${mark.kind}:${mark.said}`;
}
