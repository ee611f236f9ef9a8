"""Directory search over 5,000, 20,000 and 80,000 organisations: accents left out, slips, other languages' words.

The organisations are INVENTED for this measurement (seeded), and exist nowhere else. Peer, in the same run: plain
SQL LIKE over the same folded names, as a directory without a search engine would ask. Four threads ask at once,
each waits for its answer before it asks again. What is promised: p95 at most 60 ms over 20,000.
Run: .venv/bin/python benchmarks/search.py [organisations …]
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from filiera.search import Document, Holdings, Index, Synonyms, build_index
from filiera.vocabulary.folding import fold

THREADS = 4
ASKED = 600
KINDS = {
    "ospedale": "hospital",
    "casa di riposo": "nursing home",
    "università": "university",
    "istituto di ricerca": "research institute",
    "impresa farmaceutica": "pharmaceutical company",
    "produttore di dispositivi medici": "medical device maker",
    "fondazione": "foundation",
    "poliambulatorio": "outpatient clinic",
}
SYNONYMS = tuple(
    Synonyms(english.replace(" ", "-"), {"it": [italian], "en": [english, f"{english}s"]})
    for italian, english in KINDS.items()
)
PARTS = ("bel", "can", "dal", "fer", "gar", "lom", "mar", "nor", "pal", "ros", "san", "tor", "val", "ver", "zan")
ENDS = ("ate", "ago", "asco", "ello", "engo", "etti", "igo", "ino", "isio", "one", "ò", "uzzo", "usco", "à")
SAINTS = ("San", "Santa", "Beato", "Madonna", "Fratelli", "Villa", "Don", "Suor")
Query = tuple[str, int]
Ask = Callable[[str], list[str]]


def invented_words(draw: random.Random, number: int) -> list[str]:
    """Names that sound like places and families and are none."""
    found: dict[str, None] = {}
    while len(found) < number:
        found["".join(draw.choice(PARTS) for _ in range(draw.randint(1, 3))).capitalize() + draw.choice(ENDS)] = None
    return list(found)


def invented_organisations(number: int) -> list[tuple[str, str, str]]:
    """Kind, name and place of organisations that do not exist."""
    draw = random.Random(number)
    words = invented_words(draw, 4000)
    kinds = list(KINDS)
    return [
        (
            kind := draw.choice(kinds),
            f"{kind.capitalize()} {draw.choice(SAINTS)} {draw.choice(words)} {draw.choice(words)}",
            draw.choice(words[:800]),
        )
        for _ in range(number)
    ]


def documents(organisations: list[tuple[str, str, str]]) -> list[Document]:
    """What the index holds of them, in two languages."""
    return [
        Document(
            kind="organisation",
            address=f"organisation/invented-{number}",
            language=language,
            title=name,
            text=f"Ente inventato, con sede a {place}." if language == "it" else f"Invented body, seated in {place}.",
            place=place,
            words=f"{kind if language == 'it' else KINDS[kind]} X{number:06}",
        )
        for number, (kind, name, place) in enumerate(organisations)
        for language in ("it", "en")
    ]


def slip(draw: random.Random, word: str) -> str:
    """A word with one letter changed, left out, doubled or exchanged with the next."""
    place = draw.randrange(1, len(word) - 1)
    match draw.randrange(4):
        case 0:
            return word[:place] + draw.choice("aeiorstln") + word[place + 1 :]
        case 1:
            return word[:place] + word[place + 1 :]
        case 2:
            return word[:place] + word[place] + word[place:]
        case _:
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def questions(organisations: list[tuple[str, str, str]]) -> dict[str, list[Query]]:
    """Questions of each manner, with the number of the organisation that each is about (-1: none in particular)."""
    draw = random.Random(7)
    found: dict[str, list[Query]] = {
        "full name": [], "no accents": [], "one slip": [], "two slips": [], "code": [],
        "kind and place": [], "kind in English, and place": [], "kind alone": [], "nothing of the kind": [],
    }  # fmt: skip
    for _ in range(ASKED // len(found)):
        number = draw.randrange(len(organisations))
        kind, name, place = organisations[number]
        family, other = name.split()[-2:]
        found["full name"].append((name, number))
        found["no accents"].append((fold(f"{family} {other}"), number))
        found["one slip"].append((f"{slip(draw, family)} {other}", number))
        found["two slips"].append((f"{slip(draw, family)} {slip(draw, other)}", number))
        found["code"].append((f"X{number:06}", number))
        found["kind and place"].append((f"{kind} {place}", -1))
        found["kind in English, and place"].append((f"{KINDS[kind]}s {place}", -1))
        found["kind alone"].append((draw.choice((kind, KINDS[kind])), -1))
        found["nothing of the kind"].append(("".join(draw.choice("qwxjkyz") for _ in range(9)), -1))
    return found


def like(path: Path, organisations: list[tuple[str, str, str]]) -> Ask:
    """The peer: every word of the question somewhere in the folded name, place or kind."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE directory (address TEXT, folded TEXT)")
    rows = [
        (f"organisation/invented-{n}", fold(f"{name} {place} {kind} X{n:06}"))
        for n, (kind, name, place) in enumerate(organisations)
    ]
    connection.executemany("INSERT INTO directory VALUES (?, ?)", rows)
    connection.commit()
    connection.close()
    own = threading.local()

    def ask(text: str) -> list[str]:
        if not hasattr(own, "connection"):
            own.connection = sqlite3.connect(path)
        words = fold(text).split()
        where = " AND ".join("folded LIKE ?" for _ in words)
        count = own.connection.execute(f"SELECT count(*) FROM directory WHERE {where}", [f"%{w}%" for w in words])
        count.fetchone()
        found = own.connection.execute(
            f"SELECT address FROM directory WHERE {where} ORDER BY address LIMIT 20", [f"%{w}%" for w in words]
        )
        return [row[0] for row in found]

    return ask


