// What is typed into a form with data-keep stays in this tab until the form's name changes: going on to the next
// entry and coming back, a session that ended, a reload lose nothing. data-once: a form is sent once.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const slot = `kept:${form.dataset.keep}`;
    const fields = () => [...form.elements].filter((field) => field.matches("textarea, input[type=text]"));
    const kept = keptInTab.read(slot) || {};
    for (const field of fields()) {
      // What the server gave back after a refusal is newer than what was kept.
      if (field.name in kept && field.value === field.defaultValue && !form.querySelector(".is-invalid, .invalid-feedback, .errorlist")) {
        field.value = kept[field.name];
        const fold = field.closest("details");
        if (fold && field.value !== field.defaultValue) fold.open = true;
      }
    }
    form.addEventListener("input", () => {
      const now = {};
      for (const field of fields()) if (field.value !== field.defaultValue || field.name in kept) now[field.name] = field.value;
      keptInTab.write(slot, now);
    });
  }
  for (const form of document.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
    });
  }
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-once]")) delete form.dataset.sent;
  });
})();
