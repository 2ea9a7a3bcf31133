// What a judge types is kept on this device until the server says that it has it. Included after kept.js, before the
// script of a page: ballot.js, screening.js, pairs.js.
const valueOf = (input) => (input.type === "checkbox" ? input.checked : input.value);

// Field by field, through a lost line, a session that ended, a closed window.
//
// form.dataset: save, where it is sent to, and key, its name on this device. #sending: words and where to sign in.
// page.body(batch): what is posted of {name: {value, known}}; page.taken and page.refused(batch, told): what came of it.
// page.isBlocked?.(): something has to be answered before; page.sendsWhole: nothing is sent before a button is pressed.
const keptUntilSent = (form, page) => {
  "use strict";
  const { save, key } = form.dataset;
  const words = document.getElementById("sending").dataset;
  const state = document.getElementById("save-state");
  const dialog = document.getElementById("renew");
  const renewal = dialogWhenTypingRests(dialog);
  const csrf = form.querySelector("[name=csrfmiddlewaretoken]");
  // What has not reached the server yet. Each field has a place of its own in this browser's storage, so that two
  // tabs on one ballot never overwrite each other's.
  const queue = {};
  const isClosed = Boolean(form.querySelector("fieldset:disabled"));
  let isStored = true, timer = 0, sending = false, renewals = 0;
  let pressed = null;  // {button}: what was to happen once everything has arrived

  const field = (name) => form.elements.namedItem(name);
  function say(word, kind) {
    if (!state) return;
    state.textContent = word;
    state.className = `badge-${kind}`;
  }

  for (const slot of keptInBrowser.slots(`${key}:`)) {
    const change = keptInBrowser.read(slot);
    if (change) queue[slot.slice(key.length + 1)] = { value: change.value, known: change.known };
  }
  let stored = new Set(Object.keys(queue));
  function keep() {
    for (const name of stored) if (!(name in queue)) keptInBrowser.drop(`${key}:${name}`);
    const written = Object.entries(queue).map(([name, change]) => keptInBrowser.write(`${key}:${name}`, change));
    isStored = written.every(Boolean);
    stored = new Set(Object.keys(queue));
  }

  function change(name, value, known, wait) {
    queue[name] = { value, known };
    pressed = null;
    keep();
    say(page.sendsWhole ? words.kept : words.saving, "calm");
    later(wait);
  }
  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  }
  // Without what the server refused, and what the judge has yet to choose about.
  const sendable = () => Object.fromEntries(Object.entries(queue).filter(([, each]) => !each.held));

  // What a browser sends on though the page is being left: it refuses more than 64 KB of such.
  const MOST_KEPT_ALIVE = 50_000;
  async function post(body) {
    const isForm = body instanceof FormData;
    const { size } = new Blob(isForm ? [...body.values()] : [body]);
    const headers = { Accept: "application/json", "X-CSRFToken": csrf.value };
    if (!isForm) headers["Content-Type"] = "application/json";
    try {
      const answer = await fetch(save, { method: "POST", credentials: "same-origin", keepalive: size < MOST_KEPT_ALIVE, body, headers });
      const isJson = (answer.headers.get("Content-Type") || "").includes("json");
      return { status: answer.status, told: isJson ? await answer.json() : {} };
    } catch {
      return { status: 0, told: {} };
    }
  }

  async function send() {
    const batch = sendable();
    if (isClosed || sending || !Object.keys(batch).length || (page.sendsWhole && !pressed)) return;
    sending = true;
    const before = renewals;
    const { status, told } = await post(page.body(batch));
    sending = false;
    if (status === 200) {
      renewal.close();
      page.taken(batch, told);
      if (!page.sendsWhole) proceed();
    } else if (status === 401 && before !== renewals) { later(50); return; }  // signed in since it was sent
    else if (status === 401) { renewToken(told.token); renew(); return; }
    else if (status === 403) { if (await freshToken()) later(300); return; }
    else if (status === 422) page.refused(batch, told);
    else if (status === 0 || status >= 500) { say(pressed ? words.waits : words.offline, "warn"); later(3000); return; }
    else { pressed = null; say(`${words.refused}: ${told.problem || ""}`, "bad"); return; }
    if (Object.keys(queue).some((name) => queue[name] !== batch[name] && !queue[name].held)) later(50);
  }

  // A button was pressed: first everything arrives, then the form goes.
  form.addEventListener("submit", (event) => {
    if (page.isBlocked?.()) { event.preventDefault(); return; }
    const isWaiting = sending || Object.keys(sendable()).length;
    if (!isWaiting && navigator.onLine) return;
    event.preventDefault();
    pressed = { button: event.submitter };
    if (!navigator.onLine) say(words.waits, "warn");
    send();
  });
  function proceed() {
    if (!pressed || sending || Object.keys(sendable()).length || !navigator.onLine) return;
    const { button } = pressed;
    pressed = null;
    form.requestSubmit(button);
  }

  function renewToken(token) {
    if (token) csrf.value = token;
  }
  async function freshToken() {
    try {
      const told = await (await fetch(words.session, { credentials: "same-origin" })).json();
      renewToken(told.token);
      if (!told.signed_in) renew();
      return told.signed_in;
    } catch {
      say(words.offline, "warn");
      later(3000);
      return false;
    }
  }
  // The session has ended: sign in here, on top of the page; what was typed waits.
  function renew() {
    say(words.refused, "bad");
    renewal.open();
  }
  dialog?.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = dialog.querySelector(".invalid-feedback");
    try {
      const answer = await fetch(words.session, {
        method: "POST", body: new FormData(event.target), headers: { "X-CSRFToken": csrf.value }, credentials: "same-origin",
      });
      const told = await answer.json();
      renewToken(told.token);
      problem.textContent = told.problem || "";
      if (told.signed_in) { renewals += 1; renewal.close(); send(); }
    } catch { problem.textContent = words.offline; }
  });

  // What an earlier visit could not send stands in the form again. Where nothing can be changed any more it is shown
  // beside the form until the judge has taken what is wanted of it.
  function restore() {
    const lost = [];
    for (const [name, { value }] of Object.entries(queue)) {
      const input = field(name);
      if (!input) continue;
      if (isClosed) { if (valueOf(input) !== value) lost.push([labelOf(input), value]); }
      else if (input.type === "checkbox") input.checked = value;
      else input.value = value;
    }
    if (!isClosed) return;
    if (lost.length) showLost(lost); else forget();
  }
  const labelOf = (input) => (input.labels || input[0]?.labels)?.[0]?.textContent.trim() || "";
  function forget() {
    for (const name of Object.keys(queue)) delete queue[name];
    keep();
  }
  function showLost(lost) {
    const note = document.getElementById("not-arrived").content.cloneNode(true).firstElementChild;
    for (const [label, value] of lost) {
      const term = document.createElement("dt"), text = document.createElement("dd");
      term.textContent = label;
      text.textContent = value === true ? "✓" : value || "–";
      text.className = "typed";
      note.querySelector("dl").append(term, text);
    }
    note.querySelector("button").addEventListener("click", () => { forget(); note.remove(); });
    form.before(note);
  }

  window.addEventListener("online", () => { send(); proceed(); });
  document.addEventListener("visibilitychange", send);
  window.addEventListener("pagehide", send);
  // A browser that keeps nothing asks before it leaves what has not arrived.
  window.addEventListener("beforeunload", (event) => {
    if (!isStored && Object.keys(queue).length) event.preventDefault();
  });
  restore();
  return { queue, change, keep, say, send, field, words };
};

