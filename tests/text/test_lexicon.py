"""Lexicons: published ones as they are, scores over the mapped words, exact messages."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount import Vocabulary, closed_form_score, counting_lstm, load_lexicon
from lstmcount.errors import LstmcountError
from lstmcount.scoring.scores import score_texts, scorer
from lstmcount.text.sources import argument
from lstmcount.text.vocabulary import BAD, GOOD, NOT, UH, WORDS
from tests.helpers.commands import (
    WAY_OUT,
)
from tests.helpers.in_process import lstmcount
from tests.helpers.lexicons import AFINN, NEGATIONS, VADER
from tests.helpers.program import ROOT

ENTRY = "expected a word, a tab, then bad, good, not, uh or a number"
HINT = "; for a list of bare words, put good=, bad=, not= or uh= before its name"
BARE = "expected a bare word, without columns, in a list given with its class"


def mapped(path: Path) -> tuple[dict[str, int], int]:
    """Read a lexicon in code that shares nothing with the library's; count what is no word."""
    classes = {"not": NOT}
    tokens, left_out = {}, 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and line[0] not in ";#":
            word, value = line.lower().split("\t")[:2]
            if all(part.replace("_", "a").isalnum() for part in word.split("'")):
                sign = classes.get(value)
                tokens[word] = [UH, GOOD, BAD][int(np.sign(float(value)))] if sign is None else sign
            else:
                left_out += 1
    return tokens, left_out


@pytest.mark.parametrize(
    ("path", "words", "left_out"), [(AFINN, 3326, 56), (VADER, 7242, 260)], ids=["AFINN", "VADER"]
)
def test_published_lexicons_load_as_they_are(path: Path, words: int, left_out: int) -> None:
    tokens, others = load_lexicon(str(path))
    assert (tokens, others) == mapped(path)
    assert (len(tokens), others) == (words, left_out)
    assert (tokens["superb"], tokens["awful"]) == (GOOD, BAD)


def test_no_word_of_a_published_lexicon_is_taken_for_a_comment() -> None:
    lines = [*AFINN.read_text("utf-8").splitlines(), *VADER.read_text("utf-8").splitlines()]
    comments = [line.split("\t")[0] for line in lines if line.startswith((";", "#"))]
    assert comments == [";)", ";-)", ";-*", ";-]", ";d", ";D", ";]", ";^)"]


def generated(words: list[str], negations: list[str], how_many: int) -> Iterator[tuple[list, str]]:
    """Yield (words, text): negations next to words and to each other, capitals, punctuation."""
    rng = random.Random(20)
    pools = [words, words, negations, negations, ["uh", "table", "Zürich", "3pm", "it's", "_"]]
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


def load(folder: Path, data: bytes, class_: str = "") -> tuple[dict[str, int], int]:
    (folder / "a.tsv").write_bytes(data)
    return load_lexicon(f"{class_}{folder / 'a.tsv'}")


@pytest.mark.parametrize(
    ("data", "tokens", "left_out"),
    [
        (b"", {}, 0),
        (b"\xef\xbb\xbffine\tgood\r\nvile\tbad\r\n", {"fine": GOOD, "vile": BAD}, 0),
        (b"ever\tnot\nso\tuh\nfine\tGood", {"ever": NOT, "so": UH, "fine": GOOD}, 0),
        (b"a\t3\nb\t-0.5\nc\t0\nd\t-0.0", {"a": GOOD, "b": BAD, "c": UH, "d": UH}, 0),
        (b"fine\t2\t0.5\t[1, 2]\tx\n", {"fine": GOOD}, 0),
        (b" fine \t 2 \t\n", {"fine": GOOD}, 0),
        (b"# c\n; c\n\n \t \n#fine\t1\n;)\t1\n;d\t1\n", {}, 0),
        (b"fed up\t-1\n:-)\t2\ncover-up\t-1\nlovin'\t1\n\t1\nvile\t-1\n", {"vile": BAD}, 5),
        (b"fine\t1\nFINE\t-1\n", {"fine": BAD}, 0),
        ("can’t\tnot\ncan't\tbad\n".encode(), {"can't": BAD}, 0),
        ("l’été\tgood\n".encode(), {"l'été": GOOD}, 0),
        (b"not\tgood\nbad\tuh\n", {"not": GOOD, "bad": UH}, 0),
    ],
)  # fmt: skip
def test_an_entry_gives_a_word_its_class(
    tmp_path: Path, data: bytes, tokens: dict[str, int], left_out: int
) -> None:
    assert load(tmp_path, data) == (tokens, left_out)


@pytest.mark.parametrize("class_", WORDS)
def test_bare_words_have_the_class_of_their_list(tmp_path: Path, class_: str) -> None:
    data = b"\xef\xbb\xbf; Hu and Liu write such headers\r\n\r\nfine\r\n a+ \r\nNa\xc3\xafve\r\n"
    token = WORDS.index(class_)
    assert load(tmp_path, data, f"{class_}=") == ({"fine": token, "naïve": token}, 1)


