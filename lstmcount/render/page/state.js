// What the page shows, in one place: what its reader has chosen, and what follows from that.
//
// A change goes through change() or point(), which derive the rest and draw. Nothing else does.

const DATA = JSON.parse(document.getElementById("data").textContent);

const state = {
  text: 0, // which of the texts of the page
  typed: null, // the text line, once it has been typed into
  unknown: DATA.unknown, // what a word outside the vocabulary is: error, uh, skip
  given: null, // the LSTM as it came
  edited: null, // the same with the numbers that were typed, before it is scaled
  scale: 1,
  t: 0, // the current step, from 0
  cell: { part: "c", unit: 0 }, // the current cell of that step
  hover: null, // { part, unit, t } under the mouse
};

const derived = {}; // lstm, words, tokens, steps, wanted, parting, problem

const LEXICON = new Map(WORDS.map((word, token) => [word, token]));
for (const [name, words] of Object.entries(DATA.lexicon)) {
  for (const word of words) LEXICON.set(word, WORDS.indexOf(name)); // SKIP for "skip"
}

function useLstm(lstm) {
  change({ given: lstm, edited: structuredClone(lstm), scale: 1, hover: null,
    cell: { part: "c", unit: lstm.score_unit } });
}

// Change what the trace depends on.
function change(changes) {
  Object.assign(state, changes);
  derived.lstm = state.scale === 1 ? state.edited : scaled(state.edited, state.scale);
  derived.words = wordsOfText();
  const stop = state.unknown === "error" ? derived.words.findIndex((word) => !word.known) : -1;
  derived.problem = stop < 0 ? null : derived.words[stop];
  derived.read = derived.words.slice(0, stop < 0 ? undefined : stop).filter((word) => word.token !== SKIP);
  const tokens = derived.read.map((word) => word.token);
  derived.steps = [...trace(derived.lstm, [...tokens, UH])];
  derived.wanted = prefixScores(tokens);
  derived.tokens = [...tokens, UH];
  derived.parting = findParting(derived.lstm, derived.steps, derived.wanted);
  state.t = Math.min(state.t, tokens.length);
  state.hover = null;
  draw();
}

// Move to another step or cell; the trace stays.
function point(changes) {
  Object.assign(state, changes);
  drawPointer();
}

// The cell whose equation is shown.
function shownCell() {
  return state.hover ?? { ...state.cell, t: state.t };
}

function givenText() {
  return (DATA.texts[state.text]?.words ?? []).map(([written]) => written).join(" ");
}

function wordsOfText() {
  if (state.typed !== null) return readWords(state.typed, LEXICON, state.unknown);
  return (DATA.texts[state.text]?.words ?? []).map(([written, token]) => (
    { written, token, known: LEXICON.has(normalize(written)) }));
}
