// Under the map: the delayed score as a step line, the closed form behind it, and both in numbers.

const CURVE_HEIGHT = 100; // in units of its own; the style sheet says how high it is

function scoreFoot(columns) {
  const first = windowStart();
  const row = (id, name) => element("tr", { id },
    element("th", { scope: "row", colspan: 2, class: "unit" }, name),
    ...Array.from({ length: columns }, (_, k) => element("td", { "data-t": first + k })));
  const curve = svgElement("svg", { id: "curve", preserveAspectRatio: "none", "aria-hidden": "true" });
  return element("tfoot", {},
    element("tr", {},
      element("th", { scope: "row", colspan: 2, class: "unit corner" },
        element("span", { class: "key-delayed" }, "delayed score"),
        element("span", { class: "key-wanted" }, "closed form")),
      element("td", { class: "curve", colspan: columns }, curve)),
    row("delayed", "delayed score"),
    row("wanted", "closed form"));
}

function drawScores() {
  const first = windowStart();
  const scores = windowSteps().map((values) => values.c[derived.lstm.score_unit]);
  const wanted = derived.wanted.slice(first, first + scores.length);
  scores.forEach((score, column) => {
    const apart = Math.abs(score - wanted[column]) >= 0.5;
    showScore(byId("delayed").cells[column + 1], score, "");
    showScore(byId("wanted").cells[column + 1], wanted[column], apart ? "≠ " : "");
  });
  drawCurve(scores, wanted, first);
}

function showScore(cell, score, mark) {
  cell.dataset.value = score;
  cell.textContent = mark + inScoreCell(score);
  cell.title = String(score);
}

function drawCurve(scores, wanted, first) {
  const y = curveScale([...scores, ...wanted]);
  const curve = byId("curve");
  curve.setAttribute("viewBox", `0 0 ${scores.length} ${CURVE_HEIGHT}`);
  curve.replaceChildren(
    svgElement("line", { class: "zero", x1: 0, x2: scores.length, y1: y(0), y2: y(0) }),
    svgElement("path", { class: "wanted", d: stepPath(wanted, y) }),
    svgElement("path", { class: "delayed", d: stepPath(scores, y) }));
  const t = derived.parting ? derived.parting.t - first : -1;
  if (t in scores) {
    curve.append(svgElement("path", { class: "parting",
      d: `M${t + 0.5} ${y(scores[t])}V${y(wanted[t])}` }));
  }
}

// From a score to its height; 0 is always in sight, and a flat curve stays in the middle.
function curveScale(scores) {
  const low = Math.min(0, ...scores) - 0.5;
  const high = Math.max(0, ...scores) + 0.5;
  return (score) => +(((high - score) / (high - low)) * CURVE_HEIGHT).toFixed(3);
}

function stepPath(scores, y) {
  return scores.map((score, t) => `${t ? "L" : "M"}${t} ${y(score)}H${t + 1}`).join("");
}

// In words, where the two part and which cell has most to do with it.
function drawParting() {
  const node = byId("parting");
  node.className = derived.parting ? "wrong" : "";
  if (!derived.parting) {
    node.textContent = "The delayed score is the closed form at every step.";
    return;
  }
  const { t, part, owed, added, error } = derived.parting;
  const { lstm, steps, wanted } = derived;
  const name = printable(lstm.unit_names[lstm.score_unit]);
  const reason = {
    g: `${part}[${name}] let it add ${inScore(added)} where ${inScore(owed)} is owed`,
    f: `${part}[${name}] made it forget ${short(error)}`,
    c: `${part}[${name}] had drifted by ${short(error)} before`,
  }[part];
  node.textContent = `≠ They first part at step ${t + 1}: the delayed score is `
    + `${inScore(steps[t].c[lstm.score_unit])}, the closed form ${wanted[t]}; ${reason}.`;
}
