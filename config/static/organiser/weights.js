// The sum of each row of weights, kept as one types. Without this script the sum is checked on saving.
document.querySelectorAll("[data-weights] [data-row]").forEach((row) => {
  const output = row.querySelector("[data-sum]");
  const number = (text) => Number(asciiDigits(text) || 0);
  const show = () => {
    const sum = [...row.querySelectorAll("input")].reduce((total, box) => total + number(box.value), 0);
    output.textContent = Number.isFinite(sum) ? String(Math.round(sum * 1000) / 1000) : "?";
    output.classList.toggle("badge-bad", Math.abs(sum - 100) > 1e-6 || !Number.isFinite(sum));
  };
  row.addEventListener("input", show);
  show();
});