def measure(ask: Ask, asked: list[Query], threads: int) -> tuple[list[float], int]:
    """Seconds of each question, and how many found what they were about among the first ten."""

    def one(query: Query) -> tuple[float, bool]:
        started = time.perf_counter()
        found = ask(query[0])
        return time.perf_counter() - started, f"organisation/invented-{query[1]}" in found[:10]

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(one, asked[: 4 * threads]))
        timed = list(pool.map(one, asked))
    return [seconds for seconds, _ in timed], sum(hit for _, hit in timed)


def told(name: str, seconds: list[float]) -> str:
    """One line: the spread, and questions a second."""
    cuts = [1000 * cut for cut in statistics.quantiles(seconds, n=100)]
    spread = f"p50 {cuts[49]:6.1f}  p95 {cuts[94]:6.1f}  p99 {cuts[98]:6.1f}  max {1000 * max(seconds):6.1f} ms"
    return f"  {name:10} {THREADS} threads  {spread}  {len(seconds) / sum(seconds) * THREADS:5.0f} questions a second"


def run(number: int, folder: Path) -> float:
    """Measures one size; the 95th percentile of the index."""
    organisations = invented_organisations(number)
    path = folder / f"search-{number}.sqlite"
    started = time.perf_counter()
    build_index(path, Holdings(documents(organisations), SYNONYMS, ("it", "en")))
    built = time.perf_counter() - started
    index = Index(path)
    ours: Ask = lambda text: [hit.address for hit in index.search(text, language="it").hits]  # noqa: E731
    plain = like(folder / f"like-{number}.sqlite", organisations)
    manners = questions(organisations)
    every = [query for asked in manners.values() for query in asked]
    random.Random(3).shuffle(every)
    print(f"\n{number:,} invented organisations; index built in {built:.1f} s, {path.stat().st_size / 1e6:.1f} MB")
    own, _ = measure(ours, every, THREADS)
    peer, _ = measure(plain, every, THREADS)
    print(told("filiera", own))
    print(told("SQL LIKE", peer))
    for manner, asked in manners.items():
        seconds, hits = measure(ours, asked, 1)
        also, peers = measure(plain, asked, 1)
        aims = sum(target >= 0 for _, target in asked)
        recall = f"found {hits}/{aims}, LIKE {peers}/{aims}" if aims else ""
        print(
            f"    {manner:27} alone: median {1000 * statistics.median(seconds):6.1f} ms"
            f" (LIKE {1000 * statistics.median(also):6.1f})   {recall}"
        )
    return statistics.quantiles(own, n=100)[94]


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [5_000, 20_000, 80_000]
    with tempfile.TemporaryDirectory() as folder:
        found = {size: run(size, Path(folder)) for size in sizes}
    for smaller, larger in pairwise(sizes):
        rows, times = larger / smaller, found[larger] / found[smaller]
        print(f"\n{smaller:,} to {larger:,}: {rows:.0f} times the rows, p95 {times:.1f} times")


if __name__ == "__main__":
    main()
