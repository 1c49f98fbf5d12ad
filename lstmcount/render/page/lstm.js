// One LSTM layer in PyTorch's equations and names, all four gates really computed. Pure.
//
//     i_t = σ(W_ii x_t + b_ii + W_hi h_{t−1} + b_hi)      input gate
//     f_t = σ(W_if x_t + b_if + W_hf h_{t−1} + b_hf)      forget gate
//     g_t = tanh(W_ig x_t + b_ig + W_hg h_{t−1} + b_hg)   cell gate
//     o_t = σ(W_io x_t + b_io + W_ho h_{t−1} + b_ho)      output gate
//     c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t
//     h_t = o_t ⊙ tanh(c_t)
//
// This is lstmcount/nn/lstm.py again, with its names and in its order. An lstm has weight_ih
// (4H, V), weight_hh (4H, H), bias_ih (4H), bias_hh (4H), h_0 (H), c_0 (H), score_unit and
// unit_names (H). A JavaScript number is a float64.

const PARTS = ["i", "f", "g", "o", "c", "h"];

function step(lstm, x_t, h, c) {
  const [z_i, z_f, z_g, z_o] = split(preactivations(lstm, x_t, h), 4);
  const [i, f, g, o] = [z_i.map(sigmoid), z_f.map(sigmoid), z_g.map(Math.tanh), z_o.map(sigmoid)];
  c = c.map((c_k, k) => f[k] * c_k + i[k] * g[k]);
  h = c.map((c_k, k) => o[k] * Math.tanh(c_k));
  return { i, f, g, o, c, h };
}

function* trace(lstm, tokens) {
  let { h_0: h, c_0: c } = lstm;
  for (const token of tokens) {
    const result = step(lstm, oneHot(lstm, token), h, c);
    ({ h, c } = result);
    yield result;
  }
}

// W_ih x + b_ih + (W_hh h + b_hh), of the length 4H.
function preactivations(lstm, x_t, h) {
  const from_input = matvec(lstm.weight_ih, x_t).map((z, row) => z + lstm.bias_ih[row]);
  const from_state = matvec(lstm.weight_hh, h).map((z, row) => z + lstm.bias_hh[row]);
  return from_input.map((z, row) => z + from_state[row]);
}

function matvec(weight, x) {
  return weight.map((row) => row.reduce((sum, w, k) => sum + w * x[k], 0));
}

// 1 / (1 + e^−x); never overflows, however large x is.
function sigmoid(x) {
  const e = Math.exp(-Math.abs(x));
  return (x >= 0 ? 1 : e) / (1 + e);
}

function oneHot(lstm, token) {
  return lstm.weight_ih[0].map((_, k) => (k === token ? 1 : 0));
}

function split(array, parts) {
  const size = array.length / parts;
  return Array.from({ length: parts }, (_, k) => array.slice(k * size, (k + 1) * size));
}
