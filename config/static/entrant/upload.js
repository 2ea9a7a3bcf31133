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

  async function sendFile(form, file) {
    const line = newLine(form, file), token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    if (file.size > Number(form.dataset.largest)) { line.refuse(form.dataset.sayLarge); return; }
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
    list.innerHTML = html;
    asked = 0;
    watch();
  }
  function watch() {
    if (!list.querySelector("[data-pending]") || asked > 40) return;
    asked += 1;
    setTimeout(async () => {
      try {
        const answer = await fetch(list.dataset.url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
        if (answer.ok && !answer.redirected && !list.contains(document.activeElement)) list.innerHTML = await answer.text();
      } catch { /* next time */ }
      watch();
    }, 3000);
  }

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
