// The judge's ballot: every change is kept on this device at once and sent within a second; nothing typed is lost.
// Without this script the form is posted as it is; with it, the same form saves itself.
(() => {
  "use strict";
  const form = document.getElementById("ballot");
  if (!form) return;
  const box = form.querySelector("fieldset");
  const state = document.getElementById("save-state");
  const output = document.getElementById("total");
  const { save, session, link, key } = form.dataset;
  const [min, max, step] = ["min", "max", "step"].map((name) => Number(form.dataset[name]));
  const criteria = [...form.querySelectorAll(".criterion")];
  let token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let queue = read();
  let stored = new Set(Object.keys(queue));
  let timer = 0;
  let sending = false;
  let waiting = null;  // the button that was pressed while a change was on its way

  // What has not reached the server yet: field name → {value, known}. Each field has a place of its own in this
  // browser's storage, so that two tabs on one ballot never overwrite each other's.
  function read() {
    const found = {};
    for (const slot of keptInBrowser.slots(`${key}:`)) {
      const change = keptInBrowser.read(slot);
      if (change) found[slot.slice(key.length + 1)] = change;
    }
    return found;
  }
  function keep() {
    for (const name of stored) if (!(name in queue)) keptInBrowser.drop(`${key}:${name}`);
    for (const [name, change] of Object.entries(queue)) keptInBrowser.write(`${key}:${name}`, change);
    stored = new Set(Object.keys(queue));
  }
  function say(word, kind) {
    state.textContent = word;
    state.className = `badge-${kind}`;
  }
  const digits = (text) => asciiDigits(text).replace(",", ".").trim();
  const field = (name) => form.elements.namedItem(name);
  const code = (name) => name.replace(/^(score|comment|reason|specialist)-/, "");
  const row = (name) => criteria.find((each) => each.dataset.code === code(name));
  const seen = (each) => each.querySelector("[name^='known-']");  // which version of a criterion this device knows
  const value = (input) => (input.type === "checkbox" ? input.checked : input.value);

  function onScale(text) {
    const number = Number(text);
    const steps = (number - min) / step;
    return text === "" || (number >= min && number <= max && Math.abs(steps - Math.round(steps)) < 1e-6);
  }

  function total() {
    let sum = 0, load = 0;
    for (const each of criteria) {
      const text = digits(each.querySelector(".score").value);
      const percent = Number(each.dataset.percent);
      if (text !== "" && onScale(text)) { sum += Number(text) * percent; load += percent; }
    }
    output.textContent = load ? (sum / load).toFixed(2) : "–";
  }

  function press(each) {
    const now = digits(each.querySelector(".score").value);
    for (const button of each.querySelectorAll(".pick button")) {
      const chosen = button.value === "" ? now === "" && each.querySelector("[name^='reason-']").value !== "" : now !== "" && Number(button.value) === Number(now);
      button.setAttribute("aria-pressed", String(chosen));
    }
    meaning(each, now);
    mark(each, now);
  }

  // The text for the chosen score: all of them share one place, so choosing another one moves nothing.
  function meaning(each, now) {
    const share = (Number(now) - min) / (max - min);
    const level = now === "" || !onScale(now) ? "none" : share < 1 / 3 ? "low" : share <= 2 / 3 ? "middle" : "high";
    for (const text of each.querySelectorAll(".meaning > p")) text.classList.toggle("meaning-now", text.dataset.level === level);
  }

  // The bar below: one mark for each criterion, and a button that leads to the next open one until all are scored.
  const bar = form.querySelector(".ballot-bar");
  const sendIn = bar?.querySelector("[name=submit]");
  const scored = (each) => { const text = digits(each.querySelector(".score").value); return text !== "" && onScale(text); };
  const answered = (each) => scored(each) || each.querySelector("[name^='reason-']").value.trim() !== "";
  const openOne = () => criteria.find((each) => !answered(each));
  function mark(each, now) {
    const dot = bar?.querySelector(`[data-for="${each.dataset.code}"]`);
    if (dot) {
      dot.textContent = now || (answered(each) ? "–" : "");
      const wrong = now !== "" && !onScale(now);
      dot.classList.toggle("dot-set", answered(each) && !wrong);
      dot.classList.toggle("dot-bad", wrong);
      const said = wrong ? `${now} – ${form.dataset.offScale}` : now || (answered(each) ? "–" : form.dataset.unscored);
      dot.setAttribute("aria-label", `${each.dataset.name}: ${said}`);
    }
    if (sendIn) sendIn.textContent = openOne() ? form.dataset.next : form.dataset.submit;
  }
  // What is wrong with a score, said below it while it is; "" takes it away.
  function tell(each, problem) {
    const input = each.querySelector(".score"), id = `problem-${each.dataset.code}`;
    let line = document.getElementById(id);
    input.setAttribute("aria-invalid", String(Boolean(problem)));
    if (!line && problem) {
      line = document.createElement("div");
      line.id = id;
      line.className = "invalid-feedback";
      line.setAttribute("role", "alert");
      each.querySelector(".row-of").after(line);
      input.setAttribute("aria-describedby", `${id} ${input.getAttribute("aria-describedby")}`);
    }
    if (line && line.textContent.trim() !== problem) line.textContent = problem;
    if (line) line.hidden = !problem;
  }
  function goTo(each) {
    const input = each.querySelector(".score");
    input.focus({ preventScroll: true });
    each.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  function changed(input) {
    const name = input.name;
    if (!name || name === "csrfmiddlewaretoken" || name.startsWith("known-")) return;
    const each = row(name);
    if (each) compare(each);
    if (name.startsWith("reason-")) press(each);
    if (input.classList.contains("score")) {
      const fine = onScale(digits(input.value));
      tell(each, fine ? "" : form.dataset.offScale);
      press(each);
      total();
      if (!fine) return;
    }
    queue[name] = { value: value(input), known: each ? Number(seen(each).value) : 0 };
    keep();
    say(form.dataset.saving, "calm");
    clearTimeout(timer);
    timer = setTimeout(send, input.classList.contains("score") ? 150 : 600);
  }

  function body(batch) {
    const made = { scores: {}, comments: {}, reasons: {}, specialist: {}, known: {} };
    for (const each of criteria) made.known[each.dataset.code] = Number(seen(each).value);
    const maps = { score: "scores", comment: "comments", reason: "reasons", specialist: "specialist" };
    for (const [name, change] of Object.entries(batch)) {
      const kind = name.split("-")[0];
      if (name === "comment_panel" || name === "comment_entrant") made[name] = change.value;
      else {
        made[maps[kind]][code(name)] = kind === "score" ? digits(change.value) : change.value;
        made.known[code(name)] = change.known;
      }
    }
    return made;
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
      else if (answer.status === 401) { token = told.token || token; renew(); }
      else if (answer.status === 403) { await freshToken(); wait = 300; }
      else if (answer.status === 422) refused(batch, told);
      else if (answer.status === 409) { say(`${form.dataset.refused}: ${told.problem}`, "bad"); }
      else wait = 3000;
      if (answer.status >= 500) say(form.dataset.offline, "warn");
    } catch {
      say(form.dataset.offline, "warn");
      wait = 3000;
    } finally {
      sending = false;
    }
    if (waiting) {
      const button = waiting;
      waiting = null;
      form.requestSubmit(button);
    } else if (wait) setTimeout(send, wait);
    else if (Object.keys(queue).some((name) => queue[name] !== batch[name])) setTimeout(send, 50);
  }

  // The server has it: forget what was not changed again meanwhile, and know the new versions.
  function taken(batch, told) {
    for (const [each, version] of Object.entries(told.versions || {})) {
      const at = criteria.find((one) => one.dataset.code === each);
      if (at) seen(at).value = version;
      for (const name of Object.keys(queue)) if (code(name) === each) queue[name].known = version;
    }
    for (const name of Object.keys(batch)) {
      if (queue[name] && queue[name].value === batch[name].value && !(told.clashes || {})[code(name)]) delete queue[name];
    }
    keep();
    const clashes = Object.entries(told.clashes || {});
    const newer = Object.entries(told.newer || {}).filter(([each]) => !Object.keys(queue).some((name) => code(name) === each));
    clashes.forEach(([each, other]) => ask(each, other));
    newer.forEach(([each, other]) => put(each, other));
    if (!clashes.length && !Object.keys(queue).length) say(newer.length ? form.dataset.merged : form.dataset.saved, "good");
  }

  function refused(batch, told) {
    for (const [each, problem] of Object.entries(told.problems || {})) {
      const place = criteria.find((one) => one.dataset.code === each);
      if (place) tell(place, problem);
      for (const name of Object.keys(batch)) if (code(name) === each) delete queue[name];
    }
    keep();
    say(`${form.dataset.refused}: ${told.problem || ""}`, "bad");
  }

  // What another device has stored for a criterion, into the fields of this one.
  function put(each, other) {
    const at = criteria.find((one) => one.dataset.code === each);
    if (!at) return;
    seen(at).value = other.version;
    field(`score-${each}`).value = other.value ?? "";
    field(`comment-${each}`).value = other.comment;
    field(`reason-${each}`).value = other.reason;
    field(`specialist-${each}`).checked = other.specialist;
    press(at);
    total();
  }

  // Two devices changed the same criterion: both stand side by side, and the judge says which one counts.
  const words = (parts) => parts.filter(Boolean).join("\n");
  function compare(at) {
    const note = at.querySelector(".clash");
    if (!note) return;
    const each = at.dataset.code;
    note.querySelector("[data-side=mine]").textContent = field(`score-${each}`).value || "–";
    note.querySelector("[data-text=mine]").textContent = words([field(`comment-${each}`).value, field(`reason-${each}`).value]);
  }
  function ask(each, other) {
    const at = criteria.find((one) => one.dataset.code === each);
    const sheet = document.getElementById("clash");
    if (!at || !sheet) return;
    say(form.dataset.clash, "warn");
    const asked = at.querySelector(".clash");
    if (asked?.dataset.version === String(other.version)) { compare(at); return; }
    asked?.remove();
    const note = sheet.content.cloneNode(true).querySelector(".clash");
    note.dataset.version = other.version;
    note.setAttribute("aria-label", at.querySelector("label").textContent.trim());
    note.querySelector("[data-side=theirs]").textContent = other.value ?? "–";
    note.querySelector("[data-text=theirs]").textContent = words([other.comment, other.reason]);
    const settle = (act) => { note.remove(); act(); keep(); field(`score-${each}`).focus(); send(); };
    const names = () => Object.keys(queue).filter((name) => row(name) === at);
    note.querySelector("[data-keep=mine]").addEventListener("click", () => settle(() => {
      seen(at).value = other.version;
      names().forEach((name) => { queue[name].known = other.version; });
    }));
    note.querySelector("[data-keep=theirs]").addEventListener("click", () => settle(() => {
      names().forEach((name) => delete queue[name]);
      put(each, other);
      if (!Object.keys(queue).length) say(form.dataset.saved, "good");
    }));
    (at.querySelector(".pick") || at.querySelector(".row-of")).after(note);
    compare(at);
  }

  async function freshToken() {
    try {
      const told = await (await fetch(session, { credentials: "same-origin" })).json();
      token = told.token;
      form.querySelector("[name=csrfmiddlewaretoken]").value = token;
      if (!told.signed_in) renew();
      return told.signed_in;
    } catch { return false; }
  }

  // The login has expired: sign in here, on top of the page; what was typed waits in the queue.
  const dialog = document.getElementById("renew");
  function renew() {
    say(form.dataset.refused, "bad");
    if (dialog && !dialog.open) dialog.showModal();
  }
  dialog?.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = dialog.querySelector(".invalid-feedback");
    const fields = new FormData(event.target);
    try {
      const answer = await fetch(session, { method: "POST", body: fields, headers: { "X-CSRFToken": token }, credentials: "same-origin" });
      const told = await answer.json();
      token = told.token || token;
      form.querySelector("[name=csrfmiddlewaretoken]").value = token;
      problem.textContent = told.problem || "";
      if (told.signed_in) { dialog.close(); send(); }
    } catch { problem.textContent = form.dataset.offline; }
  });

  // Keys: digits as they are, arrows by a step, Enter to the next criterion.
  function move(input, by) {
    const now = digits(input.value);
    const next = now === "" ? (by > 0 ? min : max) : Math.min(max, Math.max(min, Number(now) + by * step));
    input.value = String(Math.round(next * 1000) / 1000);
    changed(input);
  }
  const scores = criteria.map((each) => each.querySelector(".score"));
  scores.forEach((input, index) => {
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowUp" || event.key === "ArrowDown") { move(input, event.key === "ArrowUp" ? 1 : -1); event.preventDefault(); }
      if (event.key === "Enter") { (scores[index + 1] || field("comment_panel")).focus(); event.preventDefault(); }
    });
    input.addEventListener("focus", () => input.select());
  });

  // Buttons for whole points, for the mouse and for fingers, six in a row; the last says that there is no score.
  function pickButton(each, value, text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.value = value;
    button.textContent = text;
    button.tabIndex = -1;
    button.addEventListener("mousedown", (event) => event.preventDefault());  // else the page moves under the click
    button.addEventListener("click", () => act(each.querySelector(".score"), button));
    return button;
  }
  function giveNoScore(each) {
    const input = each.querySelector(".score"), reason = each.querySelector("[name^='reason-']");
    if (input.value !== "") { input.value = ""; changed(input); }
    reason.closest("details").open = true;
    reason.focus();
  }
  if (!box.disabled && (max - min) <= 20) {
    for (const each of criteria) {
      const picks = document.createElement("div");
      picks.className = "pick no-print";
      picks.setAttribute("role", "group");
      picks.setAttribute("aria-label", each.dataset.name);
      for (let number = min; number <= max; number += Math.max(1, step)) {
        picks.append(pickButton(each, String(number), String(number), (input, button) => { input.value = button.value; changed(input); }));
      }
      const none = pickButton(each, "", form.dataset.none, () => giveNoScore(each));
      none.className = "pick-none";
      picks.append(none);
      each.querySelector(".row-of").after(picks);
    }
  }

  // What an earlier visit could not send stands in the form again, and is sent now.
  for (const [name, change] of Object.entries(queue)) {
    const input = field(name);
    if (!input) continue;
    if (input.type === "checkbox") input.checked = change.value;
    else input.value = change.value;
  }
  form.addEventListener("input", (event) => changed(event.target));
  bar?.addEventListener("click", (event) => {
    const dot = event.target.closest("[data-for]");
    const each = dot ? criteria.find((one) => one.dataset.code === dot.dataset.for) : event.target === sendIn && !form.querySelector(".clash") && openOne();
    if (!each) return;
    event.preventDefault();
    goTo(each);
  });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) { event.preventDefault(); say(form.dataset.offline, "warn"); }
    const open = form.querySelector(".clash button");
    if (sending) { event.preventDefault(); waiting = event.submitter; return; }
    if (open) { event.preventDefault(); say(form.dataset.clash, "warn"); open.focus(); }
  });
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", send);
  window.addEventListener("pagehide", send);
  // On paper every meaning of a score is read; afterwards the page is as it was.
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll(".ballot details:not([open])")];
    unfolded.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener("afterprint", () => unfolded.forEach((fold) => { fold.open = false; }));

  total();
  criteria.forEach(press);
  if (!box.disabled) send();
  else { queue = {}; keep(); }
})();
