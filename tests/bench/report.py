"""What was measured: a table to read, and a file for programs."""

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from tests.bench.measure import Figure

COLUMNS = ("name", "ours", "baseline", "ratio", "unit")


def write(figures: Iterable[Figure], path: Path) -> None:
    """Write the figures as a JSON list."""
    rows = [{name: value for name, value in asdict(figure).items() if name in COLUMNS} for figure in figures]
    path.write_text(json.dumps(rows, indent=1) + "\n")


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    head = ["| what | Meridian | baseline | ratio | promised |", "|---|---:|---:|---:|---:|"]
    return "\n".join([*head, *map(line, figures)])


def line(figure: Figure) -> str:
    ours = f"{figure.ours:,.1f} {figure.unit}" if figure.ours < 100 else f"{figure.ours:,.0f} {figure.unit}"
    baseline = "" if figure.baseline is None else f"{figure.baseline:,.0f}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    goal = "" if figure.goal is None else f"≥ {figure.goal:g}{' (missed)' if figure.is_missed else ''}"
    return f"| {figure.name} | {ours} | {baseline} | {ratio} | {goal} |"


def machine() -> str:
    """What it was measured on, and how busy that was."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"{os.cpu_count()} processors, Python {platform.python_version()}, load of the machine {load}"
