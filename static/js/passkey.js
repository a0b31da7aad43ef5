// Makes a passkey or asks for one when its form is sent; what the browser answers goes along in the field "credential".
export function bind(form) {
  if (!window.PublicKeyCredential) return; // The button stays off.
  const failure = form.querySelector("[data-passkey-failure]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failure.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
      form.submit();
    } catch {
      failure.hidden = false;
    }
  });
  form.querySelector("button").disabled = false;
}

async function ask(form) {
  const publicKey = decoded((await options(form)).publicKey);
  if (form.dataset.passkey === "get") return encoded(await navigator.credentials.get({ publicKey }));
  const isAlone = form.elements.passwordless.checked;
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: isAlone ? "required" : "discouraged",
    requireResidentKey: isAlone,
    userVerification: isAlone ? "required" : "preferred",
  };
  return encoded(await navigator.credentials.create({ publicKey }));
}

async function options(form) {
  const { options: id, optionsUrl } = form.dataset;
  if (id) return JSON.parse(document.getElementById(id).textContent);
  const response = await fetch(optionsUrl, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`Answer ${response.status}`);
  return (await response.json()).request_options;
}

// Binary parts travel as base64url text.
function bytes(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const raw = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function decoded({ challenge, user, allowCredentials, excludeCredentials, ...rest }) {
  const known = (list) => list?.map((credential) => ({ ...credential, id: bytes(credential.id) }));
  return {
    ...rest,
    challenge: bytes(challenge),
    ...(user && { user: { ...user, id: bytes(user.id) } }),
    ...(allowCredentials && { allowCredentials: known(allowCredentials) }),
    ...(excludeCredentials && { excludeCredentials: known(excludeCredentials) }),
  };
}

function encoded(credential) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const filled = parts.filter((part) => credential.response[part]);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(filled.map((part) => [part, text(credential.response[part])])),
  };
}
