// Has the desk answered by a page of its own where there is no connection: see the worker.
if ("serviceWorker" in navigator) {
  const { worker, scope } = document.currentScript.dataset;
  navigator.serviceWorker.register(worker, { scope }).catch(() => { /* the browser's own page then */ });
}
