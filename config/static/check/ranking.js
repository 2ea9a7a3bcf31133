// The ballots of a bundle ranked again by method 2 of the rules: adjusted scores and ranks. Chances and intervals come
// from a million random draws; these are left to the Python program, and the page says so.
const rankings = (() => {
  "use strict";
  const SCALE_LIMIT = Math.log(3);
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  const average = (values) => sum(values) / values.length;
  const within = (value, limit) => Math.min(limit, Math.max(-limit, value));
  const byName = (a, b) => (a.name < b.name ? -1 : Number(a.name > b.name));

  function grouped(things, key) {
    const found = new Map();
    for (const one of things) {
      if (!found.has(key(one))) found.set(key(one), []);
      found.get(key(one)).push(one);
    }
    return found;
  }

  // To decimals, a half to the even neighbour as NumPy does.
  function rounded(value, decimals) {
    const scaled = value * 10 ** decimals;
    const below = Math.floor(scaled);
    const over = scaled - below;
    const whole = over === 0.5 ? below + (below % 2 === 0 ? 0 : 1) : Math.round(scaled);
    return whole / 10 ** decimals + 0;
  }

  const published = (value, decimals) => rounded(rounded(value, 9), decimals);

  // Weighted mean of what was scored; the weights of what was not are shared out. NaN where nothing was.
  function mean(scores, weights) {
    let [load, points] = [0, 0];
    for (const [criterion, weight] of weights) {
      if (!(criterion in scores)) continue;
      load += weight;
      points += weight * scores[criterion];
    }
    return load > 0 ? points / load : NaN;
  }

  // ---- who is compared with whom: a group is what shared entries link ----

  // ballots: [{ judge, entry, category, scores, ranked }], weights: category -> [[criterion, weight]].
  function roundOf(ballots, weights) {
    const given = ballots.map((one) => ({ ...one, total: mean(one.scores, weights[one.category]) }));
    const scored = given.filter((one) => Number.isFinite(one.total));
    const round = { ballots: [], entries: [], seats: [], groups: [], judges: new Map() };
    for (const category of [...new Set(scored.map((one) => one.category))].sort()) {
      const own = scored.filter((one) => one.category === category);
      for (const part of linked(own)) addGroup(round, category, part);
    }
    round.judges = new Map([...new Set(round.seats.map((seat) => seat.judge))].sort().map((name, place) => [name, place]));
    return round;
  }

  // The ballots in parts that no entry and no judge has in common, by their first entry's name.
  function linked(ballots) {
    const [ofEntry, ofJudge] = [grouped(ballots, (one) => one.entry), grouped(ballots, (one) => one.judge)];
    const [seen, parts] = [new Set(), []];
    for (const entry of [...ofEntry.keys()].sort()) {
      if (seen.has(entry)) continue;
      const [part, waiting, judges] = [[], [entry], new Set()];
      seen.add(entry);
      while (waiting.length) {
        for (const ballot of ofEntry.get(waiting.pop())) {
          part.push(ballot);
          if (judges.has(ballot.judge)) continue;
          judges.add(ballot.judge);
          for (const other of ofJudge.get(ballot.judge)) {
            if (!seen.has(other.entry)) { seen.add(other.entry); waiting.push(other.entry); }
          }
        }
      }
      parts.push(part);
    }
    return parts;
  }

  function addGroup(round, category, ballots) {
    const group = { category, entries: [], seats: [] };
    for (const [name, own] of [...grouped(ballots, (one) => one.judge)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const seat = { judge: name, ballots: own, group, place: group.seats.length };
      for (const ballot of own) ballot.seat = seat;
      group.seats.push(seat);
    }
    for (const [name, own] of [...grouped(ballots, (one) => one.entry)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const entry = { name, ballots: own, group, ranked: own.some((one) => one.ranked) };
      for (const ballot of own) ballot.of = entry;
      group.entries.push(entry);
      round.ballots.push(...own);
    }
    round.entries.push(...group.entries);
    round.seats.push(...group.seats);
    round.groups.push(group);
  }

  // ---- what judges are like ----

  // Fits severity to the ballots' `z`, each counting `weight` of its judge; the variances by REML unless `held`.
  function judged(round, weight, held) {
    for (const one of round.ballots) one.weight = weight.get(one.seat.judge);
    let squares = 0;
    for (const entry of round.entries) {
      entry.load = sum(entry.ballots.map((one) => one.weight));
      entry.z = sum(entry.ballots.map((one) => one.weight * one.z)) / entry.load;
      squares += sum(entry.ballots.map((one) => one.weight * (one.z - entry.z) ** 2));
    }
    const freedom = round.ballots.length - round.entries.length;
    const seen = { groups: round.groups.map((group) => information(group, round)), judges: round.judges.size, squares, freedom };
    const told = spare(round) > 0 && squares > 1e-12 * round.ballots.length;
    let found = severities.nothing(seen);
    if (told) found = held ? severities.held(seen, held) : severities.restricted(seen);
    severities.ofSeats(seen, found).forEach(({ severity, covariance }, number) => {
      const group = round.groups[number];
      group.covariance = covariance;
      for (const seat of group.seats) seat.severity = severity[seat.place];
    });
    return { noise: found.noise, ratios: told ? { common: found.common, own: found.own } : null };
  }

  const spare = (round) => round.ballots.length - round.entries.length - (round.seats.length - round.groups.length);

  // What the ballots of a group know of differences between its seats (S), and what they say of them (r).
  function information(group, round) {
    const size = group.seats.length;
    const [s, r] = [new Float64Array(size * size), new Float64Array(size)];
    for (const entry of group.entries) {
      for (const one of entry.ballots) {
        const place = one.seat.place;
        s[place * size + place] += one.weight;
        r[place] += one.weight * (one.z - entry.z);
        for (const other of entry.ballots) s[place * size + other.seat.place] -= (one.weight * other.weight) / entry.load;
      }
    }
    return { judges: group.seats.map((seat) => round.judges.get(seat.judge)), s, r };
  }

  const ofJudges = (round, value) => {
    const found = new Map([...round.judges.keys()].map((name) => [name, 0]));
    for (const one of round.ballots) found.set(one.seat.judge, found.get(one.seat.judge) + value(one));
    return found;
  };

  // Deviations from their weighted mean, shrunk by the variance between them (DerSimonian and Laird).
  function shrunk(logs, precision) {
    const whole = sum(precision);
    const centre = sum(logs.map((log, i) => precision[i] * log)) / whole;
    const excess = sum(logs.map((log, i) => precision[i] * (log - centre) ** 2)) - (logs.length - 1);
    const room = whole - sum(precision.map((one) => one * one)) / whole;
    const between = room > 0 ? Math.max(0, excess / room) : 0;
    return logs.map((log, i) => ((log - centre) * between) / (between + 1 / precision[i]));
  }

  // By how much each judge's differences are wider than expected.
  function scales(round, held) {
    const even = new Map([...round.judges.keys()].map((name) => [name, 1]));
    let scale = even;
    if (spare(round) <= 0) return scale;
    const loads = ofJudges(round, () => 1);
    const freedom = new Map([...loads].map(([name, load]) => [name, load - round.seats.filter((seat) => seat.judge === name).length]));
    const spread = (value) => {
      const means = new Map(round.seats.map((seat) => [seat, average(seat.ballots.map(value))]));
      const squares = ofJudges(round, (one) => (value(one) - means.get(one.seat)) ** 2);
      return (name) => squares.get(name) / Math.max(freedom.get(name), 1);
    };
    const observed = spread((one) => one.y);
    const shares = ofJudges(round, (one) => 1 - 1 / one.of.ballots.length);
    for (let pass = 0; pass < 2; pass += 1) {
      rescale(round, scale);
      const { noise } = judged(round, even, held);
      for (const entry of round.entries) entry.quality = average(entry.ballots.map((one) => one.z - one.seat.severity));
      const quality = spread((one) => one.of.quality);
      const expected = (name) => quality(name) + (noise * shares.get(name)) / loads.get(name);
      const known = [...round.judges.keys()].filter((name) => freedom.get(name) >= 2 && observed(name) > 1e-12 && expected(name) > 1e-12);
      scale = new Map(even);
      if (known.length < 3) continue;
      const logs = known.map((name) => within(0.5 * Math.log(observed(name) / expected(name)), SCALE_LIMIT));
      shrunk(logs, known.map((name) => 2 * freedom.get(name))).forEach((log, i) => scale.set(known[i], Math.exp(log)));
    }
    return scale;
  }

  // Scores drawn together (or apart) around the judge's own mean in the group.
  function rescale(round, scale) {
    for (const seat of round.seats) {
      const own = average(seat.ballots.map((one) => one.y));
      for (const one of seat.ballots) one.z = own + (one.y - own) / scale.get(seat.judge);
    }
  }

  // What a ballot's residual is expected to be, squared and weighted: 1 less what the fit itself takes of it.
  function left(one) {
    const { covariance, seats } = one.seat.group;
    const at = (a, b) => covariance[a.seat.place * seats.length + b.seat.place];
    const { ballots, load } = one.of;
    const withMean = (other) => sum(ballots.map((third) => (third.weight / load) * at(other, third)));
    const ofMean = Math.max(sum(ballots.map((other) => (other.weight / load) * withMean(other))), 0);
    return Math.max(1 - one.weight / load - one.weight * (at(one, one) - 2 * withMean(one) + ofMean), 0);
  }

  // Judges whose scores stray more from what colleagues say count less; two decimals, as they are printed.
  function reliabilities(round, held) {
    let weight = new Map([...round.judges.keys()].map((name) => [name, 1]));
    if (spare(round) <= 0) return weight;
    for (let pass = 0; pass < 3; pass += 1) {
      const { noise } = judged(round, weight, held);
      counted(round);
      const squares = ofJudges(round, (one) => one.weight * (one.counted - one.of.adjusted) ** 2);
      const freedom = ofJudges(round, left);
      const known = [...weight.keys()].filter((name) => freedom.get(name) >= 2 && squares.get(name) > 1e-9 * freedom.get(name) * noise);
      const next = new Map([...weight.keys()].map((name) => [name, 1]));
      if (noise > 0 && known.length >= 3) {
        const logs = known.map((name) => {
          const seen = Math.log(squares.get(name) / (freedom.get(name) * noise)) + 1 / freedom.get(name);
          return within(seen - Math.log(weight.get(name)), 2 * SCALE_LIMIT);
        });
        shrunk(logs, known.map((name) => freedom.get(name) / 2)).forEach((log, i) => {
          next.set(known[i], rounded(Math.exp(-within(log, SCALE_LIMIT)), 2));
        });
      }
      weight = next;
    }
    return weight;
  }

  function counted(round) {
    for (const one of round.ballots) one.counted = one.z - one.seat.severity;
    for (const entry of round.entries) entry.adjusted = sum(entry.ballots.map((one) => one.weight * one.counted)) / entry.load;
  }

  // Every ballot's `counted` and `weight`, every entry's `adjusted`, in points.
  function fit(round) {
    const totals = round.ballots.map((one) => one.total);
    const centre = average(totals);
    const spread = Math.sqrt(average(totals.map((total) => (total - centre) ** 2)));
    const unit = spread <= 1e-9 * Math.max(1, Math.abs(centre)) ? 0 : spread;
    for (const one of round.ballots) one.y = one.z = unit ? (one.total - centre) / unit : 0;
    const even = new Map([...round.judges.keys()].map((name) => [name, 1]));
    const { ratios } = judged(round, even, null);
    rescale(round, scales(round, ratios));
    judged(round, reliabilities(round, ratios), null);
    counted(round);
    for (const one of round.ballots) one.counted = centre + unit * one.counted;
    for (const entry of round.entries) {
      entry.adjusted = centre + unit * entry.adjusted;
      entry.raw = average(entry.ballots.map((one) => one.total));
    }
  }

  // ---- ranks: equal to the published precision is a tie, which the written order of rules breaks ----

  function standing(entries, rules, weights, votes) {
    const shown = grouped(entries, (entry) => published(entry.adjusted, rules.precision));
    const separators = rules.ties.flatMap((rule) => separatorsOf(rule, rules, weights, votes));
    let before = 0;
    for (const value of [...shown.keys()].sort((a, b) => b - a)) {
      for (const together of separated(shown.get(value), separators)) {
        for (const entry of together) Object.assign(entry, { published: value, rank: before + 1 });
        before += together.length;
      }
    }
  }

  function separated(entries, [first, ...rest]) {
    if (entries.length === 1 || !first) return [entries];
    const values = first(entries);
    if (!values || values.some((value) => !Number.isFinite(value))) return separated(entries, rest);
    const sets = grouped(entries, (entry) => values[entries.indexOf(entry)]);
    return [...sets.keys()].sort((a, b) => b - a).flatMap((value) => separated(sets.get(value), rest));
  }

  function separatorsOf(rule, rules, weights, votes) {
    if (rule === "head_to_head") return [headToHead];
    if (rule === "chair") return [(tied) => chair(tied, votes)];
    const steps = grouped(weights.filter(([, weight]) => weight > 0), ([, weight]) => weight);
    return [...steps.keys()].sort((a, b) => b - a).map((weight) => {
      const criteria = steps.get(weight).map(([criterion]) => [criterion, 1]);
      return (tied) => tied.map((entry) => published(onCriteria(entry, criteria) + entry.adjusted - entry.raw, rules.precision));
    });
  }

  // What the ballots give on average on these criteria together.
  function onCriteria(entry, criteria) {
    const given = entry.ballots.map((one) => mean(one.scores, criteria)).filter(Number.isFinite);
    return given.length ? average(given) : NaN;
  }

  // Duels won less lost: a duel is won by more of the judges who scored both.
  function headToHead(tied) {
    const totals = tied.map((entry) => new Map(entry.ballots.map((one) => [one.judge, rounded(one.total, 9)])));
    const votes = (ours, theirs) => [...ours].filter(([judge]) => theirs.has(judge)).map(([judge, total]) => Math.sign(total - theirs.get(judge)));
    return totals.map((ours) => sum(totals.map((theirs) => Math.sign(sum(votes(ours, theirs))))));
  }

  function chair(tied, votes) {
    const vote = votes.find((order) => tied.every((entry) => order.includes(entry.name)));
    return vote && tied.map((entry) => -vote.indexOf(entry.name));
  }

  // rules: as protocol.json has them; votes: category -> orders, the newest first. Category -> its ranked entries.
  function ranked(ballots, rules, votes) {
    const weights = Object.fromEntries(Object.entries(rules.weights).map(([category, one]) => [category, Object.entries(one).map(([code, text]) => [code, Number(text)])]));
    const round = roundOf(ballots, weights);
    if (!round.ballots.length) return new Map();
    fit(round);
    for (const group of round.groups) {
      const entries = group.entries.filter((entry) => entry.ranked).sort(byName);
      standing(entries, rules, weights[group.category], votes.get(group.category) ?? []);
    }
    return grouped(round.entries.filter((entry) => entry.ranked), (entry) => entry.group.category);
  }

  return { ranked };
})();
