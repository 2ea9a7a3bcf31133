// Captions of pictures and films save themselves. What is typed is kept in this browser at once, and struck from it when
// the server has it; the list of files may be drawn anew meanwhile, and what was typed is put back into its fields.
(function () {
  "use strict";
  const list = document.getElementById("file-list");
  if (!list || !window.fetch || !window.localStorage || !window.MutationObserver) return;
  const say = list.dataset, timers = new Map();

  const slotOf = (form) => "caption:" + form.dataset.caption + ":" + say.person;
  const typedIn = (form) => ({ th: form.elements.caption_th.value, en: form.elements.caption_en.value });
  const readBy = (form) => ({ th: form.elements.was_th.value, en: form.elements.was_en.value });
  const same = (one, other) => one.th === other.th && one.en === other.en;

  function tell(form, text, bad) {
    const words = form.querySelector("[role='status']");
    words.textContent = text;
    words.classList.toggle("text-danger", Boolean(bad));
  }

  function readAt(form, stored) {
    form.elements.was_th.value = stored.th;
    form.elements.was_en.value = stored.en;
  }

  const formOf = (key) => list.querySelector("form[data-caption='" + key + "']");

  function noteChange(event) {
    const form = event.target.closest("form[data-caption]");
    if (!form) return;
    if (!keptInBrowser.write(slotOf(form), { typed: typedIn(form), read: readBy(form) })) tell(form, say.sayFull, true);
    else tell(form, say.sayTyping);
    later(form.dataset.caption, 1500);
  }

  function later(key, wait) {
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(() => send(key), wait));
  }

  async function send(key, leaving) {
    clearTimeout(timers.get(key));
    const form = formOf(key), kept = form && keptInBrowser.read(slotOf(form));
    if (!kept) return;
    const typed = typedIn(form);
    if (!leaving) tell(form, say.saySaving);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "error", keepalive: Boolean(leaving),
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (!(answer.headers.get("Content-Type") || "").includes("json")) throw new Error("no answer");
      take(key, typed, answer, await answer.json());
    } catch {
      const now = formOf(key);
      if (now) tell(now, say.sayOffline, true);
      later(key, 15000);
    }
  }

  function take(key, typed, answer, said) {
    const form = formOf(key);
    if (!form) return;
    if ("th" in said) readAt(form, said);
    if (!answer.ok) {
      keptInBrowser.write(slotOf(form), { typed: typedIn(form), read: readBy(form) });
      tell(form, said.message || say.sayOffline, true);
      return;
    }
    if (same(typedIn(form), typed)) { keptInBrowser.drop(slotOf(form)); tell(form, say.saySaved); }
    else { keptInBrowser.write(slotOf(form), { typed: typedIn(form), read: said }); later(key, 1500); }
  }

  // A list that came anew, or a page that was opened again: what the server does not have yet is put back.
  function restore() {
    for (const form of list.querySelectorAll("form[data-caption]")) {
      form.querySelector("button").hidden = true;
      const kept = keptInBrowser.read(slotOf(form));
      if (!kept || same(kept.typed, typedIn(form))) continue;
      form.elements.caption_th.value = kept.typed.th;
      form.elements.caption_en.value = kept.typed.en;
      readAt(form, kept.read);
      tell(form, say.sayTyping);
      later(form.dataset.caption, 1500);
    }
  }

  const all = (leaving) => { for (const form of list.querySelectorAll("form[data-caption]")) send(form.dataset.caption, leaving); };
  list.addEventListener("input", noteChange);
  list.addEventListener("focusout", (event) => {
    const form = event.target.closest("form[data-caption]");
    if (form) send(form.dataset.caption);
  });
  list.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-caption]")) return;
    event.preventDefault();
    keptInBrowser.write(slotOf(event.target), { typed: typedIn(event.target), read: readBy(event.target) });
    send(event.target.dataset.caption);
  });
  window.addEventListener("online", () => all());
  window.addEventListener("pagehide", () => all(true));
  new MutationObserver(restore).observe(list, { childList: true });
  restore();
})();
