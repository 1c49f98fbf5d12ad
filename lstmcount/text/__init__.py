"""From bytes to words: what a word is, the vocabulary, lexicons, and where texts come from."""
