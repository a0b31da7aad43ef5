// A form on a page that is the same for everyone: its token comes when somebody begins to fill it in.
export function bind(form) {
  const token = form.elements.namedItem("csrfmiddlewaretoken");

  async function fill() {
    if (token.value) return;
    const answer = await fetch(form.dataset.token, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    for (const [name, value] of Object.entries(await answer.json())) form.elements.namedItem(name).value = value;
  }

  form.addEventListener("focusin", () => fill().catch(() => {}), { once: true });
  // Whoever is quicker than the answer, or lost the connection meanwhile, waits for it here.
  form.addEventListener("submit", (event) => {
    if (token.value) return;
    event.preventDefault();
    fill().then(() => token.value && form.requestSubmit(event.submitter), () => {});
  });
}
