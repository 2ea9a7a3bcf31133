// Files sent in parts, each with a bar: a broken line is waited for, and a file chosen again goes on where it stopped.
(function () {
  "use strict";
  const list = document.getElementById("file-list");
  if (!list || !window.XMLHttpRequest || !Blob.prototype.slice) return;
  const longest = 60000;

  const send = (method, url, token, body, onProgress) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader("X-CSRFToken", token);
    if (body instanceof Blob) request.setRequestHeader("Content-Type", "application/octet-stream");
    request.timeout = 120000;
    if (onProgress) request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* an error page, or the sign-in page */ }
      resolve({ status: request.status, answer: answer });
    };
    request.onerror = request.ontimeout = () => reject(new Error("line"));
    request.send(body);
  });

  const pause = (milliseconds) => new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() { clearTimeout(timer); window.removeEventListener("online", done); resolve(); }
    window.addEventListener("online", done);
  });

  // The same request until the server has answered: a server that starts again says 502 or 503 for a while.
  async function insist(form, say, ...request) {
    for (let wait = 1000; ; wait = Math.min(wait * 2, longest)) {
      try {
        const result = await send(...request);
        if (result.status < 500) { say(""); return result; }
      } catch { /* no line */ }
      say(form.dataset.sayWaiting);
      await pause(wait);
    }
  }

  function newLine(form, file) {
    const line = document.createElement("div"), name = document.createElement("span");
    const share = document.createElement("span"), bar = document.createElement("progress"), words = document.createElement("span");
    line.className = "file-line"; share.className = "quiet number"; words.className = "file-say quiet";
    name.textContent = file.name; bar.max = file.size; bar.value = 0; bar.setAttribute("aria-label", file.name);
    line.append(name, share, bar, words);
    form.querySelector(".file-progress").append(line);
    return {
      say: (text) => { words.textContent = text; words.className = "file-say quiet"; },
      refuse: (text) => { bar.remove(); share.remove(); words.textContent = text; words.className = "file-say invalid-feedback"; },
      at: (bytes) => { bar.value = bytes; share.textContent = Math.floor(100 * bytes / file.size) + " %"; },
      done: () => line.remove(),
    };
  }

  // What name and size say already, before anything is sent: "" where the file may come.
  function refusalOf(form, file) {
    const mega = 1024 * 1024, name = file.name.toLowerCase();
    const most = form.dataset.endings.split(" ").map((pair) => pair.split("=")).find(([ending]) => name.endsWith(ending))?.[1];
    if (!most) return form.dataset.sayType;
    if (file.size <= Number(most)) return "";
    return form.dataset.sayLarge.replace("{size}", Math.ceil(file.size / mega)).replace("{most}", Math.floor(most / mega));
  }

  // A phone's film in HEVC plays in few browsers; which one it is stands in the index, at one of its ends.
  async function isHevc(file) {
    if (!/\.(mov|mp4|m4v)$/i.test(file.name)) return false;
    const end = 4 * 1024 * 1024, latin = new TextDecoder("latin1");
    const ends = await new Blob([file.slice(0, end), file.slice(Math.max(end, file.size - end))]).arrayBuffer();
    const text = latin.decode(ends);
    return /stsd[^]{12}(hvc1|hev1)/.test(text) && !/stsd[^]{12}avc1/.test(text);
  }

  async function sendFile(form, file) {
    const line = newLine(form, file), token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const refusal = refusalOf(form, file);
    if (refusal) { line.refuse(refusal); return; }
    if (await isHevc(file)) { line.refuse(form.dataset.sayHevc); return; }
    const about = new FormData();
    about.append("name", file.name); about.append("size", file.size); about.append("changed", file.lastModified);
    about.append("question", form.elements.question.value);
    const begun = await insist(form, line.say, "POST", form.dataset.upload, token, about);
    if (begun.status !== 200 || !begun.answer.add) { line.refuse(begun.answer.message || form.dataset.sayFailed); return; }
    let received = begun.answer.received;
    line.at(received);
    while (received < file.size) {
      const part = file.slice(received, received + begun.answer.part), from = received;
      const url = begun.answer.add + "?offset=" + received;
      const sent = await insist(form, line.say, "POST", url, token, part, (loaded) => line.at(from + loaded));
      if (!("received" in sent.answer)) { line.refuse(sent.answer.message || form.dataset.sayFailed); return; }
      received = sent.answer.received;
      line.at(received);
    }
    line.say(form.dataset.sayChecking);
    const finished = await insist(form, line.say, "POST", begun.answer.finish, token, new FormData());
    if (finished.status !== 200 || !finished.answer.html) { line.refuse(finished.answer.message || form.dataset.sayFailed); return; }
    line.done();
    show(finished.answer.html);
  }

  async function sendAll(form, files) {
    for (const old of form.querySelectorAll(".file-line")) if (!old.querySelector("progress")) old.remove();
    for (const file of files) await sendFile(form, file);
  }

  // The list is asked for again while the worker looks at a file.
  let asked = 0;
  function show(html) {
    redraw(html);
    asked = 0;
    watch();
  }
  // Who writes a caption meanwhile goes on where they were.
  function redraw(html) {
    const field = document.activeElement, at = list.contains(field) && field.matches("input[type=text]") ? field : null;
    list.innerHTML = siteHtml(list.dataset.url, html);
    const anew = at && document.getElementById(at.id);
    if (!anew) return;
    anew.value = at.value;
    anew.focus({ preventScroll: true });
    anew.setSelectionRange(at.selectionStart, at.selectionEnd);
  }
  function watch() {
    if (!list.querySelector("[data-pending]") || asked > 40) return;
    asked += 1;
    setTimeout(async () => {
      try {
        const answer = await fetch(list.dataset.url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
        if (answer.ok && !answer.redirected && !list.contains(document.activeElement)) list.innerHTML = siteHtml(answer.url, await answer.text());
      } catch { /* next time */ }
      watch();
    }, 3000);
  }

  // Taken out and put back in place: the page stays where it is, and the focus goes to what undoes it.
  list.addEventListener("submit", async (event) => {
    if (event.target.matches("[data-caption]")) return;  // captions.js
    event.preventDefault();
    const form = event.target, row = form.closest("li"), at = [...row.parentElement.children].indexOf(row);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new FormData(form), credentials: "same-origin", headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (!answer.ok || answer.redirected) throw new Error("refused");
      show(await answer.text());
      list.querySelectorAll("ul.stack > li")[at]?.querySelector("form button")?.focus();
    } catch { form.submit(); }
  });

  for (const form of document.querySelectorAll("form[data-upload]")) {
    const field = form.querySelector("input[type=file]");
    field.multiple = true;
    field.required = false;
    form.querySelector("button[type=submit]").hidden = true;
    const hint = document.createElement("span");
    hint.className = "quiet";
    hint.textContent = form.dataset.sayDrop;
    field.after(hint);
    field.addEventListener("change", () => { const files = [...field.files]; field.value = ""; sendAll(form, files); });
    form.addEventListener("submit", (event) => { event.preventDefault(); });
    for (const kind of ["dragenter", "dragover"]) form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("file-over"); });
    for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => form.classList.remove("file-over"));
    form.addEventListener("drop", (event) => { event.preventDefault(); sendAll(form, [...event.dataTransfer.files]); });
  }
  watch();
})();
