/** <incident-timeline picture holdings event list>: an incident as it stood, drawn, replayed, and walked by keys.
 *
 * Wraps the page that the server drew: its form says from where one looks, its list follows the cursor, its panel
 * opens beside. Without it the page reads well and answers the same addresses.
 */
import { readAddress, writeAddress } from "../modules/timeline/address.js";
import { Source } from "../modules/timeline/fetching.js";
import { spoken } from "../modules/timeline/axis.js";
import { listenTo } from "../modules/timeline/gestures.js";
import { commandOf } from "../modules/timeline/keys.js";
import { hit } from "../modules/timeline/hit.js";
import { lanesOf } from "../modules/timeline/lanes.js";
import { Listing } from "../modules/timeline/listing.js";
import { Beside } from "../modules/timeline/beside.js";
import { Player } from "../modules/timeline/player.js";
import { fitted, panned, showing, zoomed } from "../modules/timeline/scale.js";
import { found } from "../modules/timeline/search.js";
import { Stage } from "../modules/timeline/stage.js";
import { nextEvent, nextInstant } from "../modules/timeline/steps.js";
import { Strip } from "../modules/timeline/strip.js";
import { AHEAD, differences, KNOWN } from "../modules/timeline/vantage.js";
import { stateWords, viewOf } from "../modules/timeline/words.js";

const SETTLED = 250; // milliseconds after which address, list and panel follow

class IncidentTimeline extends HTMLElement {
  #view; // what the address says, and the chosen event
  #held = [];
  #states = [];
  #dirty = "";
  #timer;
  #told = () => this.#refetch();
  #themed = () => this.#retheme();

