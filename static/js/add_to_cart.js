// A form that puts something into the cart, on a page that is the same for everyone and so has no token. Sent without
// one, it is asked again on a page of one's own; the token of that page is taken for the same form.
let token = "";

export function bind(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (button) button.disabled = true;
    try {
      if (!(await send(form))) form.submit();
    } catch {
      form.submit();
    } finally {
      if (button) button.disabled = false;
      // It lost the focus when it was disabled.
      if (document.activeElement === document.body) button?.focus();
    }
  });
}

// Was it put in? Otherwise the form goes the plain way, and the page that answers says why.
async function send(form) {
  const first = token ? null : await ask(form);
  token ||= first.querySelector("form[data-asks] [name=csrfmiddlewaretoken]")?.value ?? "";
  const answer = token ? await ask(form) : first;
  const isDone = !answer.querySelector("main") && answer.getElementById("cart-link");
  if (isDone) document.dispatchEvent(new CustomEvent("parts", { detail: answer.body.innerHTML }));
  return isDone;
}

async function ask(form) {
  const body = new FormData(form);
  if (token) body.set("csrfmiddlewaretoken", token);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
