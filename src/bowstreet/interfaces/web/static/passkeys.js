// Bowstreet: the browser's part of a passkey. The form waits for the device, then goes as any other form does.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

const WHY = {
  InvalidStateError: "This device has a passkey of yours already.",
  NotAllowedError: "No passkey was given. Try again.",
  SecurityError: "This page does not stand where passkeys of this node are used.",
};

const ask = {
  async new(options) {
    const made = await navigator.credentials.create({ publicKey: {
      ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: named(options.excludeCredentials),
    } });
    return { attestationObject: text(made.response.attestationObject), made };
  },
  async asked(options) {
    const made = await navigator.credentials.get({ publicKey: {
      ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials),
    } });
    return {
      authenticatorData: text(made.response.authenticatorData), signature: text(made.response.signature),
      ...(made.response.userHandle ? { userHandle: text(made.response.userHandle) } : {}), made,
    };
  },
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const field = form.querySelector("[name=credential], [name=passkey]");
  const why = form.querySelector("[data-why]");
  const say = (sentence) => { why.textContent = sentence; why.hidden = false; };
  form.addEventListener("submit", async (event) => {
    if (field.value) return;
    event.preventDefault();
    why.hidden = true;
    const place = form.dataset.place;
    if (!window.PublicKeyCredential) return say("This browser, or this address, knows no passkeys.");
    if (place && place !== location.hostname) return say(`Passkeys of this node are used at ${place} alone; this page stands at ${location.hostname}.`);
    try {
      const { made, ...response } = await ask[form.dataset.passkey](JSON.parse(form.dataset.options));
      field.value = JSON.stringify({
        id: made.id, rawId: text(made.rawId), type: made.type,
        response: { clientDataJSON: text(made.response.clientDataJSON), ...response },
      });
      form.requestSubmit();
    } catch (wrong) {
      say(WHY[wrong.name] || "The browser could not ask for the passkey.");
    }
  });
}
