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
