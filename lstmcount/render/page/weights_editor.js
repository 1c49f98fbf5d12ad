// Editing the weights: a click or Enter on a number begins, Enter ends, Escape leaves it as it was.
// One button takes all changes back, and a slider scales all weights.

function setWeight(row, column, value) {
  const edited = structuredClone(state.edited);
  const [name, k] = weightPlace(edited, column);
  if (k === null) edited[name][row] = value / state.scale;
  else edited[name][row][k] = value / state.scale;
  if (!isBounded(scaled(edited, state.scale)) || !isBounded(edited)) return false;
  change({ edited });
  return true;
}

function beginEdit(cell) {
  const input = element("input", { type: "text", inputmode: "decimal", "aria-label": "weight",
    autocomplete: "off" });
  input.value = cell.dataset.value;
  cell.replaceChildren(input);
  let ended = false;
  const end = (save, focus) => {
    if (ended) return;
    const value = Number(input.value.trim().replace("−", "-") || NaN);
    const invalid = save && !(Number.isFinite(value) && setCell(cell, value));
    if (invalid && focus) {
      input.setAttribute("aria-invalid", "true");
      say(`“${printable(input.value)}” is no number that a weight can be.`);
      return;
    }
    ended = true;
    if (invalid || !save) restoreCell(cell);
    if (focus) cell.focus();
  };
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter" || event.key === "Escape") end(event.key === "Enter", true);
  });
  input.addEventListener("blur", () => end(true, false));
  input.focus();
  input.select();
}

function restoreCell(cell) {
  const value = Number(cell.dataset.value);
  cell.replaceChildren(value === 0 ? "·" : short(value));
}

function setCell(cell, value) {
  const gate = Number(cell.closest("table").dataset.gate);
  const row = gate * derived.lstm.h_0.length + cell.parentElement.sectionRowIndex;
  if (value === Number(cell.dataset.value)) {
    restoreCell(cell);
    return true;
  }
  if (!setWeight(row, cell.cellIndex - 1, value)) return false;
  restoreCell(cell);
  say(`The weight is ${short(value)} now.`);
  return true;
}

function onMatrixKey(event) {
  const cell = event.target.closest("td");
  if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
  const table = cell.closest("table");
  const rows = table.tBodies[0].rows;
  const target = gridTarget(event.key, cell.parentElement.sectionRowIndex, cell.cellIndex - 1,
    rows.length, rows[0].cells.length - 1);
  if (target) moveTabStop(table, rows[target[0]].cells[target[1] + 1], true);
  else if (event.key === "Enter" || event.key === "F2") beginEdit(cell);
  else return;
  event.preventDefault();
}

function connectWeights() {
  const matrices = byId("matrices");
  matrices.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    if (!cell || event.target.closest("input")) return;
    moveTabStop(cell.closest("table"), cell, true);
    beginEdit(cell);
  });
  matrices.addEventListener("keydown", onMatrixKey);
  byId("take-back").addEventListener("click", () => {
    change({ edited: structuredClone(state.given), scale: 1 });
    say("All weights are as they were.");
    byId("scale").focus();
  });
  byId("scale").addEventListener("input", () => change({ scale: Number(byId("scale").value) }));
}
