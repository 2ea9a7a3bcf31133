// A screening ballot: 1, 2 and 3 answer; `sending.js` keeps every change and sends it within a second. Without this script
// the form is posted as it is.
(() => {
  "use strict";
  const form = document.getElementById("screening");
  if (!form) return;
  const questions = [...form.querySelectorAll(".screened")];
  const named = (code) => questions.find((each) => each.dataset.code === code);
  const said = (radio) => radio?.closest("label").textContent.trim() || "–";
  const sender = keptCriteria(form, {
    mine: (code) => said(named(code).querySelector(":checked")),
    shown: (code, other) => (other.value === null && !other.reason ? "–" : said(named(code).querySelector(`[type=radio][value="${other.value ?? ""}"]`))),
  });

  function choose(place) {
    const here = document.activeElement.closest(".screened");
    const open = questions.find((each) => !each.querySelector(":checked"));
    const radios = (here || open || questions[0]).querySelectorAll("[type=radio]");
    radios[place].checked = true;
    radios[place].focus();
    sender.changed(radios[place]);
  }
  form.addEventListener("input", (event) => sender.changed(event.target));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, input:not([type=radio])");
    const isOpen = !form.querySelector("fieldset:disabled") && !document.querySelector("dialog[open]");
    if (!isOpen || typing || event.ctrlKey || event.metaKey || event.altKey || !"123".includes(event.key)) return;
    event.preventDefault();
    choose(Number(event.key) - 1);
  });
  sender.send();
})();
