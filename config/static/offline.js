// Has the desk answered by a page of its own where there is no connection: see the worker.
if ("serviceWorker" in navigator) {
  const { worker, scope } = document.currentScript.dataset;
  const ownAlone = (address) => (new URL(address, location.href).origin === location.origin ? address : null);
  const policy = window.trustedTypes?.createPolicy("worker", { createScriptURL: ownAlone });
  const script = policy ? policy.createScriptURL(worker) : worker;
  navigator.serviceWorker.register(script, { scope }).catch(() => { /* the browser's own page then */ });
}
