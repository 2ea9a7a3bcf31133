// Shows a chosen emblem or picture in the preview before it is saved.
for (const input of document.querySelectorAll("input[data-preview]")) {
  input.addEventListener("change", () => {
    const shown = document.querySelector(`[data-shows="${input.dataset.preview}"]`);
    const file = input.files[0];
    if (!shown || !file) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => { shown.src = reader.result; });
    reader.readAsDataURL(file);
  });
}