@pytest.mark.parametrize(
    ("data", "class_", "message"),
    [
        (b"fine\tgood\n\nvile\n", "", f":3: {ENTRY}{HINT}"),
        (b"fine good\n", "", f":1: {ENTRY}{HINT}"),
        (b"fine\tgud\n", "", f":1: {ENTRY}"),
        (b"fine\t\n", "", f":1: {ENTRY}"),
        (b"fine\tnan\n", "", f":1: {ENTRY}"),
        (b"fine\t-inf\n", "", f":1: {ENTRY}"),
        (b"fine\t1e999\n", "", f":1: {ENTRY}"),
        (b"fine\t\t1\n", "", f":1: {ENTRY}"),
        (b"fed up\tx\n", "", f":1: {ENTRY}"),
        (b"fine\nvile\t-1\n", "good=", f":2: {BARE}"),
        (
            b"\xef\xbb\xbfok\nna\xefve\n",
            "bad=",
            ":2: byte 3 is not UTF-8; convert the file, "
            "from Latin-1 for instance with iconv -f latin1 -t utf-8",
        ),
    ],
)  # fmt: skip
def test_a_malformed_line_is_named(tmp_path: Path, data: bytes, class_: str, message: str) -> None:
    (tmp_path / "a\x1b.tsv").write_bytes(data)
    done = lstmcount("score", "--lexicon", f"{class_}{tmp_path}/a\x1b.tsv", "good")
    assert done.err == f"lstmcount: {tmp_path}/a\\x1b.tsv{message}\n"
    assert (done.code, done.out) == (2, "")


@pytest.mark.parametrize(
    ("lexicon", "message"),
    [
        ("/no/such.tsv", "/no/such.tsv: No such file or directory"),
        ("good=/no/such.tsv", "/no/such.tsv: No such file or directory"),
        ("fine=/no/such.tsv", "fine=/no/such.tsv: No such file or directory"),
        ("samples", "samples: Is a directory"),
        ("/dev/zero", "/dev/zero: over 64 MiB; is this a lexicon?"),
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


def test_entries_left_out_are_counted_for_each_file(tmp_path: Path) -> None:
    (tmp_path / "a\x1b").write_text("fed up\t-1\n")
    (tmp_path / "b").write_text("a b\n:)\nfine\n")
    lexicons = [f"{tmp_path}/a\x1b", f"good={tmp_path}/b", str(NEGATIONS)]
    done = lstmcount("score", *(f"--lexicon={lexicon}" for lexicon in lexicons), "not fine")
    assert done.err == (
        f"lstmcount: {tmp_path}/a\\x1b: left out 1 entry of several words or of none\n"
        f"lstmcount: good={tmp_path}/b: left out 2 entries of several words or of none\n"
    )
    assert (done.code, done.out) == (0, "-1\n")


def test_the_negations_have_every_contraction_with_and_without_apostrophe() -> None:
    tokens, left_out = load_lexicon(str(NEGATIONS))
    assert (set(tokens.values()), left_out) == ({NOT}, 0)
    contractions = {word for word in tokens if word.endswith("n't")}
    assert {"ain't", "can't", "don't", "isn't", "shan't", "won't"} < contractions
    assert {word.replace("'", "") for word in contractions} < set(tokens)
    assert {"not", "no", "never", "cannot"} < set(tokens)


def test_the_sample_lexicon_has_some_hundred_words_each_way_and_one_label_a_review() -> None:
    tokens, left_out = load_lexicon(str(ROOT / "samples/sentiment.tsv"))
    classes = list(tokens.values())
    assert (left_out, set(classes)) == (0, {BAD, GOOD})
    assert min(classes.count(BAD), classes.count(GOOD)) > 300
    reviews = (ROOT / "samples/reviews.txt").read_text().splitlines()
    labels = (ROOT / "samples/reviews-labels.txt").read_text().split()
    assert len(reviews) == len(labels) == len(set(reviews))
    assert labels.count("good") == labels.count("bad")


words = st.from_regex(r"[a-zA-Z_0-9éÉßİΣσς\ufffd]{1,4}(['’][a-zIİΣ]{1,3}){0,2}", fullmatch=True)


@given(entries=st.lists(st.tuples(words, st.sampled_from(WORDS))))
def test_what_a_lexicon_lists_a_text_finds(
    tmp_path_factory: pytest.TempPathFactory, entries: list[tuple[str, str]]
) -> None:
    data = "".join(f"{word}\t{class_}\n" for word, class_ in entries).encode()
    tokens, left_out = load(tmp_path_factory.mktemp("a"), data)
    assert left_out == 0
    last = {word.lower().replace("’", "'"): class_ for word, class_ in entries}
    vocabulary = Vocabulary("error", tokens)
    for word, _ in entries:
        (found,) = vocabulary.words(f"({word})")
        assert (found.written, WORDS[found.token]) == (word, last[word.lower().replace("’", "'")])


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
        tokens, _ = load(tmp_path_factory.mktemp("a"), data, class_)
    except LstmcountError as error:
        message = str(error)
    assert message.isprintable()
    assert set(tokens.values()) <= {UH, GOOD}
