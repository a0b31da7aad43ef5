// What is personal on a page (account menu, messages, the editors' bar, what data-mine names) comes after it, once,
// each part into its place.
export async function bind(element) {
  const address = new URL(element.dataset.personal, location.href);
  address.searchParams.set("at", location.pathname + location.search);
  const names = new Set([...document.querySelectorAll("[data-mine]")].map((place) => place.dataset.mine));
  names.forEach((name) => address.searchParams.append("of", name));
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok) return;
  const fragment = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of [...fragment.body.children]) {
    const place = document.getElementById(part.id);
    if (!place) continue;
    place.replaceWith(part);
    part.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  }
}
