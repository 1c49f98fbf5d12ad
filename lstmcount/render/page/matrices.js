// The weights as four matrices, a row a unit and a column for each word, unit and bias. What was
// changed is marked, and what the shown cell reads is outlined.

const GATES = ["input gate i", "forget gate f", "cell gate g", "output gate o"];
const OPEN_UP_TO = 12; // units; larger matrices are opened by their reader

let weightsShape = "";

// The arrays of an LSTM that hold one row's numbers, and where a column of the table is in them.
function weightPlace(lstm, column) {
  const V = WORDS.length;
  const H = lstm.h_0.length;
  if (column < V) return ["weight_ih", column];
  if (column < V + H) return ["weight_hh", column - V];
  return [column === V + H ? "bias_ih" : "bias_hh", null];
}

function weightAt(lstm, row, column) {
  const [name, k] = weightPlace(lstm, column);
  return k === null ? lstm[name][row] : lstm[name][row][k];
}

function drawWeights() {
  const { lstm } = derived;
  const wanted = JSON.stringify([lstm.unit_names, lstm.score_unit]);
  if (wanted !== weightsShape) buildWeights(lstm);
  weightsShape = wanted;
  for (const table of byId("matrices").querySelectorAll("table")) drawMatrix(table);
  const isChanged = state.scale !== 1 || formatWeights(state.edited) !== formatWeights(state.given);
  byId("take-back").disabled = !isChanged;
}

function buildWeights(lstm) {
  const open = lstm.h_0.length <= OPEN_UP_TO;
  byId("matrices").replaceChildren(...GATES.map((name, gate) => {
    const box = element("details", { class: "matrix" }, element("summary", {}, name));
    const table = element("table", { role: "grid", "aria-label": `weights of the ${name}`, "data-gate": gate });
    box.append(element("div", { class: "scroll" }, table));
    box.addEventListener("toggle", () => drawMatrix(table));
    box.open = open;
    return box;
  }));
}

function drawMatrix(table) {
  if (!table.closest("details").open) return;
  const { lstm } = derived;
  const H = lstm.h_0.length;
  if (!table.rows.length) buildMatrix(table, lstm);
  const largest = Math.max(...[state.edited, state.given].flatMap((one) => [
    one.weight_ih, one.weight_hh, one.bias_ih, one.bias_hh].flat(2).map(Math.abs))) * state.scale;
  for (const row of table.tBodies[0].rows) {
    [...row.cells].slice(1).forEach((cell, column) => {
      const at = Number(table.dataset.gate) * H + row.sectionRowIndex;
      showWeight(cell, at, column, largest || 1);
    });
  }
}

function showWeight(cell, row, column, largest) {
  const value = weightAt(derived.lstm, row, column);
  const before = weightAt(state.given, row, column);
  const changed = weightAt(state.edited, row, column) !== before;
  if (cell.dataset.value === String(value) && cell.matches(".changed") === changed) return;
  cell.dataset.value = value;
  tint(cell, value / largest);
  cell.textContent = value === 0 ? "·" : short(value);
  cell.classList.toggle("changed", changed);
  cell.title = changed ? `${value}, changed from ${before}` : String(value);
}

function buildMatrix(table, lstm) {
  const names = [...WORDS, ...lstm.unit_names.map((name) => `h ${printable(name)}`), "b_ih", "b_hh"];
  const head = (name) => element("th", { scope: "col", title: name }, element("span", {}, name));
  table.append(
    element("thead", {}, element("tr", {}, element("th", { class: "unit", scope: "col" }, "unit"), ...names.map(head))),
    element("tbody", {}, ...lstm.unit_names.map((name) => element("tr", {},
      element("th", { scope: "row", class: "unit", title: printable(name) }, printable(name)),
      ...names.map(() => element("td", { tabindex: -1 }))))));
  table.tBodies[0].rows[0].cells[1].setAttribute("tabindex", "0");
}

// Outline the weights that the shown cell reads.
function drawWeightsPointer() {
  for (const cell of byId("matrices").querySelectorAll(".read")) cell.classList.remove("read");
  const { part, unit } = shownCell();
  const table = byId("matrices").querySelector(`table[data-gate="${PARTS.indexOf(part)}"]`);
  const row = table?.tBodies[0]?.rows[unit];
  for (const cell of row ? [...row.cells].slice(1) : []) {
    cell.classList.toggle("read", Number(cell.dataset.value) !== 0);
  }
}
