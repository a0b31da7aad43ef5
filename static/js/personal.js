// What is personal on a page (account menu, messages, the editors' bar, what data-mine names) comes after it, once,
// each part into its place.
export async function bind(element) {
  const address = new URL(element.dataset.personal, location.href);
  address.searchParams.set("at", location.pathname + location.search);
  const names = new Set([...document.querySelectorAll("[data-mine]")].map((place) => place.dataset.mine));
  names.forEach((name) => address.searchParams.append("of", name));
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok) return;
  place(await response.text());
}

// Each element of `html` takes the place of the one of its id, where the page has one.
function place(html) {
  const focused = document.activeElement?.id;
  for (const part of [...new DOMParser().parseFromString(html, "text/html").body.children]) {
    const former = document.getElementById(part.id);
    if (!former) continue;
    if (former.querySelector("details[open]")) part.querySelector("details")?.setAttribute("open", "");
    former.replaceWith(part);
    part.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  }
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
}

// Other components hand over what they were answered: modules of this site share nothing but events.
document.addEventListener("parts", (event) => place(event.detail));

// A form with data-parts is answered by parts as well, wherever in the page they have their places.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.target.matches("[data-parts]") || !event.detail.shouldSwap) return;
  event.detail.shouldSwap = false;
  place(event.detail.serverResponse);
});
