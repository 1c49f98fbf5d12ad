"""Lexicons: published ones as they are, scores over the mapped words, exact messages."""

import os
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount import Vocabulary, closed_form_score, counting_lstm, load_lexicon
from lstmcount.errors import InputError, LstmcountError
from lstmcount.scoring.scores import score_texts, scorer
from lstmcount.text.chunks import MAX_WORD
from lstmcount.text.lexicon import Lexicon
from lstmcount.text.lexicon_entry import CLASSES
from lstmcount.text.sources import argument
from lstmcount.text.vocabulary import BAD, GOOD, NOT, SKIP, UH, WORDS
from lstmcount.text.words import normalize
from tests.helpers.commands import WAY_OUT
from tests.helpers.in_process import lstmcount
from tests.helpers.lexicons import AFINN, NEGATIONS, VADER
from tests.helpers.program import ROOT

ENTRY = "expected a word, a tab, then bad, good, not, uh, skip or a number"
HINT = "; for a list of bare words, put good=, bad=, not=, uh= or skip= before its name"
BARE = "expected a bare word, without columns, in a list given with its class"
NOT_A_WORD, HASHTAG = "of several words or of none", "behind a #"


def mapped(path: Path) -> tuple[dict[str, int], int]:
    """Read a lexicon in code that shares nothing with the library's; count what is no word."""
    classes = {"not": NOT}
    tokens, left_out = {}, 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and line[0] not in ";#":
            word, value = line.lower().split("\t")[:2]
            if re.fullmatch(r"[^\W_](\w*[^\W_])?('[^\W_\d]+)*", word):
                sign = classes.get(value)
                tokens[word] = [UH, GOOD, BAD][int(np.sign(float(value)))] if sign is None else sign
            else:
                left_out += 1
    return tokens, left_out


@pytest.mark.parametrize(
    ("path", "words", "left_out"), [(AFINN, 3326, 56), (VADER, 7242, 260)], ids=["AFINN", "VADER"]
)
def test_published_lexicons_load_as_they_are(path: Path, words: int, left_out: int) -> None:
    lexicon = load_lexicon(str(path))
    tokens, others = lexicon.tokens, lexicon.left_out
    assert (tokens, others) == (mapped(path)[0], {NOT_A_WORD: mapped(path)[1]})
    assert (len(tokens), others, lexicon.header) == (words, {NOT_A_WORD: left_out}, None)
    assert (tokens["superb"], tokens["awful"]) == (GOOD, BAD)


def test_no_word_of_a_published_lexicon_is_taken_for_a_comment() -> None:
    lines = [*AFINN.read_text("utf-8").splitlines(), *VADER.read_text("utf-8").splitlines()]
    comments = [line.split("\t")[0] for line in lines if line.startswith((";", "#"))]
    assert comments == [";)", ";-)", ";-*", ";-]", ";d", ";D", ";]", ";^)"]


def generated(words: list[str], negations: list[str], how_many: int) -> Iterator[tuple[list, str]]:
    """Yield (words, text): negations next to words and to each other, capitals, punctuation."""
    rng = random.Random(20)
    pools = [words, words, negations, negations, ["uh", "table", "Zürich", "3pm", "it's", "a_b"]]
    for _ in range(how_many):
        chosen = [rng.choice(rng.choice(pools)) for _ in range(rng.randrange(40))]
        text = ""
        for word in chosen:
            text += rng.choice([word, word.upper(), word.title(), word.replace("'", "’")])
            text += rng.choice([" ", ", ", "... ", " - ", "\t", "' ", '"'])
        yield chosen, text


