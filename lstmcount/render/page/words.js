// What a word is, which of the four it becomes, and how it is shown.
//
// lstmcount/text/words.py and vocabulary.py say the same in Python.

const WORDS = ["bad", "good", "not", "uh"];
const [BAD, GOOD, NOT, UH] = WORDS.keys();

const APOSTROPHE = /['’‘ʼ＇´`]/gu;
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
const LETTER = String.raw`(?!ʼ)[\p{L}\p{N}\p{M}\ufffd]`;
const INSIDE = String.raw`\p{Default_Ignorable_Code_Point}*(?:_+|['’‘ʼ＇´${"`"}])?\p{Default_Ignorable_Code_Point}*`;
const WORD = new RegExp(`${LETTER}(?:${INSIDE}${LETTER})*`, "gu");

// The form under which a word is looked up: without case, with a straight apostrophe.
function normalize(word) {
  const folded = word.replace(APOSTROPHE, "'").normalize("NFKC").replace(IGNORABLE, "");
  return folded.toUpperCase().toLowerCase().normalize("NFKC");
}

// The words of a text, each as { written, token, known, column }. The token is null for a word
// that is left out, and where unknown is "error" for the word at which the command would stop.
function readWords(text, lexicon, unknown) {
  return Array.from(text.matchAll(WORD), (match) => {
    const key = normalize(match[0]);
    const known = lexicon.has(key);
    const token = known ? lexicon.get(key) : unknown === "uh" ? UH : null;
    const column = Array.from(text.slice(0, match.index)).length + 1;
    return { written: match[0], token, known, column };
  });
}

// A text with every character that does not print as a backslash escape: control characters,
// bidirectional overrides and lone surrogates do their harm unseen.
function printable(text) {
  return text.replace(/\p{C}|[\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (character) => {
    const code = character.codePointAt(0).toString(16);
    if (code.length <= 2) return `\\x${code.padStart(2, "0")}`;
    return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
  });
}
