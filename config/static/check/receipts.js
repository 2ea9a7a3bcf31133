// Check my ballot: whether what a receipt names stands in a published bundle as it was given. All of it happens here;
// the page may be used with the network switched off.
(() => {
  "use strict";
  const form = document.getElementById("check");
  if (!form) return;
  const says = form.dataset;
  const out = document.getElementById("found");

  const words = (name, values = {}) => says[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

  function tell(state, text) {
    const line = document.createElement("li");
    const mark = document.createElement("b");
    mark.textContent = { fine: "✓ ", wrong: "✗ ", open: "? " }[state];
    line.className = `check-${state}`;
    line.append(mark, text);
    out.append(line);
  }

  const fine = (is, good, bad, values) => tell(is ? "fine" : "wrong", words(is ? good : bad, values));

  // What was selected cannot be compared: nothing is wrong with a result because of that, and nothing is shown to be right.
  class Unread extends Error {}

  const isReceipt = (one) => Number.isSafeInteger(one?.row) && typeof one.hash === "string";

  function given(told) {
    const list = told?.receipts;
    if (!Array.isArray(list) || !list.length || !list.every(isReceipt)) throw new Unread(words("noReceipts"));
    return told;
  }

  async function inFile(file) {
    try { return given(JSON.parse(await file.text())); } catch { throw new Unread(words("noReceipts")); }
  }

  // The file, or what was typed: without the file a receipt knows no scores.
  async function receipts() {
    const file = form.elements.receipt.files[0];
    if (file) return inFile(file);
    const [row, hash, salt] = ["row", "hash", "salt"].map((name) => form.elements[name].value.trim().toLowerCase());
    const number = Number(asciiDigits(row));
    if (!row || !hash || !Number.isSafeInteger(number)) throw new Unread(words("nothing"));
    return { receipts: [{ row: number, hash, salt }] };
  }

  async function bundleIn(file) {
    try { return await bundles.unzipped(await file.arrayBuffer()); } catch { throw new Unread(words("unreadable")); }
  }

  // In the words of the page: Thai years are those of the Buddhist era. Rows tell days; older bundles moments.
  function dayOf(at) {
    const style = { dateStyle: "long", timeZone: "Asia/Bangkok" };
    return new Date(at).toLocaleDateString(document.documentElement.lang === "th" ? "th-TH" : "en-GB", style);
  }

  async function checkBundle(files) {
    fine(await bundles.sumsHold(files), "sums", "sumsWrong");
    const signed = await bundles.isSigned(files, says.keys.split(" ").filter(Boolean));
    if (signed === null) tell("open", words("signatureUnknown"));
    else fine(signed, "signature", "signatureWrong");
    const rows = bundles.rowsOf(files);
    const broken = await bundles.firstBroken(rows);
    fine(!broken, "chain", "chainWrong", { rows: rows.length, row: broken });
    return rows;
  }

  // Of an entry: the row binds what was received, and the published list says what became of it.
  async function checkEntry(one, row, rows) {
    const same = (await bundles.commitment(one.value, one.salt)) === row.commitments[one.name];
    fine(same, "entry", "entryWrong", { row: one.row, entry: one.reference, value: one.value });
    const lists = rows.filter((other) => other.act === "list-published" && other.values.lines);
    const prize = lists.at(-1)?.values.lines.value.find((line) => line[2] === one.reference);
    tell(prize ? "fine" : "open", words(prize ? "prize" : "noPrize", { entry: one.reference, level: prize?.[1] }));
  }

  async function checkReceipt(one, rows, ballots) {
    const row = rows[one.row - 1];
    if (!row || row.hash !== one.hash) return tell("wrong", words("rowWrong", { row: one.row }));
    tell("fine", words("row", { row: one.row, at: dayOf(row.at) }));
    if (one.value) return checkEntry(one, row, rows);
    const opened = row.values.scores;
    const scores = one.scores ?? opened?.value;
    if (one.salt && scores) {
      const same = (await bundles.commitment(scores, one.salt)) === row.commitments.scores;
      const shown = !opened || bundles.canonical(opened.value) === bundles.canonical(scores);
      const given = Object.entries(scores).map(([code, value]) => `${code} ${value ?? "–"}`).join(", ");
      fine(same && shown, "scores", "scoresWrong", { row: one.row, scores: given });
    }
    if (!opened) return tell("open", words("otherRound", { row: one.row }));
    const line = ballots.find((ballot) => Number(ballot.ledger) === one.row);
    if (!line) return tell("wrong", words("lineWrong", { row: one.row }));
    const listed = Object.entries(opened.value).every(([code, value]) => (line[code] ?? "") === (value ?? ""));
    fine(listed, "line", "lineWrong", { row: one.row, state: says[`state${line.state.replace(" ", "")}`] ?? line.state });
  }

  // A head that the judge was given: the first rows of the published ledger have the same root.
  async function checkHead(checkpoint, rows) {
    const [, size, root] = checkpoint.split("\n");
    if (Number(size) > rows.length) return tell("open", words("headLater", { size }));
    fine((await bundles.rootOf(rows.slice(0, Number(size)))) === root, "head", "headWrong", { size });
  }

  async function check() {
    const bundle = form.elements.bundle.files[0];
    if (!bundle) throw new Unread(words("nothing"));
    const told = await receipts();
    const files = await bundleIn(bundle);
    const rows = await checkBundle(files);
    if (told.chain && rows[0].chain !== told.chain) throw new Unread(words("otherEdition", { edition: told.chain }));
    const ballots = bundles.table(files.get("ballots.csv"));
    for (const one of told.receipts) await checkReceipt(one, rows, ballots);
    if (told.checkpoint) await checkHead(told.checkpoint, rows);
  }

  function conclude(said) {
    const verdict = document.getElementById("verdict");
    verdict.textContent = words(said);
    verdict.className = `check-${{ good: "fine", bad: "wrong", unchecked: "open" }[said]}`;
    verdict.focus();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    out.replaceChildren();
    document.getElementById("verdict").textContent = "";
    if (!globalThis.crypto?.subtle) return tell("open", words("insecure"));
    let said = "good";
    try { await check(); } catch (problem) {
      said = problem instanceof Unread ? "unchecked" : "bad";
      tell(said === "bad" ? "wrong" : "open", said === "bad" ? words("damaged") : problem.message);
    }
    conclude(out.querySelector(".check-wrong") ? "bad" : said);
  });
})();
