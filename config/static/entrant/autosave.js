// Never lose a word. Every change goes into this browser's storage at once, and to the server two seconds after
// typing stops, on leaving a field and on leaving the page. What the server has taken is struck from the storage;
// what it could not take (no network, signed out, a fault) waits there and is sent when it can be.
(function () {
  "use strict";
  const form = document.querySelector("form[data-autosave]");
  if (!form || !window.fetch || !window.localStorage) return;
  const say = form.dataset;
  const status = document.getElementById("save-state");
  const dialog = document.getElementById("sign-in");
  const renewal = dialogWhenTypingRests(dialog);
  const store = "entry:" + say.autosave + ":" + say.person;
  let token = form.elements.csrfmiddlewaretoken.value;
  let timer = 0, retry = 0, sending = false, wait = 2000;

  const groupOf = (element) => element.closest("[id^='div_id_']");
  const nameOf = (group) => group.id.slice("div_id_".length);
  const groups = new Map([...form.querySelectorAll("[id^='div_id_']")].map((group) => [nameOf(group), group]));
  const inputsOf = (name) => [...groups.get(name).querySelectorAll("input, textarea, select")].filter((i) => i.name);
  const versionOf = (name) => form.elements["v-" + name];
  const settled = new Map();  // what the server is known to hold

  function valuesOf(name) {
    const boxes = inputsOf(name).filter((i) => !(i.type === "radio" || i.type === "checkbox") || i.checked);
    return boxes.map((i) => [i.name, i.value]);
  }

  function fill(name, pairs) {
    for (const input of inputsOf(name)) {
      const values = pairs.filter(([key]) => key === input.name).map(([, value]) => value);
      if (input.type === "radio" || input.type === "checkbox") input.checked = values.includes(input.value);
      else input.value = values.length ? values[0] : "";
      input.dispatchEvent(new Event("filled", { bubbles: true }));
    }
  }

  function kept() {
    return keptInBrowser.read(store) || {};
  }
  function keep(waiting) {
    if (!Object.keys(waiting).length) keptInBrowser.drop(store);
    else if (!keptInBrowser.write(store, waiting)) tell(say.sayFull, true);
  }
  function tell(text, bad) {
    status.textContent = text;
    status.classList.toggle("badge-bad", Boolean(bad));
  }

  function noteChange(event) {
    const group = groupOf(event.target);
    if (!group || !groups.has(nameOf(group))) return;
    const name = nameOf(group), waiting = kept();
    const before = waiting[name], values = valuesOf(name);
    if (JSON.stringify(values) === (before ? JSON.stringify(before.values) : settled.get(name))) return;
    waiting[name] = { version: versionOf(name).value, ...before, values, at: Date.now() };
    keep(waiting);
    tell(say.sayTyping);
    clearTimeout(timer);
    timer = setTimeout(send, 2000);
  }

  function bodyOf(waiting) {
    const body = new FormData();
    for (const [name, item] of Object.entries(waiting)) {
      if (!groups.has(name) || item.clash) continue;
      body.append("only", name);
      body.append("v-" + name, item.version);
      for (const [key, value] of item.values) body.append(key, value);
    }
    return body;
  }

  async function send(leaving) {
    clearTimeout(timer);
    const waiting = kept(), body = bodyOf(waiting);
    if (!body.has("only") || (sending && !leaving)) return;
    sending = true;
    if (!leaving) tell(say.saySending);
    try {
      const options = { method: "POST", body, headers: { "X-CSRFToken": token }, credentials: "same-origin", redirect: "error" };
      const response = await fetch(say.url, leaving ? { ...options, keepalive: true } : options);
      await take(response, waiting);
    } catch {
      later(say.sayOffline);
    }
    sending = false;
  }

  async function take(response, waiting) {
    const isJson = (response.headers.get("Content-Type") || "").includes("json");
    if (response.status === 401) return askToSignIn();
    if (response.status === 403 && !isJson) return renewToken();
    if (response.status >= 500 || !isJson) return later(say.sayOffline);
    renewal.close();
    const said = await response.json();
    if (!response.ok) return tell(said.error || say.sayOffline, true);
    wait = 2000;
    accept(said, waiting);
  }

  function accept(said, sent) {
    const waiting = kept();
    for (const [name, version] of Object.entries(said.versions)) {
      versionOf(name).value = version;
      settled.set(name, JSON.stringify(sent[name].values));
      const now = waiting[name];
      if (!now) continue;
      if (JSON.stringify(now.values) === JSON.stringify(sent[name].values)) delete waiting[name];
      else now.version = version;  // typed on while this was on its way
    }
    for (const [name, clash] of Object.entries(said.clashes)) {
      if (!waiting[name] || waiting[name].version !== sent[name].version) continue;  // chosen already
      waiting[name].clash = clash;
      keep(waiting);
      showClash(name, clash);
    }
    for (const name of Object.keys(sent)) showProblem(name, said.problems[name]);
    keep(waiting);
    const list = document.getElementById("missing"), wasOpen = list.querySelector("details")?.open;
    list.innerHTML = siteHtml(say.url, said.missing);
    const fold = list.querySelector("details");
    if (fold) fold.open = Boolean(wasOpen);
    document.dispatchEvent(new CustomEvent("server-clock", { detail: said }));
    const left = Object.values(waiting).some((item) => !item.clash);
    if (Object.keys(said.problems).length) tell(say.sayProblem, true);
    else if (Object.keys(said.clashes).length) tell(say.sayClash, true);
    else tell(say.saySaved + " " + said.saved_at);
    if (left && !Object.keys(said.problems).length) timer = setTimeout(send, 2000);
  }

  function later(text) {
    tell(text, true);
    clearTimeout(retry);
    retry = setTimeout(send, wait);
    wait = Math.min(wait * 2, 30000);
  }

  function showProblem(name, text) {
    const group = groups.get(name);
    if (!group) return;
    // What the page said when it came is said again here, or is mended: never twice.
    for (const said of group.querySelectorAll(".invalid-feedback:not(.live-problem)")) said.remove();
    for (const input of group.querySelectorAll(".form-control, .form-select, .form-check-input")) {
      input.classList.toggle("is-invalid", Boolean(text));
      if (text) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
    }
    let line = group.querySelector(".live-problem");
    if (!line && text) {
      line = document.createElement("p");
      line.className = "invalid-feedback live-problem";
      line.setAttribute("role", "alert");
      group.append(line);
    }
    if (line) line.textContent = text || "";
  }

  function textOf(values) { return values.map(([, value]) => value).filter(Boolean).join("\n"); }

  function showClash(name, clash) {
    const group = groups.get(name);
    group.querySelector(".clash")?.remove();
    const box = document.getElementById("clash").content.cloneNode(true).querySelector(".clash");
    const theirs = typeof clash.theirs === "string" ? clash.theirs : JSON.stringify(clash.theirs);
    box.querySelector(".clash-mine").textContent = textOf(kept()[name]?.values || valuesOf(name));
    box.querySelector(".clash-theirs").textContent = theirs;
    box.querySelector(".clash-by").textContent = clash.by + " · " + clash.at;
    box.querySelector("[data-keep='mine']").addEventListener("click", () => settle(name, clash, null));
    box.querySelector("[data-keep='theirs']").addEventListener("click", () => settle(name, clash, clash.theirs));
    group.append(box);
  }

  function settle(name, clash, theirs) {
    const waiting = kept();
    versionOf(name).value = clash.version;
    groups.get(name).querySelector(".clash")?.remove();
    if (theirs !== null) {
      const inputs = inputsOf(name);
      fill(name, inputs.length && Array.isArray(theirs) ? theirs.map((v) => [inputs[0].name, v]) : [[inputs[0].name, theirs]]);
      delete waiting[name];
      keep(waiting);
      settled.set(name, JSON.stringify(valuesOf(name)));
      tell(say.saySaved);
      return;
    }
    waiting[name] = { values: valuesOf(name), version: clash.version, at: Date.now() };
    keep(waiting);
    send();
  }

  // Signed out: the password is asked for here, and the text stays where it is.
  function askToSignIn() {
    tell(say.saySignedOut, true);
    renewal.open();
  }

  async function renewToken() {
    const response = await fetch(say.url, { credentials: "same-origin" });
    if (response.status === 401) return askToSignIn();
    if (!response.ok) return later(say.sayOffline);
    token = (await response.json()).token;
    form.elements.csrfmiddlewaretoken.value = token;
    clearTimeout(timer);
    timer = setTimeout(send, 50);
  }

  async function signIn(event) {
    event.preventDefault();
    const problem = dialog.querySelector("[role='alert']");
    try {
      const page = await fetch(dialog.dataset.url, { credentials: "same-origin" });
      const fresh = new DOMParser().parseFromString(siteHtml(page.url, await page.text()), "text/html");
      const body = new FormData(event.target);
      const hidden = fresh.querySelector("input[name='csrfmiddlewaretoken']");
      if (hidden) body.set("csrfmiddlewaretoken", hidden.value);
      const response = await fetch(dialog.dataset.url, {
        method: "POST", body, credentials: "same-origin", headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      problem.textContent = response.ok ? "" : say.sayWrong;
      if (response.ok) { renewal.close(); event.target.reset(); await renewToken(); }
    } catch {
      problem.textContent = say.sayOffline;
    }
  }

  // What an earlier visit could not send is put back into its fields.
  function restore() {
    const waiting = kept();
    for (const [name, item] of Object.entries(waiting)) {
      if (!groups.has(name)) continue;
      const same = JSON.stringify(item.values) === JSON.stringify(valuesOf(name));
      if (same && say.fresh === "yes") { delete waiting[name]; continue; }
      fill(name, item.values);
      if (item.clash) showClash(name, item.clash);
    }
    keep(waiting);
    if (Object.keys(waiting).length) { tell(say.sayRestored); timer = setTimeout(send, 300); }
  }

  form.addEventListener("input", noteChange);
  form.addEventListener("change", noteChange);
  form.addEventListener("focusout", () => send());
  window.addEventListener("online", () => send());
  window.addEventListener("pagehide", () => send(true));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(true); });
  dialog?.querySelector("form").addEventListener("submit", signIn);
  dialog?.addEventListener("close", () => { if (status.classList.contains("badge-bad")) later(say.saySignedOut); });
  if (say.fresh === "yes") for (const name of groups.keys()) settled.set(name, JSON.stringify(valuesOf(name)));
  restore();
})();
