/** How the desk asks the server: pages of rows, what people made of them, and what somebody does. */

export async function ask(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer;
}

/** Do something; the answer says whether it worked. */
export function tell(address, values) {
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  return fetch(address, { method: "POST", body: new URLSearchParams(values), headers: { ...token, "HX-Request": "true" } });
}

/** The first element of some markup, an empty one where there is none. */
export function parsed(markup) {
  const place = document.createElement("template");
  place.innerHTML = markup.trim();
  return place.content.firstElementChild ?? document.createElement("div");
}
