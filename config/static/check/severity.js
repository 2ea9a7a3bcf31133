// How severe each judge is, by restricted likelihood (REML), worked out with inverses of the equations as they stand.
// (The Python program finds the same by eigenvalues.)
//
// A seat is one judge in one group of entries that judges link. Its severity is b + d: b the judge's everywhere, with
// variance common * s2, d the judge's own in this group, with variance own * s2; s2 is the variance of a ballot that
// counts once. Entries are fixed. S is what the ballots know of the seats of a group, r what they say of them. With
// B = (I + own S)^-1, A = sum Z'SBZ and g = sum Z'Br over the groups (Z: whose the seats are),
//
//   deviance = f log(Q/f) + log|I + own S| + log|I + common A|,   Q = squares - own r'Br - common g'(I + common A)^-1 g
const severities = (() => {
  "use strict";
  const { zeros, factor, logDeterminant, solved, inverse, times, product, plusOne, trace, traceOfProduct, dot } = matrices;
  const LEAST = 1e-12;
  const steps = (from, to, count) => Array.from({ length: count }, (_, i) => 10 ** (from + ((to - from) * i) / (count - 1)));
  const COMMON = [0, ...steps(-4, 4, 41)];
  const OWN = [0, ...steps(-4, 4, 33)];

  // seen: { groups: [{ judges, s, r }], judges, squares, freedom }. What does not hang on `common`.
  function atOwn(seen, own) {
    const n = seen.judges;
    const found = { own, a: zeros(n), g: new Float64Array(n), left: seen.squares, determinant: 0, groups: [] };
    for (const { judges, s, r } of seen.groups) {
      const size = judges.length;
      const l = factor(plusOne(s, size, own), size);
      const b = inverse(l, size);
      const sb = product(s, b, size);
      const br = times(b, size, r);
      found.determinant += logDeterminant(l, size);
      found.left -= own * dot(r, br);
      judges.forEach((judge, i) => {
        found.g[judge] += br[i];
        judges.forEach((other, j) => { found.a[judge * n + other] += sb[i * size + j]; });
      });
      found.groups.push({ judges, b, sb, br });
    }
    found.left = Math.max(found.left, LEAST * seen.squares);
    return found;
  }

  function deviance(seen, at, common) {
    const l = factor(plusOne(at.a, seen.judges, common), seen.judges);
    const noise = residual(seen, at, common, solved(l, seen.judges, at.g));
    return seen.freedom * Math.log(noise) + at.determinant + logDeterminant(l, seen.judges);
  }

  const residual = (seen, at, common, gg) => Math.max(at.left - common * dot(at.g, gg), LEAST * seen.squares) / seen.freedom;

  // (I + common A)^-1, what it makes of g, and the noise.
  function solve(seen, at, common) {
    const inner = inverse(factor(plusOne(at.a, seen.judges, common), seen.judges), seen.judges);
    const gg = times(inner, seen.judges, at.g);
    return { common, own: at.own, at, inner, gg, noise: residual(seen, at, common, gg) };
  }

  // Derivative of the deviance by `common`.
  function commonSlope(seen, at, common) {
    const found = solve(seen, at, common);
    return traceOfProduct(at.a, found.inner) - dot(found.gg, found.gg) / found.noise;
  }

  // Derivative by `own` at the solution for the best `common`.
  function ownSlope(seen, found) {
    let slope = 0;
    for (const { judges, sb, br } of found.at.groups) {
      const size = judges.length;
      const w = judges.map((judge) => found.common * found.gg[judge]);
      const q = times(sb, size, w).map((value, i) => br[i] - value);
      const held = traceOfProduct(product(sb, sb, size), block(found, judges));
      slope += trace(sb, size) - held - dot(q, q) / found.noise;
    }
    return slope;
  }

  // Covariance of the judges' common parts over the noise's variance, of the judges of one group.
  function block({ inner, common, at }, judges) {
    const n = at.g.length;
    return Float64Array.from(judges.flatMap((judge) => judges.map((other) => common * inner[judge * n + other])));
  }

  // Where the slope is nothing between two places at which it has other signs (Ridders).
  function root(slope, low, high) {
    let [atLow, atHigh] = [slope(low), slope(high)];
    if (atLow >= 0) return low;
    if (atHigh <= 0) return high;
    for (let step = 0; step < 80 && high - low > 1e-11 * high; step += 1) {
      const middle = (low + high) / 2;
      const atMiddle = slope(middle);
      const bend = Math.sqrt(atMiddle * atMiddle - atLow * atHigh);
      const next = Math.min(high, Math.max(low, middle - ((middle - low) * atMiddle) / bend));
      const atNext = slope(next);
      for (const [place, value] of [[middle, atMiddle], [next, atNext]]) {
        if (place <= low || place >= high) continue;
        if (value < 0) [low, atLow] = [place, value];
        else [high, atHigh] = [place, value];
      }
      if (atNext === 0) return next;
    }
    return (low + high) / 2;
  }

  // The lowest place of a grid (the first of equals), and from there the root of the slope.
  function lowest(grid, height, slope) {
    const heights = grid.map(height);
    const least = Math.min(...heights);
    const place = heights.findIndex((one) => one <= least + 1e-9);
    if (place === 0 && slope(0) >= 0) return 0;
    return root(slope, grid[Math.max(place - 1, 0)], grid[Math.min(place + 1, grid.length - 1)]);
  }

  function bestCommon(seen, own) {
    const at = atOwn(seen, own);
    const common = lowest(COMMON, (one) => deviance(seen, at, one), (one) => commonSlope(seen, at, one));
    return solve(seen, at, common);
  }

  // Both ratios by REML. Where no judge sits in two groups all of it is `common`: nothing tells them apart.
  function restricted(seen) {
    const seats = seen.groups.reduce((sum, group) => sum + group.judges.length, 0);
    if (seats === seen.judges) return bestCommon(seen, 0);
    const height = (own) => { const at = atOwn(seen, own); return Math.min(...COMMON.map((common) => deviance(seen, at, common))); };
    return bestCommon(seen, lowest(OWN, height, (own) => ownSlope(seen, bestCommon(seen, own))));
  }

  const held = (seen, { common, own }) => solve(seen, atOwn(seen, own), common);
  const nothing = (seen) => ({ ...held(seen, { common: 0, own: 0 }), noise: seen.squares / Math.max(seen.freedom, 1) });

  // Of each group the seats' severities and their covariance over the noise's variance, both against the group's average.
  function ofSeats(seen, found) {
    return found.at.groups.map(({ judges, b, br }) => {
      const size = judges.length;
      const own = times(b, size, judges.map((judge) => found.common * found.gg[judge]));
      const mean = own.map((value, i) => value + found.own * br[i]);
      const level = mean.reduce((sum, value) => sum + value, 0) / size;
      const spread = product(product(b, block(found, judges), size), b, size).map((value, i) => value + found.own * b[i]);
      return { severity: mean.map((value) => value - level), covariance: centred(spread, size) };
    });
  }

  function centred(m, n) {
    const rows = Array.from({ length: n }, (_, i) => m.subarray(i * n, i * n + n).reduce((sum, value) => sum + value, 0) / n);
    const level = rows.reduce((sum, value) => sum + value, 0) / n;
    return m.map((value, place) => value - rows[Math.floor(place / n)] - rows[place % n] + level);
  }

  return { restricted, held, nothing, ofSeats };
})();
