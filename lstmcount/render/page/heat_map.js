// The trace as a table of coloured cells: words across, units down, a band for each of
// i, f, g, o, c and h, and under it the scores. A long text is shown a window at a time.

const BAND_NAMES = { i: "input", f: "forget", g: "cell gate", o: "output", c: "cell state", h: "hidden" };
const MOST_CELLS = 40000;

let shownCells = []; // [row][column] of the window, row = band · H + unit
let shape = ""; // of the table that is there, to build it anew only where that changes

function windowSize() {
  return Math.max(20, Math.floor(MOST_CELLS / (PARTS.length * derived.lstm.h_0.length)));
}

// The first step that is shown; the window moves by whole windows.
function windowStart() {
  return Math.floor(state.t / windowSize()) * windowSize();
}

function windowSteps() {
  return derived.steps.slice(windowStart(), windowStart() + windowSize());
}

function drawHeatMap() {
  const words = derived.read.map(({ written, token, known }) => [written, token, known]);
  const wanted = JSON.stringify([words, derived.lstm.unit_names, derived.lstm.score_unit, windowStart()]);
  if (wanted !== shape) buildHeatMap();
  shape = wanted;
  const first = windowStart();
  windowSteps().forEach((values, column) => {
    PARTS.forEach((part, band) => values[part].forEach((value, unit) => {
      showValue(shownCells[band * values[part].length + unit][column], value);
    }));
  });
  markParting(first);
}

function showValue(cell, value) {
  if (cell.dataset.value === String(value)) return;
  cell.dataset.value = value;
  tint(cell, value);
  cell.textContent = inCell(value);
}

function markParting(first) {
  for (const cell of byId("map").querySelectorAll(".parting")) cell.classList.remove("parting");
  if (!derived.parting) return;
  const { t, part } = derived.parting;
  mapCell(part, derived.lstm.score_unit, t)?.classList.add("parting");
  byId("delayed").cells[t - first + 1]?.classList.add("parting");
}

function buildHeatMap() {
  const { lstm } = derived;
  const columns = windowSteps().length;
  shownCells = [];
  byId("map").classList.toggle("few-units", lstm.h_0.length < 5);
  byId("map").classList.toggle("long", derived.read.some((word) => word.written.length > 4 || !isPlain(word)));
  const widths = ["band-column", "unit-column", ...Array(columns).fill("step-column")];
  byId("map").replaceChildren(
    element("colgroup", {}, ...widths.map((name) => element("col", { class: name }))),
    element("thead", {}, wordRow()),
    ...PARTS.map((part) => bandBody(part, lstm, columns)),
    scoreFoot(columns));
}

function wordRow() {
  const first = windowStart();
  const heads = windowSteps().map((_, column) => wordHead(derived.read[first + column], first + column));
  const corner = element("th", { class: "corner", colspan: 2, scope: "col" }, "step and word");
  return element("tr", {}, corner, ...heads);
}

// The head of a column: the word as written, what it became, and the number of the step.
function wordHead(word, t) {
  const head = element("th", { scope: "col", class: "word", "data-t": t });
  if (word) {
    const shown = printable(word.written);
    head.append(element(word.known ? "span" : "s", { class: "written", title: shown }, shown));
    if (!isPlain(word)) head.append(element("span", { class: "became" }, `→ ${WORDS[word.token]}`));
  } else {
    head.append(element("i", { title: "the pad that ends every text" }, "(uh)"));
  }
  head.append(element("span", { class: "number" }, String(t + 1)));
  return head;
}

function isPlain(word) {
  return word.known && normalize(word.written) === WORDS[word.token];
}

function bandBody(part, lstm, columns) {
  const body = element("tbody", { "data-part": part });
  lstm.unit_names.forEach((name, unit) => {
    const row = element("tr", unit === lstm.score_unit ? { class: "score-unit" } : {});
    if (unit === 0) row.append(bandHead(part, lstm.unit_names.length));
    const shown = printable(name);
    row.append(element("th", { scope: "row", class: "unit", title: shown }, shown));
    const cells = Array.from({ length: columns }, (_, column) => {
      const cell = element("td", { tabindex: -1 });
      cell.at = { part, unit, t: windowStart() + column };
      return cell;
    });
    shownCells.push(cells);
    row.append(...cells);
    body.append(row);
  });
  return body;
}

function bandHead(part, units) {
  return element("th", { scope: "rowgroup", rowspan: units, class: "band" },
    element("span", { class: "symbol" }, part), element("span", { class: "label" }, BAND_NAMES[part]));
}

function mapCell(part, unit, t) {
  return shownCells[PARTS.indexOf(part) * derived.lstm.h_0.length + unit]?.[t - windowStart()];
}
