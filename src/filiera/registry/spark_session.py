"""A session of Apache Spark: the cluster that ``spark-submit`` names, else the processors of this machine."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filiera.errors import UnavailableError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JAVA = 17
"""The oldest Java that this version of Spark runs on."""


@contextmanager
def spark_session() -> Iterator[SparkSession]:
    """A session; one that runs already is used, and not ended.

    Raises:
        UnavailableError: Spark or Java is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UnavailableError(
            "Spark is not installed", where=str(error.name), remedy="pip install 'filiera[match,spark]'"
        ) from error
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    if not has_java():
        raise UnavailableError(
            "Spark needs Java, and none is found",
            remedy="install Java {java} or newer, or set JAVA_HOME",
            words={"java": JAVA},
        )
    # Executors on this machine run the Python that runs this; a cluster says which in its own configuration.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = SparkSession.builder.appName("filiera link").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def has_java() -> bool:
    """Whether a Java is to be found."""
    home = os.environ.get("JAVA_HOME", "")
    return (bool(home) and (Path(home) / "bin" / "java").exists()) or shutil.which("java") is not None