@pytest.mark.parametrize("how_many", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("path", [AFINN, VADER], ids=["AFINN", "VADER"])
def test_scores_equal_the_closed_form_over_the_mapped_words(path: Path, how_many: int) -> None:
    words, negations = mapped(path)[0], mapped(NEGATIONS)[0]
    tokens_of = words | negations
    expected, texts = [], []
    for chosen, text in generated(sorted(words), sorted(negations), how_many):
        tokens = [tokens_of.get(word.lower(), UH) for word in chosen]
        expected.append((closed_form_score(tokens), len(chosen)))
        texts.append(text)
    lexicon = load_lexicon(str(path)).tokens | load_lexicon(str(NEGATIONS)).tokens
    arguments = (argument(text, number) for number, text in enumerate(texts, 1))
    found = score_texts(scorer(counting_lstm(), None), Vocabulary("uh", lexicon), arguments)
    assert [(one.score, one.words) for some in found for one in some] == expected
    in_bulk = lstmcount(
        *("score", "--lexicon", str(path), "--lexicon", str(NEGATIONS)),
        stdin="\n".join(texts).encode(),
    )
    assert [int(line) for line in in_bulk.out.splitlines()] == [score for score, _ in expected]


def load(folder: Path, data: bytes, class_: str = "") -> Lexicon:
    (folder / "a.tsv").write_bytes(data)
    return load_lexicon(f"{class_}{folder / 'a.tsv'}")


@pytest.mark.parametrize(
    ("data", "tokens", "left_out"),
    [
        (b"", {}, 0),
        (b"\xef\xbb\xbffine\tgood\r\nvile\tbad\r\n", {"fine": GOOD, "vile": BAD}, 0),
        (b"ever\tnot\nso\tuh\nfine\tGood", {"ever": NOT, "so": UH, "fine": GOOD}, 0),
        (b"very\tskip\nfine\tPositive\nvile\tnegative\nmeh\tneutral", {"very": SKIP, "fine": GOOD, "vile": BAD, "meh": UH}, 0),
        (b"a\t3\nb\t-0.5\nc\t0\nd\t-0.0", {"a": GOOD, "b": BAD, "c": UH, "d": UH}, 0),
        (b"fine\t2\t0.5\t[1, 2]\tx\nvile\t-1\t", {"fine": GOOD, "vile": BAD}, 0),
        (b" fine \t 2 \t\nvile\t-1", {"fine": GOOD, "vile": BAD}, 0),
        (b'"vile"\t-2\n"fine"\t"good"\n"\t1\n', {"vile": BAD, "fine": GOOD}, 1),
        (b"# c\n; c\n\n \t \n;)\t1\n;d\t1\n#\t1\n# a\tgod\n", {}, 0),
        (b"fed up\t-1\n:-)\t2\ncover-up\t-1\nlovin'\t1\n\t1\n_ok\t1\nvile\t-1\n", {"vile": BAD}, 6),
        (b"fine\t1\nFINE\t-1\n", {"fine": BAD}, 0),
        (b"so\tuh\nfine\t1\n", {"so": UH, "fine": GOOD}, 0),
        ("can’t\tnot\ncan't\tbad\n".encode(), {"can't": BAD}, 0),
        ("l’été\tgood\n".encode(), {"l'été": GOOD}, 0),
        ("cafe\u0301\tgood\nﬁne\tbad\n".encode(), {"caf\u00e9": GOOD, "fine": BAD}, 0),
        (b"not\tgood\nbad\tuh\n", {"not": GOOD, "bad": UH}, 0),
    ],
)  # fmt: skip
def test_an_entry_gives_a_word_its_class(
    tmp_path: Path, data: bytes, tokens: dict[str, int], left_out: int
) -> None:
    lexicon = load(tmp_path, data)
    assert lexicon == (tokens, {NOT_A_WORD: left_out} if left_out else {}, None)


@pytest.mark.parametrize("class_", CLASSES)
def test_bare_words_have_the_class_of_their_list(tmp_path: Path, class_: str) -> None:
    data = b'\xef\xbb\xbf; Hu and Liu write such headers\r\n\r\nfine\r\n a+ \r\n"Na\xc3\xafve"\r\n'
    token = CLASSES[class_]
    tokens = {"fine": token, "naïve": token}
    assert load(tmp_path, data, f"{class_}=") == (tokens, {NOT_A_WORD: 1}, None)


@pytest.mark.parametrize(("data", "class_"), [(b"#awful\t-9\n#fine\tgood\nvile\tbad", ""), (b"#awful\n# a comment\n#ok\nvile", "bad=")])  # fmt: skip
def test_hashtags_are_left_out_and_counted(tmp_path: Path, data: bytes, class_: str) -> None:
    assert load(tmp_path, data, class_) == ({"vile": BAD}, {HASHTAG: 2}, None)


def test_a_first_line_that_is_no_entry_is_a_header_and_told(tmp_path: Path) -> None:
    assert load(tmp_path, b"; c\nword\tscore\nvile\t-1\n").header == "word\tscore"
    done = lstmcount("score", "vile", "--lexicon", f"{tmp_path}/a.tsv")
    told = f"lstmcount: {tmp_path}/a.tsv: the first line is taken for a header: word score\n"
    assert done == (0, "-1\n", told)


@pytest.mark.parametrize(
    ("data", "class_", "message"),
    [
        (b"fine\tgood\n\nvile\n", "", f":3: {ENTRY}{HINT}"),
        (b"fine good\n", "", f":1: {ENTRY}{HINT}"),
        (b"fine,2\n", "", f":1: {ENTRY}; it has commas: convert it with tr , '\\t' < NAME"),
        (b"fine\rvile\r", "", f":1: {ENTRY}; its lines end in carriage returns: convert it with tr '\\r' '\\n' < NAME"),
        (b"a\tbad\nfine\tgud\n", "", f":2: {ENTRY}"),
        (b"a\tbad\nfine\t\n", "", f":2: {ENTRY}"),
        (b"a\tbad\nfine\tnan\n", "", f":2: {ENTRY}"),
        (b"a\tbad\nfine\t-inf\n", "", f":2: {ENTRY}"),
        (b"a\tbad\nfine\t1e999\n", "", f":2: {ENTRY}"),
        (b"a\tbad\nfine\t\t1\n", "", f":2: {ENTRY}"),
        (b"a\tbad\nfed up\tx\n", "", f":2: {ENTRY}"),
        (b"fine\nvile\t-1\n", "good=", f":2: {BARE}"),
        (b"\xef\xbb\xbfok\nna\xefve\n", "bad=", ":2: byte 3 is not UTF-8 but may be Latin-1; convert it with iconv -f latin1 -t utf-8 NAME"),
        ("fine\tgood\n".encode("utf-16"), "", ":1: byte 1 is not UTF-8 but begins UTF-16; convert it with iconv -f utf-16 -t utf-8 NAME"),
        (b"isn\x92t\tnot\n", "", ":1: byte 4 is not UTF-8 but looks like Windows-1252; convert it with iconv -f cp1252 -t utf-8 NAME"),
        (b"PK\x03\x04", "", ": it is a zip archive; unpack it with unzip NAME"),
        (b"\x1f\x8b\x08", "", ": it is a gzip file; unpack it with gunzip -k NAME"),
        (b"the\t22038615\nof\t12545825\n", "", ": no number is below 0, so no word would be bad; if all words are good, give the first column as good=FILE: cut -f1 NAME"),
        (b"horrible\t1.94\ngrim\t.06\n", "", ": no number is below 0, so no word would be bad; if all words are good, give the first column as good=FILE: cut -f1 NAME"),
        (b"word\tscore\n", "", ": no entry could be read; line 1 is taken for a header: word score"),
        (b"fed up\tbad\n:(\tbad\n", "", ": no entry could be read; line 1 is of several words or of none: fed up bad"),
        (b"type=weaksubj len=1 word1=abandon\n", "bad=", ": no entry could be read; line 1 is of several words or of none: type=weaksubj len=1 word1=abandon"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_meant_is_refused(
    tmp_path: Path, data: bytes, class_: str, message: str
) -> None:
    (tmp_path / "a\x1b.tsv").write_bytes(data)
    done = lstmcount("score", "--lexicon", f"{class_}{tmp_path}/a\x1b.tsv", "good")
    message = message.replace("NAME", f"'{tmp_path}/a\\x1b.tsv'")
    assert done.err == f"lstmcount: {tmp_path}/a\\x1b.tsv{message}\n"
    assert (done.code, done.out) == (2, "")


def test_a_word_too_long_to_be_read_at_once_is_left_out(tmp_path: Path) -> None:
    data = b"x" * MAX_WORD + b"\tbad\nvile\tbad\n"
    assert load(tmp_path, data) == ({"vile": BAD}, {NOT_A_WORD: 1}, None)


@pytest.mark.parametrize(
    ("lexicon", "message"),
    [
        ("/no/such.tsv", "/no/such.tsv: No such file or directory"),
        ("good=/no/such.tsv", "/no/such.tsv: No such file or directory"),
        ("fine=/no/such.tsv", "fine=/no/such.tsv: No such file or directory"),
        ("samples", "samples: Is a directory"),
        ("/dev/zero", "/dev/zero: over 64 MiB; is this a lexicon?"),
        ("", "the empty name '': No such file or directory"),
    ],
)
@pytest.mark.parametrize("command", ["score", "trace"])
def test_a_lexicon_that_cannot_be_read_is_named(command: str, lexicon: str, message: str) -> None:
    done = lstmcount(command, "--lexicon", str(NEGATIONS), "--lexicon", lexicon, stdin=b"good\n")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"lstmcount: {message}\n"


def test_a_file_name_that_begins_like_a_class_takes_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "good=x").write_text("fine\tbad\n")
    (tmp_path / "x").write_text("fine\n")
    monkeypatch.chdir(tmp_path)
    for name, score in [("./good=x", "-1\n"), ("good=x", "1\n"), ("good=good=x", "")]:
        assert lstmcount("score", "fine", "--lexicon", name).out == score


def test_a_lexicon_may_come_through_a_pipe() -> None:
    reader, writer = os.pipe()
    with open(reader), open(writer, "w") as file:
        file.write("fine\tgood\n")
        file.close()
        done = lstmcount("score", "--lexicon", f"/dev/fd/{reader}", "so fine")
    assert done == (0, "1\n", "")


def test_later_lexicons_win_and_unknown_words_are_fillers(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("fine\t1\nsick\t-1\n")
    (tmp_path / "b").write_text("Sick\n")
    one, two = ["--lexicon", str(tmp_path / "a")], ["--lexicon", f"good={tmp_path / 'b'}"]
    text = "Sick, isn't so fine; good"
    assert lstmcount("score", *one, text).out == "1\n"
    assert lstmcount("score", *one, *two, text).out == "3\n"
    assert lstmcount("score", *two, *one, text).out == "1\n"
    assert lstmcount("score", *one, "--unknown", "skip", "not so fine").out == "-1\n"
    done = lstmcount("score", *one, "--unknown", "error", "so fine")
    assert done.err == f"lstmcount: <argument 1>:1:1: unknown word 'so'{WAY_OUT}\n"
    assert done.code == 2


@pytest.mark.parametrize("bulk", [False, True])
def test_a_lexicon_may_give_the_four_words_another_class(tmp_path: Path, bulk: bool) -> None:
    (tmp_path / "a").write_text("good\tbad\nbad\tnot\n")
    text = "uh good bad good"
    arguments, stdin = ([], text.encode()) if bulk else ([text], b"")
    done = lstmcount("score", "--lexicon", str(tmp_path / "a"), *arguments, stdin=stdin)
    assert done.out == "0\n"


@pytest.mark.parametrize("class_", ["", "good="])
def test_a_lexicon_may_come_from_standard_input(tmp_path: Path, class_: str) -> None:
    entry = b"fine\n" if class_ else b"fine\tgood\n"
    done = lstmcount("score", "--lexicon", f"{class_}-", "so fine", stdin=entry)
    assert done == (0, "1\n", "")


def test_a_lexicon_from_a_closed_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match=r"^<stdin>: it is closed$"):
        load_lexicon("-")


@pytest.mark.parametrize("arguments", [["score"], ["trace"], ["score", "-f", "-"]])
def test_standard_input_holds_texts_or_a_lexicon(arguments: list[str]) -> None:
    done = lstmcount(*arguments, "--lexicon", "good=-", stdin=b"fine\n")
    assert done.code == 2
    assert done.err.startswith(
        "lstmcount: standard input cannot hold both the texts and a lexicon; see"
    )


def test_entries_left_out_are_counted_for_each_file(tmp_path: Path) -> None:
    (tmp_path / "a\x1b").write_text("fed up\t-1\nvile\t-1\n")
    (tmp_path / "b").write_text("a b\n:)\nfine\n")
    lexicons = [f"{tmp_path}/a\x1b", f"good={tmp_path}/b", str(NEGATIONS)]
    done = lstmcount("score", *(f"--lexicon={lexicon}" for lexicon in lexicons), "not fine")
    assert done.err == (
        f"lstmcount: {tmp_path}/a\\x1b: left out 1 entry of several words or of none\n"
        f"lstmcount: good={tmp_path}/b: left out 2 entries of several words or of none\n"
    )
    assert (done.code, done.out) == (0, "-1\n")


def test_the_negations_have_every_contraction_with_and_without_apostrophe() -> None:
    tokens, left_out, header = load_lexicon(str(NEGATIONS))
    assert (set(tokens.values()), left_out, header) == ({NOT}, {}, None)
    contractions = {word for word in tokens if word.endswith("n't")} - {"n't"}
    assert {"ain't", "can't", "don't", "isn't", "shan't", "won't"} < contractions
    assert {word.replace("'", "") for word in contractions} < set(tokens)
    assert {"not", "no", "never", "cannot"} < set(tokens)


def test_the_sample_lexicon_has_some_hundred_words_each_way_and_one_label_a_review() -> None:
    tokens, left_out, header = load_lexicon(str(ROOT / "samples/sentiment.tsv"))
    classes = list(tokens.values())
    assert (left_out, header, set(classes)) == ({}, None, {BAD, GOOD})
    assert min(classes.count(BAD), classes.count(GOOD)) > 300
    reviews = (ROOT / "samples/reviews.txt").read_text().splitlines()
    labels = (ROOT / "samples/reviews-labels.txt").read_text().split()
    assert len(reviews) == len(labels) == len(set(reviews))
    assert labels.count("good") == labels.count("bad")


words = st.from_regex(
    r"[a-zA-ZéÉßİΣσς\ufffd](_?[a-zA-Zé]){0,3}(['’][a-zIİΣ]{1,3}){0,2}", fullmatch=True
)


@given(entries=st.lists(st.tuples(words, st.sampled_from(WORDS))))
def test_what_a_lexicon_lists_a_text_finds(
    tmp_path_factory: pytest.TempPathFactory, entries: list[tuple[str, str]]
) -> None:
    data = "".join(f"{word}\t{class_}\n" for word, class_ in entries).encode()
    tokens, left_out, _ = load(tmp_path_factory.mktemp("a"), data)
    assert left_out == {}
    last = {normalize(word): class_ for word, class_ in entries}
    vocabulary = Vocabulary("error", tokens)
    for word, _ in entries:
        (found,) = vocabulary.words(f"({word})")
        assert (found.written, WORDS[found.token]) == (word, last[normalize(word)])


@given(
    data=st.one_of(st.binary(), st.text(alphabet="a'’ \t\r\n;#1.en\ufeff\x00").map(str.encode)),
    class_=st.sampled_from(["", "good="]),
)
def test_any_bytes_are_a_lexicon_or_get_one_printable_line(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, class_: str
) -> None:
    message = ""
    tokens: dict[str, int] = {}
    try:
        tokens = load(tmp_path_factory.mktemp("a"), data, class_).tokens
    except LstmcountError as error:
        message = str(error)
    assert message.isprintable()
    assert set(tokens.values()) <= {UH, GOOD}
