// Why a cell has its value: its equation with the numbers in it, term by term.

const MOST_TERMS = 12;
const NO_BREAK = "\u00a0";
const GATE_ROLES = {
  i: "input gate: how much of the cell gate is let in",
  f: "forget gate: how much of the cell is kept",
  g: "cell gate: what is offered to the cell",
  o: "output gate: how much of the cell is shown",
  c: "cell: what is kept and what is let in",
  h: "hidden state: what the cell shows, and the next step reads",
};

// The cells of the map that a cell reads, whether it reads its word, and the weights' row.
function reads(lstm, part, unit, t, token) {
  if (part === "h") return { cells: [{ part: "o", unit, t }, { part: "c", unit, t }] };
  if (part === "c") {
    const cells = ["f", "i", "g"].map((name) => ({ part: name, unit, t }));
    return { cells: [...cells, { part: "c", unit, t: t - 1 }] };
  }
  const row = PARTS.indexOf(part) * lstm.h_0.length + unit;
  const units = [...lstm.weight_hh[row].keys()].filter((k) => lstm.weight_hh[row][k] !== 0);
  return { cells: units.map((k) => ({ part: "h", unit: k, t: t - 1 })),
    word: lstm.weight_ih[row][token] !== 0, row };
}

// The terms of a gate's sum, those with a weight of 0 left out, each { weight, value, name };
// the bias has no value. Of many, the largest, and the sum of the rest.
function gateTerms(lstm, row, token, h) {
  const terms = [
    ...WORDS.map((name, k) => ({ weight: lstm.weight_ih[row][k], value: k === token ? 1 : 0, name })),
    ...lstm.unit_names.map((name, k) => (
      { weight: lstm.weight_hh[row][k], value: h[k], name: `h[${printable(name)}]` })),
  ].filter(({ weight }) => weight !== 0);
  const size = ({ weight, value }) => Math.abs(weight * value);
  const kept = new Set([...terms].sort((a, b) => size(b) - size(a)).slice(0, MOST_TERMS));
  const rest = terms.filter((term) => !kept.has(term));
  const shown = terms.filter((term) => kept.has(term));
  if (rest.length) {
    const sum = rest.reduce((total, { weight, value }) => total + weight * value, 0);
    shown.push({ weight: sum, note: ` (${rest.length} smaller terms)` });
  }
  const bias = lstm.bias_ih[row] + lstm.bias_hh[row];
  return bias !== 0 || !shown.length ? [...shown, { weight: bias }] : shown;
}

// A sum in which `factor` says what stands behind each weight. Its lines break between terms only.
function sumText(terms, factor) {
  return terms.map((term, k) => {
    const sign = term.weight < 0 ? (k ? " − " : "−") : (k ? " + " : "");
    const behind = term.note ?? ("value" in term ? ` · ${factor(term)}` : "");
    return sign + (short(Math.abs(term.weight)) + behind).replaceAll(" ", NO_BREAK);
  }).join("");
}

// The lines of a cell's equation, as texts.
function equationLines(part, unit, t) {
  const { lstm, steps, tokens } = derived;
  const values = steps[t];
  const name = `[${printable(lstm.unit_names[unit])}]`;
  const [h, c] = t > 0 ? [steps[t - 1].h, steps[t - 1].c] : [lstm.h_0, lstm.c_0];
  const left = part + name;
  if (part === "h") {
    return [`${left} = o${name} · tanh(c${name})`,
      `= ${short(values.o[unit])} · tanh(${short(values.c[unit])}) = ${result(values.h[unit])}`];
  }
  if (part === "c") {
    return [`${left} = f${name} · c${name} before + i${name} · g${name}`,
      `= ${short(values.f[unit])} · ${factorText(c[unit])} + ${short(values.i[unit])} · `
        + `${factorText(values.g[unit])} = ${result(values.c[unit])}`];
  }
  const row = PARTS.indexOf(part) * lstm.h_0.length + unit;
  const terms = gateTerms(lstm, row, tokens[t], h);
  const squash = part === "g" ? "tanh" : "σ";
  const z = preactivations(lstm, oneHot(lstm, tokens[t]), h)[row];
  return [
    `${left} = ${squash}(${sumText(terms, (term) => term.name)})`,
    `= ${squash}(${sumText(terms, (term) => factorText(term.value))})`,
    `= ${squash}(${short(z)}) = ${result(values[part][unit])}`];
}

function factorText(x) {
  return x < 0 ? `(${short(x)})` : short(x);
}

function drawEquation() {
  const { part, unit, t } = shownCell();
  const word = derived.read[t] ? `“${printable(derived.read[t].written)}”` : "the pad (uh)";
  byId("equation-place").textContent = `step ${t + 1}, ${word}: ${GATE_ROLES[part]}`;
  byId("equation-lines").replaceChildren(
    ...equationLines(part, unit, t).map((line) => element("p", {}, line)));
  byId("equation-value").textContent = `to the last digit: ${withMinus(String(derived.steps[t][part][unit]))}`;
}
