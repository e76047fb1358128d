// Asks Meridian's API from the reader's browser. This is the one page that needs a script.

const form = document.querySelector("form.search");
const status = document.querySelector("#found");
const list = document.querySelector(".results");
const API = form.dataset.search;

/** A hit as a list entry. Its highlights are escaped HTML in which `<mark>` is the only tag. */
function entry({ document: { path, type, is_advertising: advert }, highlights }) {
  const item = document.createElement("li");
  const label = advert ? '<p class="small"><strong class="advert">Advertisement</strong></p>' : "";
  item.innerHTML = `<h2><a>${highlights.title}</a></h2>${label}<p>${highlights.text}</p>`;
  item.querySelector("a").setAttribute("href", path);
  item.dataset.type = type;
  return item;
}

function summary({ count, complete, items }) {
  if (!count) return "Nothing found. Try another word.";
  const found = `${complete ? "" : "More than "}${count} ${count === 1 ? "page" : "pages"} found`;
  return count > items.length ? `${found}; these are the best ${items.length}.` : `${found}.`;
}

async function search(words) {
  // Only pages: the API finds people, papers and claims too, which have no page of their own here.
  const response = await fetch(`${API}?${new URLSearchParams({ q: words, limit: 10, kind: "page" })}`);
  const answer = await response.json();
  // 400 says in words what is wrong with the question; the API describes every error so.
  if (!response.ok) throw new Error(answer.errors?.[0]?.detail ?? answer.title);
  list.replaceChildren(...answer.items.map(entry));
  status.textContent = summary(answer);
}

async function show(words) {
  form.q.value = words;
  if (!words) return;
  status.textContent = "Searching…";
  try {
    await search(words);
  } catch (error) {
    list.replaceChildren();
    // A TypeError is the browser's: no connection, or an API that does not name this site in API_CORS_ORIGINS.
    status.textContent = error instanceof TypeError ? "The search does not answer. Try again later." : error.message;
  }
}

const asked = () => new URLSearchParams(location.search).get("q") ?? "";

form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.pushState(null, "", `?${new URLSearchParams({ q: form.q.value })}`);
  show(form.q.value);
});
addEventListener("popstate", () => show(asked()));
show(asked());
