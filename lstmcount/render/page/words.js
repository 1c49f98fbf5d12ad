// What a word is, which of the four it becomes, and how it is shown.
//
// lstmcount/text/words.py and vocabulary.py say the same in Python.

const WORDS = ["bad", "good", "not", "uh"];
const [BAD, GOOD, NOT, UH] = WORDS.keys();

const SKIP = -1; // in place of a token: the word is left out, so that its neighbours touch

// A word, by the classes of its characters: a letter, 0 digit, m mark, i ignorable, _ and '.
const WORD = /(?=[a0])(?:a[mi]*'(?=i*a)|[a0](?:[mi]*m)?|[mi_]+(?=[a0]))+/g;
const APOSTROPHE = /['’‘ʼ＇´`]/gu;
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
const CLASSES = [
  ["'", /^['’‘ʼ＇´`]/u], ["_", /^_/], ["i", /^\p{Default_Ignorable_Code_Point}/u],
  ["a", /^[\p{L}\ufffd]/u], ["0", /^\p{N}/u], ["m", /^\p{M}/u], [" ", /^/],
];

// The key under which a word is looked up: NFKC_Casefold, with every apostrophe made '.
function normalize(word) {
  let key = word.replace(APOSTROPHE, "'").normalize("NFD");
  for (let before = null; key !== before;) {
    before = key;
    key = key.replace(IGNORABLE, "").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ").normalize("NFKC");
  }
  return key;
}

// The words of a text, each as { written, token, known, column }. The token of a word that the
// lexicon does not know is UH or SKIP, as `unknown` says, and SKIP where that is "error".
function readWords(text, lexicon, unknown) {
  const characters = Array.from(text);
  const classes = characters.map((one) => CLASSES.find(([, pattern]) => pattern.test(one))[0]);
  return Array.from(classes.join("").matchAll(WORD), ({ 0: match, index }) => {
    const written = characters.slice(index, index + match.length).join("");
    const token = lexicon.get(normalize(written));
    const known = token !== undefined;
    return { written, token: known ? token : unknown === "uh" ? UH : SKIP, known, column: index + 1 };
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