  async connectedCallback() {
    this.parts = Object.fromEntries([...this.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    if (!this.parts.stage) return;
    this.#view = { ...readAddress(location.search), event: -1, hovered: -1 };
    this.source = new Source(this.getAttribute("picture"), this.getAttribute("holdings"));
    try {
      await this.source.read([this.#view.vantage, this.#view.beside]);
    } catch (error) {
      return this.#say(error.message); // the server's picture and list stay
    }
    if (!this.isConnected || !this.source.picture.count) return;
    await this.#begin();
  }

  disconnectedCallback() {
    this.player?.stop();
    this.closest("live-region")?.removeEventListener("changed", this.#told);
    this.sizes?.disconnect();
    for (const query of this.queries ?? []) query.removeEventListener("change", this.#themed);
    this.scheme?.disconnect();
  }

  async #begin() {
    const { stage, base, top, strip, density, window: pane } = this.parts;
    this.setAttribute("data-on", "");
    this.parts.figure?.remove();
    this.parts.choices.open = matchMedia("(width >= 45rem)").matches;
    this.parts.instrument.hidden = false;
    this.stage = new Stage(base, top);
    this.strip = new Strip(strip, density, pane, (moved) => this.#look(moved));
    this.listing = new Listing(this, this.parts.list, (id) => this.#goTo(this.source.picture.placeOf.get(id)));
    this.beside = new Beside(this.parts.panel, this.getAttribute("event"));
    this.player = new Player(this.#playing());
    const { from, to } = this.#view;
    this.window = from !== null && to > from ? fitted([from, to], this.picture.extent) : [...this.picture.extent];
    await this.#lookFrom();
    this.#rebuild();
    this.#listen(stage);
    if (this.#view.at !== null) this.#place();
    else if (location.hash.startsWith("#event-")) this.#view.event = this.picture.placeOf.get(location.hash.slice("#event-".length)) ?? -1;
    if (this.#view.at !== null || this.#view.q) this.#listAnew(); // the server's list ends where the address says
    this.#settle();
    this.dispatchEvent(new CustomEvent("timeline:ready", { bubbles: true }));
  }

  get picture() {
    return this.source.picture;
  }

  get moment() {
    return this.#view.at;
  }

  // What is shown

  async #lookFrom() {
    const { vantage, beside, at } = this.#view;
    const keys = [vantage || (at !== null || beside ? "room" : ""), beside].filter(Boolean);
    const known = keys.filter((key) => this.picture.vantages.some(([each]) => each === key));
    this.#held = await Promise.all(known.map((key) => this.source.held(key)));
    this.vantages = known.map((key) => {
      const [, name, kind] = this.picture.vantages.find(([each]) => each === key);
      return { key, name, kind };
    });
    this.differences = this.#held.length > 1 ? differences(...this.#held, this.picture.at, this.picture.extent[1]) : [];
    this.learnings = [...new Set(this.#held.flatMap((held) => held.learnings))].sort((one, other) => one - other);
    this.turns = [...new Set([...this.picture.at, ...this.#held.flatMap((held) => held.turns)])].sort((one, other) => one - other);
  }

  #rebuild() {
    this.shown = found(this.picture, this.#view.q);
    const titles = this.vantages.length > 1 ? this.vantages.map((each) => viewOf(each).replace(/^./, (letter) => letter.toUpperCase())) : [""];
    this.stage.show(this.picture, { shown: this.shown, lanes: lanesOf(this.picture, this.#view.lanes), titles });
    this.#know();
    this.#draw("base");
    const count = this.parts.count;
    const all = this.picture.count;
    count.textContent = this.shown.length === all ? `${all} events` : `${this.shown.length} of ${all} events`;
  }

  /** Work out the states at the moment; whether any of them turned. */
  #know() {
    const moment = this.#view.at ?? Infinity;
    const before = this.#states;
    const panes = Math.max(1, this.#held.length);
    const states = Array.from({ length: panes }, (_, pane) =>
      this.#held[pane] ? this.#held[pane].states(this.picture.at, moment) : new Uint8Array(this.picture.count).fill(KNOWN),
    );
    this.#states = states;
    return before.length !== panes || states.some((each, pane) => each.length !== before[pane].length || each.some((state, event) => state !== before[pane][event]));
  }

  #draw(what) {
    const isAsked = this.#dirty !== "";
    if (this.#dirty !== "base") this.#dirty = what;
    if (!isAsked) requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    const begun = performance.now();
    const view = {
      key: this.vantages[0]?.key ?? "", window: this.window, moment: this.#view.at, states: this.#states, chosen: this.#view.event, hovered: this.#view.hovered,
      isFocused: document.activeElement === this.parts.stage && this.parts.stage.matches(":focus-visible"),
    };
    if (this.#dirty === "base") this.stage.drawBase(view);
    this.stage.drawTop(view);
    this.strip.draw({
      picture: this.picture, shown: this.shown, window: this.window, moment: this.#view.at, theme: this.stage.theme, ratio: this.stage.ratio, differences: this.differences,
    });
    this.#dirty = "";
    this.dispatchEvent(new CustomEvent("timeline:drawn", { detail: { took: performance.now() - begun } }));
  }

  #look(window) {
    this.window = fitted(window, this.picture.extent);
    this.#draw("base");
    this.#soon();
  }

  // The cursor

  /** Move the moment; the event is what it stands on, -1 where it stands between. */
  #go(at, event = -1) {
    const [first, last] = this.picture.extent;
    const isAway = at === null || at >= last;
    const wasAway = this.#view.at === null;
    this.#view.at = isAway ? null : Math.max(first, at);
    this.#view.event = event;
    if (wasAway !== isAway && !this.#view.vantage) return this.#lookFrom().then(() => this.#rebuilt());
    this.#draw(this.#know() ? "base" : "top");
    this.#speak();
    this.#soon();
  }

  #rebuilt() {
    this.#rebuild();
    this.#speak();
    this.#soon();
  }

  #goTo(event) {
    if (event === undefined || event < 0) return;
    const at = this.picture.at[event];
    this.window = showing(this.window, at, this.picture.extent);
    this.#draw("base");
    this.#go(at, event);
  }

  #step(by, events = this.shown) {
    const { at, event } = this.#view;
    const cursor = { at: at ?? (by > 0 ? -Infinity : Infinity), event };
    const next = nextEvent(this.picture.at, events, cursor, by);
    if (next >= 0) this.#goTo(next);
    return next >= 0;
  }

  /** To when somebody learnt something, and to what it was that they learnt. */
  #learn(by) {
    const at = nextInstant(this.learnings, this.#view.at ?? (by > 0 ? -Infinity : Infinity), by);
    if (at === null) return this.#say("Nobody there learnt anything further.");
    this.window = showing(this.window, at, this.picture.extent);
    this.#draw("base");
    this.#go(at, this.#learntAt(at));
  }

  #learntAt(at) {
    const held = this.#held[0];
    return this.shown.findLast((event) => held.state(event, this.picture.at[event], at) !== held.state(event, this.picture.at[event], at - 1)) ?? -1;
  }

  /** Stand on the event of the moment that the address names. */
  #place() {
    this.#view.event = this.shown.findLast((event) => this.picture.at[event] <= this.#view.at) ?? -1;
    this.window = showing(this.window, this.#view.at, this.picture.extent);
    this.#know();
    this.#draw("base");
  }

  #playing() {
    return {
      moment: () => this.#view.at ?? this.picture.extent[0],
      next: () => nextInstant(this.turns, this.#view.at ?? this.picture.extent[0], 1),
      step: () => this.#step(1),
      go: (at) => {
        this.window = showing(this.window, at, this.picture.extent);
        const here = this.shown.findLast((event) => this.picture.at[event] <= at) ?? -1;
        this.#draw("base");
        this.#go(at, here);
      },
      changed: (isOn) => {
        this.parts.play.setAttribute("aria-pressed", String(isOn));
        this.parts.play.querySelector("[data-words]").textContent = isOn ? "Pause" : "Replay";
      },
    };
  }

  #does = {
    next: () => this.#step(1),
    previous: () => this.#step(-1),
    nextDecision: () => this.#step(1, this.shown.filter((event) => this.picture.isDecision[event])) || this.#say("No later decision."),
    previousDecision: () => this.#step(-1, this.shown.filter((event) => this.picture.isDecision[event])) || this.#say("No earlier decision."),
    nextLearning: () => this.#learn(1),
    previousLearning: () => this.#learn(-1),
    first: () => this.#goTo(this.shown[0]),
    last: () => this.#goTo(this.shown.at(-1)),
    closer: () => this.#zoom(1 / 1.5),
    further: () => this.#zoom(1.5),
    whole: () => this.#look(this.picture.extent),
    later: () => this.#look(panned(this.window, (this.window[1] - this.window[0]) / 3, this.picture.extent)),
    earlier: () => this.#look(panned(this.window, (this.window[0] - this.window[1]) / 3, this.picture.extent)),
    hindsight: () => this.#go(null, this.#view.event),
    play: () => this.player.toggle(),
    open: () => this.#open(this.#view.event),
    close: () => this.#close(),
    keys: () => this.parts.keys.showModal(),
    search: () => this.querySelector("[name=q]").focus(),
  };

  #zoom(factor, around = this.#view.at ?? (this.window[0] + this.window[1]) / 2) {
    const middle = around >= this.window[0] && around <= this.window[1] ? around : (this.window[0] + this.window[1]) / 2;
    this.#look(zoomed(this.window, factor, middle, this.picture.extent));
  }

  // The moment beside the picture

  #open(event) {
    if (event < 0 || event === undefined) return;
    this.toggleAttribute("data-beside", true);
    this.#fit();
    this.beside.open(this.picture.events.id[event]);
  }

  #close() {
    if (!this.beside.isOpen) return;
    this.beside.close();
    this.toggleAttribute("data-beside", false);
    this.#fit();
    this.parts.stage.focus({ preventScroll: true });
  }

  // What is heard

  #listen(stage) {
    const scale = () => this.stage.scale(this.window);
    listenTo(stage, {
      isCursor: (x, y, isTouch) => {
        const at = this.#view.at === null ? this.stage.layout.right : scale().x(this.#view.at);
        return y < 42 || Math.abs(x - at) <= (isTouch ? 22 : 6);
      },
      slide: (x) => {
        this.player.stop();
        const at = scale().at(x);
        const here = this.shown.findLast((event) => this.picture.at[event] <= at) ?? -1;
        this.#go(x >= this.stage.layout.right - 2 && this.window[1] >= this.picture.extent[1] - 1 ? null : at, here);
      },
      settle: () => this.#speak(),
      pan: (by) => this.#look(panned(this.window, by / scale().perMs, this.picture.extent)),
      zoom: (factor, x) => this.#look(zoomed(this.window, factor, scale().at(x), this.picture.extent)),
      press: (point) => this.#press(point),
      hover: (point) => this.#hover(point),
    });
    stage.addEventListener("keydown", (event) => this.#key(event));
    for (const name of ["focus", "blur"]) stage.addEventListener(name, () => this.#draw("top"));
    this.addEventListener("click", (event) => this.#clicked(event));
    this.#hearForm(this.parts.form);
    this.closest("live-region")?.addEventListener("changed", this.#told);
    this.addEventListener("htmx:afterSettle", () => this.#list());
    this.sizes = new ResizeObserver(() => this.#fit());
    this.sizes.observe(stage);
    this.queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)", `(resolution: ${devicePixelRatio}dppx)`].map((query) => matchMedia(query));
    for (const query of this.queries) query.addEventListener("change", this.#themed);
    this.scheme = new MutationObserver(this.#themed);
    this.scheme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    document.fonts?.ready.then(this.#themed);
  }

  #key(event) {
    const command = commandOf(event);
    if (!command || event.target !== this.parts.stage) return;
    event.preventDefault();
    if (command !== "play") this.player.stop();
    this.#does[command]();
  }

  #clicked(event) {
    const button = event.target.closest("[data-does]");
    if (button) {
      if (button.dataset.does !== "play") this.player.stop();
      return this.#does[button.dataset.does]();
    }
    const pill = event.target.closest("a[data-vantage]");
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (pill && isPlain) return event.preventDefault(), this.#from({ vantage: pill.dataset.vantage });
    const title = event.target.closest(".moment-title a");
    if (title && isPlain) {
      event.preventDefault();
      const place = this.picture.placeOf.get(title.closest("li").id.slice("event-".length));
      if (place === undefined) return this.beside.open(title.closest("li").id.slice("event-".length)), this.toggleAttribute("data-beside", true);
      if (this.#view.at !== null) this.#goTo(place);
      else (this.#view.event = place), this.#look(showing(this.window, this.picture.at[place], this.picture.extent));
      this.#open(place);
    }
  }

  #hearForm(form) {
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", ({ target }) => {
      if (target.name === "q") this.#narrow(target.value);
    });
    form.addEventListener("change", ({ target }) => {
      if (target.name === "for") this.#from({ vantage: target.value });
      if (target.name === "beside") this.#from({ beside: target.value });
      if (target.name === "lanes") (this.#view.lanes = target.value), this.#rebuilt();
    });
    this.parts.speed.addEventListener("change", ({ target }) => (this.player.speed = Number(target.value)));
  }

  #narrow(q) {
    this.#view.q = q;
    this.#rebuild();
    this.#soon();
    clearTimeout(this.narrowing);
    this.narrowing = setTimeout(() => this.#listAnew(), 2 * SETTLED);
  }

  async #from(change) {
    Object.assign(this.#view, change);
    if (this.#view.vantage === "") (this.#view.at = null), (this.#view.beside = "");
    try {
      await this.#lookFrom();
    } catch (error) {
      return this.#say(error.message);
    }
    this.#rebuilt();
  }

  #press(point) {
    const found = hit(point, this.stage.drawn.marks, this.stage.drawn.clusters, point.isTouch ? 22 : 12);
    if (!found) return;
    if (found.cluster) return this.#unfold(found.cluster);
    this.#view.event = found.event;
    if (this.#view.at !== null) this.#go(Math.max(this.#view.at, this.picture.at[found.event]), found.event);
    else this.#draw("top");
    this.#open(found.event);
  }

  /** Zoom into a cluster until its events stand apart; those of one instant are listed beside. */
  #unfold(cluster) {
    const span = cluster.last - cluster.first;
    if (span < 50) {
      this.toggleAttribute("data-beside", true);
      this.#fit();
      return this.beside.list(cluster.events.map((event) => [this.picture.events.id[event], `${this.stage.clock.second(this.picture.at[event])} ${this.picture.events.what[event]}`]));
    }
    const air = Math.max(span * 0.6, 1_000);
    this.#look([cluster.first - air, cluster.last + air]);
    this.#say(`${cluster.events.length} events, from ${this.stage.clock.second(cluster.first)} to ${this.stage.clock.second(cluster.last)}.`);
  }

  #hover(point) {
    const { stage, tip } = this.parts;
    const found = point && hit(point, this.stage.drawn.marks, this.stage.drawn.clusters, 10);
    stage.classList.toggle("is-over", Boolean(found));
    const event = found?.event ?? -1;
    if (event !== this.#view.hovered) (this.#view.hovered = event), this.#draw("top");
    tip.hidden = !found;
    if (!found) return;
    tip.textContent = found.cluster ? `${found.cluster.events.length} events: press to open` : this.#sentence(event, found.mark.pane);
    const left = Math.min(Math.max(0, point.x - tip.offsetWidth / 2), stage.clientWidth - tip.offsetWidth);
    tip.style.setProperty("transform", `translate(${left}px, ${(found.mark?.y ?? found.cluster.y) + 16}px)`);
  }

  // What follows a little later: address, list, panel, and the words for those who listen

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), SETTLED);
  }

  #settle() {
    const [first, last] = this.picture.extent;
    const isWhole = this.window[0] <= first + 1 && this.window[1] >= last - 1;
    const [from, to] = isWhole ? [null, null] : this.window;
    const others = new URLSearchParams(location.search);
    others.delete("cursor");
    history.replaceState(history.state, "", `${location.pathname}${writeAddress({ ...this.#view, from, to }, others)}${location.hash}`);
    this.#speak();
    this.#list();
    this.#choose();
    if (this.beside.isOpen && this.#view.event >= 0) this.beside.open(this.picture.events.id[this.#view.event]);
    const { stage } = this.parts;
    stage.setAttribute("aria-valuemin", Math.round(first / 1000));
    stage.setAttribute("aria-valuemax", Math.round(last / 1000));
    stage.setAttribute("aria-valuenow", Math.round((this.#view.at ?? last) / 1000));
  }

  /** The form and the pills say from where one looks. */
  #choose() {
    const { vantage, beside, lanes, q } = this.#view;
    for (const pill of this.querySelectorAll("a[data-vantage]")) {
      if (pill.dataset.vantage === (this.vantages[0]?.key ?? "")) pill.setAttribute("aria-current", "true");
      else pill.removeAttribute("aria-current");
    }
    for (const [name, value] of Object.entries({ for: vantage, beside, lanes, q })) {
      const field = this.parts.form.elements[name];
      if (field && field !== document.activeElement) field.value = value;
    }
  }

  #list() {
    const whose = this.vantages[0]?.kind === "room" ? "" : (this.vantages[0]?.name ?? "");
    this.listing.follow({ picture: this.picture, states: this.vantages.length ? this.#states[0] : null, moment: this.#view.at, whose });
    const isThere = this.listing.point(this.picture, this.#view.event);
    if (!isThere && this.listing.asked !== this.#view.event) this.#listAnew();
  }

  /** Have the server draw the part of the list in which the chosen event stands; once for each event. */
  #listAnew() {
    const { event, q } = this.#view;
    this.listing.asked = event;
    const asked = new URLSearchParams(q ? { q } : {});
    if (event >= 0 && this.picture.count > 100) asked.set("from", new Date(this.picture.at[event] - 1).toISOString());
    htmx.ajax("GET", `${this.getAttribute("list")}?${asked}`, { target: "#events", swap: "outerHTML" });
  }

  #speak() {
    const { title, said, stage } = this.parts;
    const { at, event } = this.#view;
    const when = at === null ? (this.vantages.length ? "In the end" : "") : this.stage.clock.second(at);
    const view = viewOf(this.vantages[0]) + (this.vantages[1] ? `, and ${viewOf(this.vantages[1])}` : "");
    title.replaceChildren(when ? `${when}, ` : "", accent(when ? view : view.replace(/^./, (letter) => letter.toUpperCase())));
    const words = event >= 0 && (at === null || this.picture.at[event] <= at) ? this.#sentence(event) : "";
    said.textContent = words || this.#invitation();
    stage.setAttribute("aria-valuetext", words || title.textContent);
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => this.#say(document.activeElement === stage ? "" : words), SETTLED);
  }

  /** What the picture holds and how one begins, while nothing is chosen. */
  #invitation() {
    const { at, count } = this.picture;
    if (this.#view.at !== null) return "";
    return `${count} events in ${spoken(at[count - 1] - at[0])}. Press one to see all that is said of it; slide the edge from the right to look from inside.`;
  }

  /** "14:09:12, alert latency: the API team did not know yet". */
  #sentence(event, only) {
    const { picture } = this;
    const occurred = picture.at[event];
    const moment = this.#view.at ?? Infinity;
    const states = this.vantages.map((vantage, pane) => {
      if (only !== undefined && pane !== only) return "";
      const state = this.#states[pane][event];
      if (state === AHEAD) return "";
      const held = this.#held[pane];
      return stateWords(state, vantage, held.since(event, moment), this.stage.clock, occurred, held.learns(event, moment), this.#view.at !== null);
    });
    const ends = states.filter(Boolean).join("; ");
    return `${this.stage.clock.second(occurred)}, ${picture.events.what[event]}${ends ? `: ${ends}` : ""}`;
  }

  #say(words) {
    const { live } = this.parts;
    if (live && live.textContent !== words) live.textContent = words;
  }

  // What changes around it

  async #refetch() {
    const id = this.#view.event >= 0 ? this.picture.events.id[this.#view.event] : "";
    const [first, last] = this.picture.extent;
    const wasWhole = this.window[0] <= first && this.window[1] >= last;
    try {
      const read = await this.source.read(this.vantages.map((vantage) => vantage.key));
      if (read === null) return;
    } catch {
      return; // the region says that the connection is lost; on its return we are told again
    }
    this.#view.event = this.picture.placeOf.get(id) ?? -1;
    this.window = wasWhole ? [...this.picture.extent] : fitted(this.window, this.picture.extent);
    await this.#lookFrom();
    this.#rebuilt();
  }

  #fit() {
    if (this.stage.width === this.parts.stage.clientWidth) return;
    this.stage.width = this.parts.stage.clientWidth;
    this.stage.fit();
    this.#draw("base");
  }

  #retheme() {
    this.stage.retheme();
    this.#draw("base");
  }
}

function accent(words) {
  const part = document.createElement("span");
  part.className = "accent";
  part.textContent = words;
  return part;
}

customElements.define("incident-timeline", IncidentTimeline);
