// Words of a mail: a click on a placeholder puts it where one was typing, and the frame beside the fields follows
// what is typed. Without this script placeholders are typed, and the button beside the frame shows what is typed.
(() => {
  "use strict";
  const looks = document.querySelector("[data-mail-looks]");

  const show = async (part) => {
    const button = part.querySelector("[data-mail-show]");
    const frame = part.querySelector("iframe");
    const sent = new FormData(button.form);
    sent.set("language", button.value);
    const turn = (part.turn = (part.turn || 0) + 1);
    const answer = await fetch(button.formAction, { method: "POST", body: sent }).catch(() => null);
    if (!answer?.ok || turn !== part.turn || !frame.contentDocument) return;
    // Read in the frame's own document, whose policy knows the mail's style.
    const shown = frame.contentDocument;
    const place = shown.scrollingElement?.scrollTop || 0;
    shown.documentElement.innerHTML = siteHtml(answer.url, await answer.text());
    if (shown.scrollingElement) shown.scrollingElement.scrollTop = place;
  };

  for (const part of document.querySelectorAll("[data-mail-part]")) {
    let field = part.querySelector("textarea");
    field.setSelectionRange(field.value.length, field.value.length); // until somebody chooses a place
    let waits = 0;
    part.addEventListener("focusin", (event) => {
      if (event.target.matches("textarea, input")) field = event.target;
    });
    part.addEventListener("input", () => {
      clearTimeout(waits);
      waits = setTimeout(show, 500, part);
    });
    for (const code of part.querySelectorAll("code[data-put]")) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "put-in" });
      code.replaceWith(button);
      button.append(code);
      button.addEventListener("click", () => {
        field.setRangeText(code.dataset.put, field.selectionStart, field.selectionEnd, "end");
        field.focus();
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }
    part.querySelector("[data-mail-show]").addEventListener("click", (event) => {
      event.preventDefault();
      show(part);
    });
    const frame = part.querySelector("iframe");
    if ("typed" in part.dataset) frame.addEventListener("load", () => show(part), { once: true });
    const widen = () => { frame.dataset.width = looks.querySelector("[data-mail-width]").value; };
    looks.addEventListener("change", (event) => {
      widen();
      if (!event.target.matches("[data-mail-width]")) show(part);
    });
    widen();
  }
})();
