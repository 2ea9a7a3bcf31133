// What a page keeps on this device, as JSON under a name: in this browser or in this tab alone. Included before the
// scripts that use it. A browser may refuse (storage switched off, or full): then there is nothing to read, and `write`
// answers false; the page itself still holds what was typed.
const keptBy = (storage) => ({
  read(slot) {
    try { return JSON.parse(window[storage].getItem(slot)); } catch { return null; }
  },
  write(slot, value) {
    try { window[storage].setItem(slot, JSON.stringify(value)); return true; } catch { return false; }
  },
  drop(slot) {
    try { window[storage].removeItem(slot); } catch { /* nothing was kept */ }
  },
  slots(begin) {
    try { return Object.keys(window[storage]).filter((slot) => slot.startsWith(begin)); } catch { return []; }
  },
});
const keptInBrowser = keptBy("localStorage");
const keptInTab = keptBy("sessionStorage");

// A dialog opens once nobody has typed for a second: else the next words would go into the dialog.
const dialogWhenTypingRests = (dialog) => {
  const REST = 1000;
  let typed = 0, timer = 0;
  for (const kind of ["keydown", "input"]) document.addEventListener(kind, () => { typed = performance.now(); }, true);
  function open() {
    clearTimeout(timer);
    const left = typed ? typed + REST - performance.now() : 0;
    if (left > 0) timer = setTimeout(open, left);
    else if (dialog && !dialog.open) dialog.showModal();
  }
  function close() {
    clearTimeout(timer);
    dialog?.close();
  }
  return { open, close };
};
