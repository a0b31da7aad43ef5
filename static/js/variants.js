// Which variant of a product is chosen: its price, stock and picture stand where the first one's stood.
export function bind(product) {
  const offers = [...product.querySelectorAll("[data-offer]")];

  function show(id) {
    for (const offer of offers) offer.hidden = offer.dataset.offer !== id;
    const chosen = offers.find((offer) => !offer.hidden);
    const picture = chosen?.querySelector("template[data-picture]")?.content.firstElementChild;
    const main = product.querySelector("[data-main-picture]");
    if (!picture || !main) return;
    main.href = picture.href;
    main.replaceChildren(...picture.cloneNode(true).childNodes);
  }

  product.addEventListener("change", (event) => {
    if (event.target.name === "offer") show(event.target.value);
  });
  // Browsers keep the choice when somebody comes back.
  const kept = product.querySelector("[name=offer]:checked");
  if (kept) show(kept.value);
}
