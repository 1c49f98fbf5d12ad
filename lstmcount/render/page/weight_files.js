// LSTMs from JSON and to JSON, with the names and the rules of lstmcount's weight files.

const PARAMETERS = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"];
const OPTIONAL = ["h_0", "c_0", "score_unit", "unit_names"];

// The LSTM in a weight file's text. Throws an Error whose message is one line.
function parseWeights(text) {
  const file = withoutPrefix(parseObject(text));
  for (const name of Object.keys(file)) {
    if (![...PARAMETERS, ...OPTIONAL].includes(name)) fail(`unexpected ${printable(name).slice(0, 80)}`);
  }
  for (const name of PARAMETERS.slice(0, 2)) if (!(name in file)) fail(`no ${name}`);
  const H = file.weight_hh_l0?.[0]?.length;
  if (!(H > 0)) fail("weight_hh_l0 is no matrix (4H, H)");
  const lstm = {
    weight_ih: checked(file.weight_ih_l0, [4 * H, WORDS.length], "weight_ih_l0"),
    weight_hh: checked(file.weight_hh_l0, [4 * H, H], "weight_hh_l0"),
    bias_ih: checked(file.bias_ih_l0 ?? Array(4 * H).fill(0), [4 * H], "bias_ih_l0"),
    bias_hh: checked(file.bias_hh_l0 ?? Array(4 * H).fill(0), [4 * H], "bias_hh_l0"),
    h_0: checked(withoutAxes(file.h_0) ?? Array(H).fill(0), [H], "h_0"),
    c_0: checked(withoutAxes(file.c_0) ?? Array(H).fill(0), [H], "c_0"),
    score_unit: file.score_unit ?? H - 1,
  };
  const unit = lstm.score_unit;
  if (!Number.isInteger(unit) || unit < 0 || unit >= H) fail(`score_unit: expected 0 to ${H - 1}`);
  lstm.unit_names = file.unit_names ?? defaultNames(lstm);
  if (lstm.unit_names.length !== H || !lstm.unit_names.every((name) => typeof name === "string")) {
    fail(`unit_names: expected ${H} strings`);
  }
  if (!isBounded(lstm)) fail("the weights are too large for float64");
  return lstm;
}

function parseObject(text) {
  let value = null;
  try {
    value = JSON.parse(text);
  } catch {
    fail("this is no JSON; lstmcount weights FILE -o FILE.json writes it");
  }
  if (value === null || typeof value !== "object") fail(`expected an object with ${PARAMETERS.join(", ")}`);
  return value;
}

// A module's LSTM has names such as lstm.weight_ih_l0.
function withoutPrefix(file) {
  const name = Object.keys(file).find((one) => one.endsWith("weight_ih_l0")) ?? "weight_ih_l0";
  const prefix = name.slice(0, -"weight_ih_l0".length);
  return Object.fromEntries(Object.entries(file).map(([one, value]) => (
    [one.startsWith(prefix) ? one.slice(prefix.length) : one, value])));
}

function checked(array, [length, ...rest], name) {
  if (!Array.isArray(array) || array.length !== length) fail(`${name}: expected ${length} rows or numbers`);
  if (rest.length) return array.map((row) => checked(row, rest, `a row of ${name}`));
  if (!array.every(Number.isFinite)) fail(`${name} holds what is no finite number`);
  return array;
}

// Drop leading axes of length 1, which PyTorch's states have.
function withoutAxes(state) {
  while (Array.isArray(state?.[0]) && state.length === 1) state = state[0];
  return state;
}

function fail(message) {
  throw new Error(message);
}

function defaultNames(lstm) {
  return lstm.h_0.map((_, k) => (k === lstm.score_unit ? "score" : `unit ${k}`));
}

// Whether no sum of a step can overflow.
function isBounded(lstm) {
  const size = (numbers) => numbers.reduce((sum, x) => sum + Math.abs(x), 0);
  const h = Math.max(1, ...lstm.h_0.map(Math.abs));
  return lstm.weight_hh.every((row, k) =>
    Number.isFinite(size(row) * h + size(lstm.weight_ih[k]) + size([lstm.bias_ih[k], lstm.bias_hh[k]])));
}

// A weight file's text for an LSTM: the four parameters, and what is not the default.
function formatWeights(lstm) {
  const file = Object.fromEntries(PARAMETERS.map((name) => [name, lstm[name.replace("_l0", "")]]));
  for (const name of ["h_0", "c_0"]) if (lstm[name].some((x) => x !== 0)) file[name] = lstm[name];
  if (lstm.score_unit !== lstm.h_0.length - 1) file.score_unit = lstm.score_unit;
  if (lstm.unit_names.some((name, k) => name !== defaultNames(lstm)[k])) file.unit_names = lstm.unit_names;
  const lines = Object.entries(file).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

// The same LSTM with all weights and biases times a factor.
function scaled(lstm, factor) {
  const times = (value) => (Array.isArray(value) ? value.map(times) : value * factor);
  const changed = Object.fromEntries(
    ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map((name) => [name, times(lstm[name])]));
  return { ...lstm, ...changed };
}
