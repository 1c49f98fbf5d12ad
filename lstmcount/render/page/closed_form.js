// The score by definition, and where an LSTM parts from it. It knows nothing of the weights.
//
//     S = #good − #bad − 2·#(not good) + 2·#(not bad)
//
// where (not good) and (not bad) count adjacent pairs of words. lstmcount/closed_form.py is the
// same in Python, and lstmcount/scoring/parting.py the second half.

// The score of every prefix of a text, beginning with the empty one: T + 1 scores.
function prefixScores(tokens) {
  let previous = null;
  let score = 0;
  const scores = [0];
  for (const token of tokens) {
    const sign = previous === NOT ? -1 : 1;
    if (token === GOOD) score += sign;
    if (token === BAD) score -= sign;
    previous = token;
    scores.push(score);
  }
  return scores;
}

// The first step at which the delayed score is not the closed form, and the part of the score
// unit that has most to do with it: g added what was not owed, f forgot, or c had drifted before.
// Null where they agree.
function findParting(lstm, steps, wanted) {
  const unit = lstm.score_unit;
  const t = steps.findIndex((values, k) => Math.abs(values.c[unit] - wanted[k]) >= 0.5);
  if (t < 0) return null;
  const { i, f, g } = steps[t];
  const before = t > 0 ? steps[t - 1].c[unit] : lstm.c_0[unit];
  const wantedBefore = t > 0 ? wanted[t - 1] : 0;
  const owed = wanted[t] - wantedBefore;
  const errors = {
    g: Math.abs(i[unit] * g[unit] - owed),
    f: Math.abs((1 - f[unit]) * before),
    c: Math.abs(before - wantedBefore),
  };
  const part = ["g", "f", "c"].reduce((worst, name) => (errors[name] > errors[worst] ? name : worst));
  return { t, part, owed, added: i[unit] * g[unit], error: errors[part] };
}
