/** Which events a search shows: words, and kind:decision, team:"API Platform", standing:disputed, ...
 *
 * The server narrows its list by the same words (`record/rules/narrowing.py`); one table of cases tests both.
 */
export const FIELDS = ["kind", "phase", "standing", "team", "person", "service", "source"];

/** @returns {{words: string[], fields: Map<string, string[]>}} in small letters */
export function parse(query) {
  const words = [];
  const fields = new Map();
  for (const [, field, quoted, bare, word] of query.matchAll(/([a-z]+):(?:"([^"]*)"|(\S*))|(\S+)/gi)) {
    const name = field?.toLowerCase();
    const value = fold(quoted ?? bare ?? word);
    if (name && !FIELDS.includes(name)) words.push(fold(`${field}:${quoted ?? bare}`));
    else if (name && value) fields.set(name, [...(fields.get(name) ?? []), value]);
    else if (!name && value) words.push(value);
  }
  return { words, fields };
}

/** Whether one event is meant: every word is in what is said of it, and of each field one of the values is its own. */
export function matches({ words, fields }, told) {
  for (const [name, values] of fields) if (!values.includes(fold(told[name] ?? ""))) return false;
  const text = fold([told.what, told.person, told.team, told.service].filter(Boolean).join(" "));
  return words.every((word) => text.includes(word));
}

/** The numbers of the events that a query means, in order. */
export function found(picture, query) {
  const asked = parse(query);
  const all = Array.from({ length: picture.count }, (_, event) => event);
  if (!asked.words.length && !asked.fields.size) return all;
  return all.filter((event) => matches(asked, told(picture, event)));
}

/** What is said of one event, by name. */
export function told(picture, event) {
  const { events } = picture;
  const named = (column) => events[column].names[events[column].of[event]] ?? "";
  return {
    what: events.what[event],
    kind: events.kind[event],
    phase: events.phase[event],
    standing: events.standing[event],
    team: named("team"),
    person: named("person"),
    service: named("service"),
    source: named("source"),
  };
}

/** A query with one field's values put in the place of those it had. */
export function withField(query, name, values) {
  const rest = query.replace(new RegExp(`(^|\\s)${name}:("[^"]*"|\\S*)`, "gi"), " ").replace(/\s+/g, " ").trim();
  const said = values.map((value) => `${name}:${/\s/.test(value) ? `"${value}"` : value}`);
  return [...said, rest].filter(Boolean).join(" ");
}

function fold(text) {
  return text.toLowerCase().normalize("NFKC");
}
