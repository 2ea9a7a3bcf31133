// A bundle read in this browser: the ZIP, its checksums, its signature and its ledger. Nothing is sent anywhere.
// Written apart from the Python verifier on purpose: two programs that agree are worth more than one.
const bundles = (() => {
  "use strict";
  const MOST = 256 * 1024 * 1024; // bytes of all files together, as the other verifier has it
  const GENESIS = "0".repeat(64);
  const bytesOf = (text) => new TextEncoder().encode(text);
  const textOf = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const digest = async (bytes) => hex(await sha256(bytes));

  // Python's json.dumps with sorted keys and no spaces. A number that JavaScript writes otherwise (10.0) stands in an
  // object under this name, as it was written.
  const AS_WRITTEN = "number as written";
  function canonical(value) {
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    if (AS_WRITTEN in value) return value[AS_WRITTEN];
    const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${pairs.join(",")}}`;
  }

  const commitment = (value, salt) => digest(bytesOf(`${salt}:${canonical(value)}`));

  async function inflated(bytes, size) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const found = new Uint8Array(await new Response(stream).arrayBuffer());
    if (found.length !== size) throw new Error("a file is not as long as the ZIP says");
    return found;
  }

  // By the list at its end, as ZIPs are read: name -> bytes.
  async function unzipped(buffer) {
    const view = new DataView(buffer);
    const end = buffer.byteLength - 22;
    if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw new Error("this is no ZIP");
    const files = new Map();
    let place = view.getUint32(end + 16, true);
    let total = 0;
    for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
      if (view.getUint32(place, true) !== 0x02014b50) throw new Error("this ZIP is damaged");
      const [way, packed, size] = [view.getUint16(place + 10, true), view.getUint32(place + 20, true), view.getUint32(place + 24, true)];
      const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(place + field, true));
      const title = textOf(new Uint8Array(buffer, place + 46, name));
      const local = view.getUint32(place + 42, true);
      const begin = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      total += size;
      if (total > MOST || files.has(title)) throw new Error("this is no bundle");
      const content = new Uint8Array(buffer, begin, packed);
      files.set(title, way === 0 ? content : await inflated(content, size));
      place += 46 + name + extra + comment;
    }
    // pictures for the press, a spreadsheet: many files are ZIPs
    if (!files.has("SHA256SUMS") && !files.has("ledger.jsonl")) throw new Error("this is no bundle");
    return files;
  }

  async function sumsHold(files) {
    const stated = new Map(textOf(files.get("SHA256SUMS")).trimEnd().split("\n").map((line) => [line.slice(66), line.slice(0, 64)]));
    const covered = [...files.keys()].filter((name) => !name.startsWith("SHA256SUMS"));
    if (covered.length !== stated.size) return false;
    for (const name of covered) if ((await digest(files.get(name))) !== stated.get(name)) return false;
    return true;
  }

  async function isSignedBy(key, signature, content) {
    const known = await crypto.subtle.importKey("raw", unhex(key), { name: "Ed25519" }, false, ["verify"]);
    return crypto.subtle.verify({ name: "Ed25519" }, known, signature, content);
  }

  // true, false, or null where this browser cannot tell or there is nothing to check.
  async function isSigned(files, keys) {
    if (!keys.length || !files.has("SHA256SUMS.sig")) return keys.length ? false : null;
    const signature = unhex(textOf(files.get("SHA256SUMS.sig")).trim());
    try {
      for (const key of keys) if (await isSignedBy(key, signature, files.get("SHA256SUMS"))) return true;
    } catch { return null; }
    return false;
  }

  const rowsOf = (files) => textOf(files.get("ledger.jsonl")).trimEnd().split("\n").map((line) => JSON.parse(line));

  // The number of the first row that does not follow, or whose content or values are not what was hashed; 0 for none.
  async function firstBroken(rows) {
    let previous = GENESIS;
    for (const [place, row] of rows.entries()) {
      const { hash, values, ...content } = row;
      const follows = row.number === place + 1 && row.previous === previous;
      if (!follows || (await digest(bytesOf(canonical(content)))) !== hash) return place + 1;
      previous = hash;
    }
    return 0;
  }

  // RFC 9162, 2.1.1: level by level, a node without a neighbour is its own parent.
  async function rootOf(rows) {
    let level = await Promise.all(rows.map((row) => sha256(Uint8Array.of(0, ...unhex(row.hash)))));
    while (level.length > 1) {
      const pairs = [];
      for (let place = 0; place < level.length; place += 2) {
        const [left, right] = [level[place], level[place + 1]];
        pairs.push(right ? sha256(Uint8Array.of(1, ...left, ...right)) : left);
      }
      level = await Promise.all(pairs);
    }
    return btoa(String.fromCharCode(...(level[0] || await sha256(new Uint8Array()))));
  }

  // RFC 4180, as the bundle's tables are written: one object a line.
  function table(bytes) {
    const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
    const text = textOf(bytes);
    const lines = [[]];
    for (let found = cells.exec(text); found; found = cells.exec(text)) {
      lines.at(-1).push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
      if (cells.lastIndex >= text.length) break;
      if (found[3] !== ",") lines.push([]);
    }
    const [head, ...rest] = lines.filter((line) => line.length > 1);
    return rest.map((line) => Object.fromEntries(head.map((name, place) => [name, line[place]])));
  }

  return {
    unzipped, sumsHold, isSigned, isSignedBy, rowsOf, firstBroken, rootOf, commitment, canonical, table, textOf, digest, bytesOf,
    AS_WRITTEN,
  };
})();
