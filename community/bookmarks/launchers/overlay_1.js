// Version 1 of what the bookmarklet shows on a foreign page: its pictures, to choose one. Works under any policy of that
// page that lets this file in: no markup from text, no inline styles, nothing asked of anybody.
(facts) => {
  const ID = "stoa-bookmarklet";
  const STYLE = `
    dialog { position: fixed; inset: 0; margin: auto; inline-size: min(64rem, 94vw); max-block-size: 90vh; padding: 0;
      border: 0; border-radius: 6px; background: #fbfaf6; color: #1d1a16; font: 16px/1.4 system-ui, sans-serif;
      box-shadow: 0 20px 60px rgb(0 0 0 / 45%); overflow: auto; }
    dialog::backdrop { background: rgb(12 10 8 / 70%); }
    header { display: flex; justify-content: space-between; align-items: center; gap: 16px; padding: 16px 20px;
      position: sticky; inset-block-start: 0; background: inherit; border-block-end: 1px solid #e3dfd4; z-index: 1; }
    h2 { font: 600 20px/1.2 Georgia, serif; margin: 0; }
    p { padding: 24px 20px; margin: 0; }
    ul { list-style: none; margin: 0; padding: 20px; display: grid; gap: 12px;
      grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); }
    button { font: inherit; color: inherit; cursor: pointer; }
    .close, .link { border: 1px solid #8d8678; border-radius: 3px; background: transparent; padding: 8px 14px; }
    .pick { display: block; inline-size: 100%; padding: 0; border: 0; border-radius: 3px; overflow: hidden;
      background: #f3f0e8; }
    .pick img { display: block; inline-size: 100%; block-size: 170px; object-fit: contain; }
    .size { display: block; padding: 6px; font-size: 13px; color: #524d44; }
    button:focus-visible { outline: 3px solid #1f5fbf; outline-offset: 2px; }
    button:hover { background: #f8ebe3; }
  `;

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // Each picture once, the largest first.
  function pictures() {
    const found = new Map();
    for (const image of document.images) {
      const address = image.currentSrc || image.src;
      const isLarge = image.naturalWidth >= facts.smallest && image.naturalHeight >= facts.smallest;
      if (isLarge && /^https?:/.test(address) && !found.has(address)) found.set(address, image);
    }
    const area = (image) => image.naturalWidth * image.naturalHeight;
    return [...found].sort(([, one], [, other]) => area(other) - area(one));
  }

  function about() {
    const said = document.querySelector("meta[property='og:description'], meta[name='description']");
    return (String(getSelection() ?? "").trim() || said?.content || "").slice(0, 500);
  }

  function save(address, title) {
    const query = new URLSearchParams({ url: location.href, title: (title || document.title).slice(0, 200) });
    if (address) query.set("image", address);
    if (about()) query.set("description", about());
    const target = `${facts.form}?${query}`;
    if (!window.open(target)) location.href = target;
    close();
  }

  function close() {
    document.getElementById(ID)?.remove();
  }

  function choice([address, image]) {
    const size = `${image.naturalWidth} × ${image.naturalHeight}`;
    const shown = element("img", { src: address, alt: image.alt, referrerPolicy: image.referrerPolicy });
    const button = element("button", { type: "button", className: "pick" }, shown, element("span", { className: "size" }, size));
    button.setAttribute("aria-label", `${facts.words.save}: ${image.alt || address.split("/").pop()} (${size})`);
    button.addEventListener("click", () => save(address, image.alt));
    return element("li", {}, button);
  }

  function nothing() {
    const link = element("button", { type: "button", className: "link" }, facts.words.link);
    link.addEventListener("click", () => save("", ""));
    return element("p", {}, facts.words.none, document.createElement("br"), document.createElement("br"), link);
  }

  close();
  const host = element("div", { id: ID });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const found = pictures();
  const shut = element("button", { type: "button", className: "close" }, facts.words.close);
  shut.addEventListener("click", close);
  const heading = element("h2", { id: "title" }, facts.words.title);
  const list = found.length ? element("ul", {}, ...found.map(choice)) : nothing();
  const dialog = element("dialog", {}, element("header", {}, heading, shut), list);
  dialog.setAttribute("aria-labelledby", "title");
  dialog.addEventListener("close", close);
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  root.append(dialog);
  document.documentElement.append(host);
  dialog.showModal();
}
