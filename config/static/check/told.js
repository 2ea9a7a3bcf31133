// What protocol.json tells beside the ballots: rules, votes on ties, setting, people, prizes. All of it from the acts.
const tellings = (() => {
  "use strict";
  const { digest, bytesOf, canonical, commitment, textOf } = bundles;
  const FORMAT = "smart-city-solutions-awards/result-bundle/3";
  const FACTS = [
    "assignment", "ballots", "ballots_before_lock", "categories", "chain", "chair_votes", "corrections", "criteria", "edition",
    "erased", "format", "judges", "key_fingerprint", "levels", "list_version", "locked_at", "locked_by", "method_changes",
    "missing", "published_at", "round", "rules", "rules_digest", "winners",
  ];
  const CARRIED = { code: "carried", name_th: "คะแนนที่ยกมาจากรอบก่อน", name_en: "Carried over" };
  const LANGUAGES = ["th", "en"];
  const alike = (a, b) => canonical(a ?? null) === canonical(b ?? null);
  const inProtocol = (name) => `protocol.json: ${name}`;

  // known: { acts, erased, protocol, round }, and the acts of this round by their kinds.
  function read(acts, erased, protocol) {
    const of = (...names) => acts.filter((act) => names.includes(act.act));
    const here = (...names) => of(...names).filter((act) => act.said.round === protocol.round.code);
    const lists = of("list-published").filter((act) => act.said.version === protocol.list_version);
    const text = (act, name) => (erased.has(ledgers.placed(act.number, name)) ? "" : act.said[name] ?? "");
    return { acts, erased, protocol, of, here, lists, published: lists.at(-1), text };
  }

  // Lists that were published before the ledger stated their setting: this page leaves them to the Python program.
  const isStated = (known) => Boolean(known.published && "setting" in known.published.raw.commitments);

  async function* methodFaults({ protocol, here, text }) {
    if (protocol.format !== FORMAT || Object.keys(protocol).sort().join() !== FACTS.join()) yield inProtocol("format");
    const rules = await digest(bytesOf(canonical(protocol.rules)));
    const locks = here("method.locked", "method.changed");
    if (rules !== protocol.rules_digest || locks[0]?.act !== "method.locked" || locks.at(-1).said.digest !== rules) {
      yield inProtocol("rules");
      return;
    }
    const [lock] = locks;
    if (protocol.locked_at !== lock.at) yield inProtocol("locked_at");
    if (protocol.locked_by !== lock.actor) yield inProtocol("locked_by");
    const early = here(...ledgers.SUBMITTED).filter((act) => act.number < lock.number);
    if (protocol.ballots_before_lock !== early.length) yield inProtocol("ballots_before_lock");
    const changes = here("method.changed").map((act) => {
      const asked = here("method.change-proposed").filter((one) => one.number < act.number && one.said.digest === act.said.digest);
      return { at: act.at, digest: act.said.digest, reason: text(act, "reason"), proposed_by: asked.at(-1)?.actor ?? null, agreed_by: act.actor };
    });
    if (!alike(protocol.method_changes, changes)) yield inProtocol("method_changes");
    const votes = here("chair.voted").reverse().map((act) => ({
      ledger: act.number, at: act.at, reason: text(act, "reason"), category: act.said.category, order: act.said.order, by_chair: act.said.by_chair,
    }));
    if (!alike(protocol.chair_votes, votes)) yield inProtocol("chair_votes");
  }

  function* settingFaults({ protocol, lists, published, erased }) {
    if (lists.length !== 1) yield "list-published";
    const { setting, corrections } = published.said;
    for (const name of ["edition", "categories", "levels"]) if (!alike(protocol[name], setting[name])) yield inProtocol(name);
    const taken = "carried" in protocol.rules ? [CARRIED] : [];
    if (!alike(protocol.criteria, [...setting.criteria, ...taken])) yield inProtocol("criteria");
    if (!alike(protocol.round, published.said[`round:${protocol.round.code}`])) yield inProtocol("round");
    if (!alike(protocol.corrections, corrections)) yield inProtocol("corrections");
    if (protocol.published_at !== published.at) yield inProtocol("published_at");
    const told = protocol.erased.flatMap((row) => row.values.map((name) => ledgers.placed(row.ledger, name)));
    if (told.sort().join() !== [...erased].sort().join()) yield inProtocol("erased");
  }

  async function* peopleFaults({ protocol, of }, lines, files) {
    const judges = protocol.judges.map((row) => row.judge);
    if (judges.join() !== [...new Set(lines.map((line) => line.judge))].sort().join()) yield inProtocol("judges");
    if (new Set(protocol.judges.map((row) => row.commitment)).size !== judges.length) yield inProtocol("judges");
    const persons = new Map(of("judge.accepted").filter((act) => "person" in act.said).map((act) => [act.judge, act.said.person]));
    for (const row of protocol.judges) if (persons.has(row.judge) && persons.get(row.judge) !== row.commitment) yield row.judge;
    const pem = files.has("public-key.pem") ? textOf(files.get("public-key.pem")).split("-----")[2] : null;
    const der = pem && Uint8Array.from(atob(pem.replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
    if (protocol.key_fingerprint !== (der ? await digest(der) : null)) yield inProtocol("key_fingerprint");
  }

  // ranks: category -> entry -> rank, as recomputed.
  async function* winnerFaults(known, ranks) {
    const { protocol, published } = known;
    const lines = published.said.lines.map((line, place) => [...line.slice(0, 5), ...published.said.lines_en[place]]);
    const names = ["category", "level", "reference", "title_th", "organisation_th", "title_en", "organisation_en"];
    const told = protocol.winners.map((winner) => names.map((name) => winner[name]));
    if (told.map(canonical).sort().join() !== lines.map(canonical).sort().join()) yield inProtocol("winners");
    const levels = new Map(protocol.levels.map((level) => [level.code, level]));
    for (const winner of protocol.winners) {
      const about = (name) => `${winner.reference}: ${name}`;
      const pseudonym = `e-${(await commitment({ entry: winner.reference }, winner.salt)).slice(0, 24)}`;
      if (pseudonym !== winner.entry) yield about("entry");
      if ((ranks.get(winner.category)?.get(winner.entry) ?? null) !== winner.rank) yield about("rank");
      if (LANGUAGES.some((one) => winner[`level_${one}`] !== levels.get(winner.level)?.[`name_${one}`])) yield about("level");
      yield* decisionFaults(known, winner, about);
      if (leavesOrder(winner, protocol, levels, ranks) !== winner.leaves_order) yield about("leaves_order");
    }
  }

  function* decisionFaults(known, winner, about) {
    if (decisions(known, winner, "list-frozen").at(-1)?.said.level !== winner.level) yield about("decision");
    const told = decisions(known, winner, "list-published").filter((act) => act.said.level === winner.level).at(-1);
    const reasons = LANGUAGES.map((one) => [winner[`reason_${one}`], told ? known.text(told, `public_reason_${one}`) : ""]);
    if (reasons.some(([said, due]) => said !== due)) yield about("reason");
  }

  // Decisions on this prize before the list was frozen or published.
  function decisions({ of, protocol }, winner, until) {
    const ends = of(until).filter((act) => act.said.version === protocol.list_version).map((act) => act.number);
    return of("decision", "overall-decision").filter((act) => {
      const { entry, category, level } = act.said;
      const same = category === winner.category || (act.act === "overall-decision" && level === winner.level);
      return same && entry === winner.reference && act.number < Math.max(0, ...ends);
    });
  }

  // A prize leaves the order where somebody before it holds a lower one, or none.
  function leavesOrder(winner, protocol, levels, ranks) {
    const held = new Map(protocol.winners.filter((one) => one.category === winner.category).map((one) => [one.entry, levels.get(one.level)?.order]));
    const own = ranks.get(winner.category) ?? new Map();
    const rank = own.get(winner.entry) ?? Infinity;
    const before = [...own].filter(([, other]) => other < rank).map(([entry]) => entry);
    return before.some((entry) => (held.get(entry) ?? Infinity) > levels.get(winner.level)?.order);
  }

  return { read, isStated, methodFaults, settingFaults, peopleFaults, winnerFaults };
})();
