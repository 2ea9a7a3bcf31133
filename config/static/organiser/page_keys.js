// Keys of a page: an element with data-press is pressed by that key, where it stands and can be seen. Keys rest while
// somebody types, while a key is held down, and when they are switched off (single letters must be: WCAG 2.1.4).
// data-needs: while every field that it names is empty, the key leads to the first of them instead.
(() => {
  "use strict";
  const slot = "keys-off";
  const off = () => keptInBrowser.read(slot) === 1;
  const typing = (at) => at.matches("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]");
  let chosen = null;  // the decision whose fields are being filled in

  for (const panel of document.querySelectorAll("[data-keys]")) {
    const box = panel.querySelector("input");
    panel.hidden = false;
    box.checked = !off();
    box.addEventListener("change", () => {
      keptInBrowser.write(slot, box.checked ? 0 : 1);
      document.documentElement.toggleAttribute("data-keys-off", off());
    });
  }
  document.documentElement.toggleAttribute("data-keys-off", off());

  function lacking(button) {
    const fields = button.dataset.needs ? [...button.form.querySelectorAll(button.dataset.needs)] : [];
    return fields.length && fields.every((field) => !field.value.trim()) ? fields[0] : null;
  }
  function lead(field) {
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    field.focus();
    field.scrollIntoView({ block: "nearest" });
  }
  function press(target) {
    const field = target.form ? lacking(target) : null;
    if (target.dataset.needs) chosen = target;
    if (field) lead(field);
    else target.click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey && chosen && chosen.form.contains(event.target)) {
      event.preventDefault();
      chosen.click();
      return;
    }
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (off() || typing(event.target) || document.querySelector("dialog[open]")) return;
    const target = document.querySelector(`[data-press="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target || target.closest("[hidden]")) return;
    event.preventDefault();
    press(target);
  });
  for (const button of document.querySelectorAll("[data-needs]")) {
    button.addEventListener("click", (event) => {
      chosen = button;
      const field = lacking(button);
      if (field && event.isTrusted) { event.preventDefault(); lead(field); }
    });
  }
})();
