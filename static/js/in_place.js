// What htmx puts into the page. It weighs half a page, so it comes when somebody reaches for such a link, not before.
let loading;

function load() {
  loading ??= new Promise((done) => {
    const script = document.createElement("script");
    script.src = document.body.dataset.htmx;
    script.addEventListener("load", done);
    document.head.append(script);
  });
  return loading;
}

// Until the page has come whole, htmx would wait for an event that is over, and a link is a plain link.
const isReady = () => document.readyState === "complete";
const isPlain = (event) => !event.metaKey && !event.ctrlKey && !event.shiftKey;

// Some ask by themselves: when they come into view, after a while, or because of another element.
const asksByItself = (element) => /\b(load|every|intersect|from)\b/.test(element.getAttribute("hx-trigger") ?? "");

// A choice that is made before htmx has come is not lost either.
const asksWhenChanged = (element) => /\bchange\b/.test(element.getAttribute("hx-trigger") ?? "");

export function bind(element) {
  if (window.htmx) {
    window.htmx.process(element);
    return;
  }
  if (asksByItself(element)) {
    if (isReady()) load();
    else window.addEventListener("load", load, { once: true });
  }
  for (const sign of ["pointerenter", "touchstart", "focusin"]) {
    element.addEventListener(sign, () => isReady() && load(), { passive: true });
  }
  const isForm = element.matches("form");
  element.addEventListener(isForm ? "submit" : "click", (event) => {
    if (window.htmx || !isReady() || !isPlain(event)) return;
    event.preventDefault();
    load().then(() => (isForm ? element.requestSubmit(event.submitter) : element.click()));
  });
  if (isForm && asksWhenChanged(element)) {
    element.addEventListener("change", () => {
      if (!window.htmx && isReady()) load().then(() => element.requestSubmit());
    });
  }
}

// Where the focus was on something that is gone now, it goes to what took its place.
let lost = "";

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  lost = detail.target.contains(document.activeElement) ? detail.target.id : "";
});
document.addEventListener("htmx:afterSettle", () => {
  const place = lost && document.activeElement === document.body && document.getElementById(lost);
  lost = "";
  if (!place) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
});
