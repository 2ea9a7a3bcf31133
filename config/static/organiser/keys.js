// "/" and Ctrl-K lead to the search, wherever one is on an organiser's page but in a field.
(() => {
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    const byLetter = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    const byChord = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const field = document.querySelector("[data-find]");
    if (!field || !(byLetter || byChord)) return;
    event.preventDefault();
    const side = document.getElementById("side");
    if (!field.checkVisibility() && side?.showPopover) side.showPopover();
    field.focus();
    field.select();
  });
})();
