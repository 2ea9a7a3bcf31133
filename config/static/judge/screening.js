// A screening ballot: 1, 2 and 3 answer, every change is kept on this device at once and sent within a second. Without
// this script the form is posted as it is.
(() => {
  "use strict";
  const form = document.getElementById("screening");
  if (!form || !form.querySelector("#save-state")) return;
  const state = document.getElementById("save-state");
  const { save, key } = form.dataset;
  const questions = [...form.querySelectorAll(".screened")];
  const maps = { score: "scores", comment: "comments", reason: "reasons" };
  let queue = keptInBrowser.read(key) || {};
  let timer = 0, sending = false;
  let token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const seen = (code) => form.elements.namedItem(`known-${code}`);
  const codeOf = (name) => name.replace(/^(score|comment|reason)-/, "");
  const knownOf = (name) => Number(seen(codeOf(name))?.value || 0);

  function say(word, kind) {
    state.textContent = word;
    state.className = `badge-${kind}`;
  }
  function keep() {
    if (Object.keys(queue).length) keptInBrowser.write(key, queue); else keptInBrowser.drop(key);
  }
  // What was kept here and never arrived stands in the form again.
  function restore() {
    for (const [name, { text }] of Object.entries(queue)) {
      const field = form.elements.namedItem(name);
      if (field) field.value = text;
    }
  }
  function changed(input) {
    if (!input.name || input.name.startsWith("known-")) return;
    // The version it was typed over: what was changed elsewhere since is not written over unseen.
    queue[input.name] = { text: input.value, known: knownOf(input.name) };
    keep();
    say(form.dataset.saving, "calm");
    clearTimeout(timer);
    timer = setTimeout(send, input.type === "radio" ? 150 : 600);
  }
  function body(batch) {
    const made = { scores: {}, comments: {}, reasons: {}, known: {} };
    for (const [name, { text, known }] of Object.entries(batch)) {
      const map = maps[name.split("-")[0]];
      if (!map) { made[name] = text; continue; }
      const code = codeOf(name);
      made[map][code] = text;
      made.known[code] = known;
    }
    return made;
  }
  function taken(batch, told) {
    for (const [code, version] of Object.entries(told.versions || {})) {
      seen(code).value = version;
      for (const name of Object.keys(queue)) if (codeOf(name) === code) queue[name].known = version;
    }
    const clashes = Object.keys(told.clashes || {});
    for (const [name, { text }] of Object.entries(batch)) {
      if (queue[name]?.text === text && !clashes.includes(codeOf(name))) delete queue[name];
    }
    keep();
    if (clashes.length) say(form.dataset.refused, "bad");
    else if (!Object.keys(queue).length) say(form.dataset.saved, "good");
  }
  async function send() {
    if (sending || !Object.keys(queue).length) return;
    sending = true;
    const batch = { ...queue };
    let wait = 0;
    try {
      const answer = await fetch(save, {
        method: "POST", credentials: "same-origin", keepalive: true, body: JSON.stringify(body(batch)),
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      });
      const type = answer.headers.get("Content-Type") || "";
      const told = type.includes("json") ? await answer.json() : {};
      if (answer.ok) taken(batch, told);
      else if (answer.status >= 500) { say(form.dataset.offline, "warn"); wait = 3000; }
      else { token = told.token || token; say(`${form.dataset.refused}: ${told.problem || ""}`, "bad"); }
    } catch {
      say(form.dataset.offline, "warn");
      wait = 3000;
    } finally {
      sending = false;
    }
    if (wait) setTimeout(send, wait);
    else if (Object.keys(queue).some((name) => queue[name] !== batch[name])) setTimeout(send, 50);
  }
  function choose(place) {
    const here = document.activeElement.closest(".screened");
    const open = questions.find((each) => !each.querySelector(":checked"));
    const radios = (here || open || questions[0]).querySelectorAll("[type=radio]");
    radios[place].checked = true;
    radios[place].focus();
    changed(radios[place]);
  }
  form.addEventListener("input", (event) => changed(event.target));
  // Whatever waits is in the form that is sent.
  form.addEventListener("submit", () => { clearTimeout(timer); queue = {}; keep(); });
  window.addEventListener("online", send);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, input:not([type=radio])");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !"123".includes(event.key)) return;
    event.preventDefault();
    choose(Number(event.key) - 1);
  });
  restore();
  send();
})();
