// Moving over the map: the current step and cell, by mouse, by touch and by keys.

// Mark the current step and cell, and what the shown cell reads.
function drawMapPointer() {
  const { part, unit, t } = shownCell();
  const map = byId("map");
  for (const name of ["current", "shown", "read"]) {
    for (const node of map.querySelectorAll(`.${name}`)) node.classList.remove(name);
  }
  for (const row of map.rows) columnCell(row, state.t - windowStart())?.classList.add("current");
  mapCell(part, unit, t)?.classList.add("shown");
  const { cells, word } = reads(derived.lstm, part, unit, t, derived.tokens[t]);
  for (const cell of cells) mapCell(cell.part, cell.unit, cell.t)?.classList.add("read");
  if (word) map.querySelector(`thead [data-t="${t}"]`)?.classList.add("read");
  const focused = map.contains(document.activeElement);
  moveTabStop(map, mapCell(state.cell.part, state.cell.unit, state.t), focused);
}

// Scroll the map, and not the page, so far that a column is not cut off.
function keepInSight(head) {
  const box = byId("map").parentElement;
  const names = byId("map").querySelector(".corner").offsetWidth;
  const left = head.offsetLeft - names;
  if (box.scrollLeft > left) box.scrollLeft = left;
  const right = head.offsetLeft + head.offsetWidth - box.clientWidth;
  if (box.scrollLeft < right) box.scrollLeft = right;
}

function columnCell(row, column) {
  const cells = [...row.cells].filter((cell) => !cell.matches(".band, .unit, .corner, .curve"));
  return cells[column];
}

function onMapKey(event) {
  const H = derived.lstm.h_0.length;
  const row = PARTS.indexOf(state.cell.part) * H + state.cell.unit;
  const target = gridTarget(event.key, row, state.t, PARTS.length * H, derived.steps.length);
  if (!target || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  moveTo({ part: PARTS[Math.floor(target[0] / H)], unit: target[0] % H, t: target[1] });
}

// Make a cell the current one; another window is drawn where it is not in this one.
function moveTo({ part, unit, t }) {
  const first = windowStart();
  Object.assign(state, { cell: { part, unit }, t, hover: null });
  if (windowStart() !== first) draw();
  else drawPointer();
  keepInSight(byId("map").querySelector(`thead [data-t="${t}"]`));
}

function connectHeatMap() {
  const map = byId("map");
  const at = (event) => event.target.closest("td")?.at;
  map.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || !(event.movementX || event.movementY)) return;
    if (at(event) !== state.hover) point({ hover: at(event) ?? null }); // not where the map moved
  });
  map.addEventListener("pointerleave", () => point({ hover: null }));
  map.addEventListener("click", (event) => {
    const head = event.target.closest("th.word");
    if (at(event)) moveTo(at(event));
    else if (head) moveTo({ ...state.cell, t: Number(head.dataset.t) });
  });
  map.addEventListener("keydown", onMapKey);
}
