// Numbers as people read them: a true minus sign, and no more digits than the place can hold.

function withMinus(text) {
  return text.replaceAll("-", "−");
}

// At most three digits: 100, 26.2, 0.762, 4.4e−12.
function short(x) {
  const size = Math.abs(x);
  if (x === 0) return "0";
  if (size < 1e-3 || size >= 1e6) return withMinus(x.toExponential(1).replace("e+", "e"));
  return withMinus(String(size < 100 ? +x.toPrecision(3) : +x.toFixed(1)));
}

// What a gate or a cell came to: three decimals, 1.000 for all but 1.
function result(x) {
  return Math.abs(x) >= 1e-3 && Math.abs(x) < 1e6 ? withMinus(x.toFixed(3)) : short(x);
}

// For a cell of the map: one decimal, and a dot for what is next to 0.
function inCell(x) {
  const size = Math.abs(x);
  if (size < 1 / 16) return "·";
  if (size >= 9999.5) return withMinus(x.toExponential(0).replace("e+", "e"));
  return withMinus(String(size < 9.95 ? +x.toFixed(1) : Math.round(x)));
}

// A score in the width of a column: two decimals at most.
function inScoreCell(x) {
  const size = Math.abs(x);
  return size < 1e4 ? withMinus(String(+x.toFixed(size < 9.995 ? 2 : size < 99.95 ? 1 : 0) + 0)) : inCell(x);
}

// A score: of its first three decimals those that are not 0.
function inScore(x) {
  return Math.abs(x) < 1e15 ? withMinus(String(+x.toFixed(3) + 0)) : short(x);
}
