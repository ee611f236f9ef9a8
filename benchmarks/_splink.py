"""The peer: Splink, in an environment of its own, linking two lists of names and cities (Fellegi-Sunter on DuckDB).

As its documentation does it: blocking on the city and on the beginning of the name, levels of Jaro-Winkler similarity
of the name, parameters by expectation maximisation, the best match of each mention at a probability of one half.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import platformdirs

VERSION = "5.0.0"
PROGRAM = """
import json, sys, time
import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

left, right = json.load(sys.stdin)
def table(rows):
    return pa.table({name: [row[at] for row in rows] for at, name in enumerate(("unique_id", "name", "city"))})

started = time.perf_counter()
settings = SettingsCreator(
    link_type="link_only",
    comparisons=[cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8]), cl.ExactMatch("city")],
    blocking_rules_to_generate_predictions=[block_on("city"), block_on("substr(name, 1, 12)")],
)
api = DuckDBAPI()
sides = [api.register(table(rows), dataset_display_name=name) for name, rows in (("a", left), ("b", right))]
linker = Linker(sides, settings)
linker.training.estimate_probability_two_random_records_match([block_on("name", "city")], recall=0.7)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("city"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("substr(name, 1, 12)"))
rows = linker.inference.predict(threshold_match_probability=0.5).as_record_list()
seconds = time.perf_counter() - started
best = {}
for row in rows:
    sides = (row["unique_id_r"], row["unique_id_l"])
    mine, other = sides if row["source_dataset_r"].endswith("b") else sides[::-1]
    best[mine] = max(best.get(mine, (0, "")), (row["match_probability"], other))
print(json.dumps([seconds, [[mine, other] for mine, (_, other) in best.items()]]))
"""

Row = tuple[str, str, str]


def splink_seconds(left: list[Row], right: list[Row]) -> tuple[float, list[tuple[str, str]]] | None:
    """Seconds that Splink takes, and what it links of ``right`` to ``left``; None where it cannot be had."""
    place = platformdirs.user_cache_path("filiera", appauthor=False) / "benchmarks" / f"splink-{VERSION}"
    python = place / "bin" / "python"
    if not (place / "installed").exists():
        venv.create(place, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", f"splink=={VERSION}"]
        done = subprocess.run(pip, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            print(f"Splink could not be installed: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
            return None
        Path(place / "installed").touch()
    said = subprocess.run([str(python), "-c", PROGRAM], input=json.dumps([left, right]), capture_output=True, text=True)
    if said.returncode:
        print(f"Splink stopped: {said.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    seconds, pairs = json.loads(said.stdout.splitlines()[-1])
    return seconds, [(mine, other) for mine, other in pairs]
