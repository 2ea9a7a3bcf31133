// Makes a passkey or asks for one, then sends the form that holds its answer. A form says which by `data-passkey`
// ("make" or "ask") and with what by `data-options`, or where to get that by `data-options-from`. Its button is hidden
// until this script has found that the browser knows passkeys; they belong to a name, and no browser makes one for an
// address of numbers.
(() => {
  const numbers = /^[\d.]+$|:/.test(window.location.hostname);
  const known = window.PublicKeyCredential && navigator.credentials && !numbers;
  const bytesOf = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const textOf = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const withBytes = (keys) => (keys || []).map((key) => ({ ...key, id: bytesOf(key.id) }));

  const make = async ({ publicKey }) =>
    navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: bytesOf(publicKey.challenge),
        user: { ...publicKey.user, id: bytesOf(publicKey.user.id) },
        excludeCredentials: withBytes(publicKey.excludeCredentials),
      },
    });
  const ask = async ({ publicKey }) =>
    navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: bytesOf(publicKey.challenge),
        allowCredentials: withBytes(publicKey.allowCredentials),
      },
    });

  const answerOf = (key) => {
    const { response } = key;
    const answer = { clientDataJSON: textOf(response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) answer[name] = textOf(response[name]);
    }
    if (response.getTransports) answer.transports = response.getTransports();
    return JSON.stringify({
      id: key.id,
      rawId: textOf(key.rawId),
      type: key.type,
      authenticatorAttachment: key.authenticatorAttachment,
      clientExtensionResults: key.getClientExtensionResults(),
      response: answer,
    });
  };

  const optionsOf = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const response = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`options: ${response.status}`);
    return (await response.json()).request_options;
  };

  const prepare = (form) => {
    const button = form.querySelector("[data-passkey-button]");
    const trouble = form.querySelector("[data-passkey-trouble]");
    const without = form.querySelector("[data-passkey-without]");
    if (!known) return;
    button.hidden = false;
    if (without) without.hidden = true;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      button.disabled = true;
      try {
        const options = await optionsOf(form);
        const key = await (form.dataset.passkey === "make" ? make(options) : ask(options));
        form.elements.credential.value = answerOf(key);
        form.submit();
      } catch {
        button.disabled = false;
        trouble.hidden = false;
        button.focus();
      }
    });
  };
  document.querySelectorAll("form[data-passkey]").forEach(prepare);
})();