// A ballot of answers by criterion, and comments on the whole: what differs between two devices is merged, and asked about
// where both changed the same. Each has a place [data-code] with its version in [name=known-…].
//
// page.shown(code, value): a stored answer in words; page.drawn?.(code): after values came from elsewhere;
// page.tell?.(code, problem): what is wrong with one.
const keptCriteria = (form, page) => {
  "use strict";
  const MAPS = { score: "scores", comment: "comments", reason: "reasons", specialist: "specialist" };
  const PREFIX = new RegExp(`^(${Object.keys(MAPS).join("|")})-`);
  const code = (name) => name.replace(PREFIX, "");
  const isText = (each) => each.startsWith("comment_");
  const place = (each) => form.querySelector(`[data-code="${each}"]`);
  const seen = (each) => form.elements.namedItem(`known-${each}`);
  const versions = () => Object.fromEntries([...form.querySelectorAll("[name^='known-']")]
    .map((input) => [input.name.slice("known-".length), Number(input.value)]));
  const names = (each) => (isText(each) ? [each] : Object.keys(MAPS).map((kind) => `${kind}-${each}`));
  const lines = (parts) => parts.filter(Boolean).join("\n");

  const sender = keptUntilSent(form, {
    body(batch) {
      const made = { scores: {}, comments: {}, reasons: {}, specialist: {}, known: versions() };
      for (const [name, { value, known }] of Object.entries(batch)) {
        const kind = name.split("-")[0];
        if (isText(name)) made[name] = value;
        else made[MAPS[kind]][code(name)] = kind === "score" && page.number ? page.number(value) : value;
        made.known[code(name)] = known;
      }
      return JSON.stringify(made);
    },
    taken,
    refused,
    isBlocked() {
      const open = form.querySelector(".clash button");
      if (open) { say(words.clash, "warn"); open.focus(); }
      return Boolean(open);
    },
  });
  const { queue, keep, say, send, field, words } = sender;
  const waits = (each) => Object.keys(queue).filter((name) => code(name) === each);

  function changed(input) {
    const name = input.name;
    if (!name || name === "csrfmiddlewaretoken" || name.startsWith("known-")) return;
    compare(code(name));
    // The version it was typed over: what was changed elsewhere since is not written over unseen.
    sender.change(name, valueOf(input), Number(seen(code(name))?.value || 0), /^score-/.test(name) ? 150 : 600);
  }

  // The server has it: forget what was not changed again meanwhile, and know the new versions.
  function taken(batch, told) {
    const clashes = told.clashes || {};
    for (const [each, version] of Object.entries(told.versions || {})) {
      if (seen(each)) seen(each).value = version;
      waits(each).forEach((name) => { queue[name].known = version; });
    }
    for (const [name, { value }] of Object.entries(batch)) {
      if (code(name) in clashes) { if (queue[name] === batch[name]) queue[name].held = true; }
      else if (queue[name]?.value === value) delete queue[name];
    }
    keep();
    const newer = Object.entries(told.newer || {}).filter(([each]) => !waits(each).length);
    newer.forEach(([each, other]) => put(each, other));
    Object.entries(clashes).forEach(([each, other]) => ask(each, other));
    if (!Object.keys(queue).length) say(newer.length ? words.merged : words.saved, "good");
  }
  // Nothing of the batch was stored. What is wrong stays on this device until it is changed; the rest goes again.
  function refused(batch, told) {
    for (const [each, problem] of Object.entries(told.problems || {})) {
      page.tell?.(each, problem);
      const wrong = `score-${each}` in batch ? [`score-${each}`] : names(each);
      for (const name of wrong) if (queue[name] && queue[name] === batch[name]) queue[name] = { ...queue[name], held: true };
    }
    keep();
    say(`${words.refused}: ${told.problem || ""}`, "bad");
    if (Object.keys(batch).some((name) => queue[name] && !queue[name].held)) setTimeout(send, 50);
  }

  // What another device has stored, into the fields of this one.
  function put(each, other) {
    if (!place(each)) return;
    seen(each).value = other.version;
    if (isText(each)) field(each).value = other.comment;
    else {
      fill(`score-${each}`, other.value, other.reason);
      fill(`comment-${each}`, other.comment);
      fill(`reason-${each}`, other.reason);
      fill(`specialist-${each}`, other.specialist);
    }
    page.drawn?.(each);
  }
  function fill(name, value, reason) {
    const input = field(name);
    if (input instanceof RadioNodeList) {
      const isSaid = value !== null || Boolean(reason);
      for (const radio of input) radio.checked = isSaid && radio.value === (value ?? "");
    } else if (input?.type === "checkbox") input.checked = value;
    else if (input) input.value = value ?? "";
  }

  // Two devices changed the same: both stand side by side, and the judge says which one counts.
  function compare(each) {
    const note = place(each)?.querySelector(".clash");
    if (!note) return;
    note.querySelector("[data-side=mine]").textContent = isText(each) ? "" : page.mine(each);
    const texts = isText(each) ? [each] : [`comment-${each}`, `reason-${each}`];
    note.querySelector("[data-text=mine]").textContent = lines(texts.map((name) => field(name)?.value));
  }
  function ask(each, other) {
    const at = place(each);
    say(words.clash, "warn");
    const asked = at.querySelector(".clash");
    if (asked?.dataset.version === String(other.version)) { compare(each); return; }
    asked?.remove();
    const note = document.getElementById("clash").content.cloneNode(true).querySelector(".clash");
    note.dataset.version = other.version;
    note.setAttribute("aria-label", at.querySelector("label, legend").textContent.trim());
    note.querySelector("[data-side=theirs]").textContent = isText(each) ? "" : page.shown(each, other);
    note.querySelector("[data-text=theirs]").textContent = lines([other.comment, other.reason]);
    const settle = (act) => { note.remove(); act(); keep(); focusOn(each); send(); };
    note.querySelector("[data-keep=mine]").addEventListener("click", () => settle(() => {
      seen(each).value = other.version;
      // All of it as it stands in this form, not only what was typed last.
      for (const name of names(each)) if (field(name)) queue[name] = { value: valueOf(field(name)), known: other.version };
    }));
    note.querySelector("[data-keep=theirs]").addEventListener("click", () => settle(() => {
      waits(each).forEach((name) => delete queue[name]);
      put(each, other);
      if (!Object.keys(queue).length) say(words.saved, "good");
    }));
    (at.querySelector(".pick") || at.querySelector(".row-of, .say-row") || at.lastElementChild).after(note);
    compare(each);
  }
  function focusOn(each) {
    const input = isText(each) ? field(each) : field(`score-${each}`);
    (input instanceof RadioNodeList ? [...input].find((radio) => radio.checked) || input[0] : input).focus();
  }

  return { changed, ...sender };
};
