// Small dense symmetric matrices, row after row in one Float64Array: all that the check of the ranking needs.
const matrices = (() => {
  "use strict";

  const zeros = (n) => new Float64Array(n * n);

  // The lower factor L of M = L L', for a positive definite M.
  function factor(m, n) {
    const l = zeros(n);
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        let left = m[i * n + j];
        for (let k = 0; k < j; k += 1) left -= l[i * n + k] * l[j * n + k];
        l[i * n + j] = i === j ? Math.sqrt(left) : left / l[j * n + j];
      }
    }
    return l;
  }

  // log |M| of the factor of M.
  function logDeterminant(l, n) {
    let found = 0;
    for (let i = 0; i < n; i += 1) found += 2 * Math.log(l[i * n + i]);
    return found;
  }

  // x with M x = b, by the factor of M.
  function solved(l, n, b) {
    const x = Float64Array.from(b);
    for (let i = 0; i < n; i += 1) {
      for (let k = 0; k < i; k += 1) x[i] -= l[i * n + k] * x[k];
      x[i] /= l[i * n + i];
    }
    for (let i = n - 1; i >= 0; i -= 1) {
      for (let k = i + 1; k < n; k += 1) x[i] -= l[k * n + i] * x[k];
      x[i] /= l[i * n + i];
    }
    return x;
  }

  // M^-1 by the factor of M: first the factor's own inverse, then its square.
  function inverse(l, n) {
    const own = zeros(n);
    for (let j = 0; j < n; j += 1) {
      own[j * n + j] = 1 / l[j * n + j];
      for (let i = j + 1; i < n; i += 1) {
        let sum = 0;
        for (let k = j; k < i; k += 1) sum += l[i * n + k] * own[k * n + j];
        own[i * n + j] = -sum / l[i * n + i];
      }
    }
    const found = zeros(n);
    for (let k = 0; k < n; k += 1) {
      for (let i = 0; i <= k; i += 1) {
        const at = own[k * n + i];
        for (let j = 0; j <= i; j += 1) found[i * n + j] += at * own[k * n + j];
      }
    }
    for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) found[j * n + i] = found[i * n + j];
    return found;
  }

  function times(m, n, x) {
    const found = new Float64Array(n);
    for (let i = 0; i < n; i += 1) for (let j = 0; j < n; j += 1) found[i] += m[i * n + j] * x[j];
    return found;
  }

  function product(a, b, n) {
    const found = zeros(n);
    for (let i = 0; i < n; i += 1) {
      for (let k = 0; k < n; k += 1) {
        const at = a[i * n + k];
        if (at !== 0) for (let j = 0; j < n; j += 1) found[i * n + j] += at * b[k * n + j];
      }
    }
    return found;
  }

  // I + c M.
  function plusOne(m, n, c) {
    const found = m.map((value) => c * value);
    for (let i = 0; i < n; i += 1) found[i * n + i] += 1;
    return found;
  }

  function trace(m, n) {
    let found = 0;
    for (let i = 0; i < n; i += 1) found += m[i * n + i];
    return found;
  }

  // tr(A B) of two symmetric ones.
  const traceOfProduct = (a, b) => a.reduce((sum, value, place) => sum + value * b[place], 0);
  const dot = (a, b) => a.reduce((sum, value, place) => sum + value * b[place], 0);

  return { zeros, factor, logDeterminant, solved, inverse, times, product, plusOne, trace, traceOfProduct, dot };
})();
