// The text line, the choice of texts, the slider of steps, play and pause, and the keys.

const PLAY_MS = 700; // from one step to the next

let timer = null;

function drawControls() {
  const line = byId("text");
  const text = state.typed ?? givenText();
  if (line.value !== text) line.value = text;
  byId("unknown").value = state.unknown;
  byId("step").max = derived.steps.length;
  byId("scale").value = state.scale;
  byId("scale-value").textContent = `× ${state.scale.toFixed(2)}`;
  drawReading();
}

// The words of the text as they are read, where they are not simply four known words.
function drawReading() {
  const node = byId("reading");
  node.hidden = derived.words.every(isPlain);
  node.replaceChildren("Read as: ", ...derived.words.flatMap((word) => [readingOf(word), " "]));
  if (!derived.problem) return;
  const { written, column } = derived.problem;
  node.append(`The command would stop at column ${column}: unknown word ‘${printable(written)}’. `
    + "Shown is the text before it.");
}

function readingOf(word) {
  const shown = printable(word.written);
  if (isPlain(word)) return element("span", {}, shown);
  const became = word.token !== SKIP ? WORDS[word.token] : word === derived.problem ? "error" : "left out";
  const written = element(word.known ? "span" : "s", {}, shown);
  return element("span", {}, written, element("span", { class: "became" }, ` → ${became}`));
}

function drawStep() {
  const word = derived.read[state.t];
  byId("step").value = state.t + 1;
  const shown = word ? printable(word.written) : "(uh), the pad";
  byId("step-value").textContent = `${state.t + 1} of ${derived.steps.length}: ${shown}`;
  byId("step").setAttribute("aria-valuetext", byId("step-value").textContent);
}

// Move the current step; another window of the map is drawn where it is not in this one.
function stepTo(t) {
  moveTo({ ...state.cell, t: Math.max(0, Math.min(derived.steps.length - 1, t)) });
}

function play() {
  if (state.t === derived.steps.length - 1) stepTo(0);
  timer = setInterval(() => {
    stepTo(state.t + 1);
    if (state.t === derived.steps.length - 1) pause();
  }, PLAY_MS);
  byId("play").textContent = "Pause";
}

function pause() {
  clearInterval(timer);
  timer = null;
  byId("play").textContent = "Play";
}

// Arrow keys move the step wherever no control of the page uses them itself.
function onPageKey(event) {
  const moves = { ArrowLeft: -1, ArrowRight: 1 };
  const ownKeys = event.target.closest("input, select, table, summary, button, .scroll");
  if (ownKeys || !(event.key in moves) || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  stepTo(state.t + moves[event.key]);
}

function connectControls() {
  DATA.texts.forEach(({ source, line }, k) =>
    byId("which").append(element("option", { value: k }, `${printable(source)}:${line}`)));
  byId("which").closest("label").hidden = DATA.texts.length < 2;
  byId("which").addEventListener("change", () =>
    change({ text: Number(byId("which").value), typed: null, unknown: DATA.unknown, t: 0 }));
  byId("text").addEventListener("input", () => change({ typed: byId("text").value }));
  byId("unknown").addEventListener("change", () =>
    change({ typed: state.typed ?? givenText(), unknown: byId("unknown").value }));
  byId("step").addEventListener("input", () => stepTo(Number(byId("step").value) - 1));
  byId("back").addEventListener("click", () => stepTo(state.t - 1));
  byId("forward").addEventListener("click", () => stepTo(state.t + 1));
  byId("play").addEventListener("click", () => (timer === null ? play() : pause()));
  document.addEventListener("keydown", onPageKey);
}
