#!/usr/bin/env python3
"""What the fuzzing of scripts/fuzz has come to: prints a table of the newest logs; with --docs adds
their executions to the table that a page has between its two marks.

    fuzz_figures.py FOLDER TARGET... [--docs docs/fuzzing.md]
"""
import argparse
import datetime
import pathlib
import re

FOUND = pathlib.Path(__file__).resolve().parents[2] / "fuzz/corpus"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def figures_of(log):
    """Executions and coverage of one job, from what libFuzzer printed."""
    text = log.read_text(errors="replace")
    runs = re.search(r"stat::number_of_executed_units:\s+(\d+)", text)
    counts = [int(n) for n in re.findall(r"^#(\d+)\s", text, re.MULTILINE)]
    covered = [int(n) for n in re.findall(r" cov: (\d+)", text)]
    return int(runs.group(1)) if runs else max(counts, default=0), max(covered, default=0)


def add(known, target, folder):
    jobs = [figures_of(log) for log in sorted((folder / "logs").glob(f"{target}-*.log"))]
    if not jobs:
        return
    before = known.get(target, {"executions": 0, "edges": 0})
    known[target] = {
        "executions": before["executions"] + sum(runs for runs, _ in jobs),
        "edges": max(before["edges"], *(covered for _, covered in jobs)),
        "date": datetime.date.today().isoformat(),
    }


def read_table(text):
    """What table() has written."""
    row = r"^\| (\w+) \| ([\d,]+) \| ([\d,]+) \| \d+ \| ([\d-]+) \|$"
    known = {}
    for target, *counts, date in re.findall(row, text, re.MULTILINE):
        executions, edges = (int(count.replace(",", "")) for count in counts)
        known[target] = {"executions": executions, "edges": edges, "date": date}
    return known


def table(known):
    rows = ["| target | executions | edges reached | findings | newest run |",
            "| --- | ---: | ---: | ---: | --- |"]
    for target, figures in known.items():
        found = sum(1 for _ in (FOUND / target).glob("*"))
        rows.append(f"| {target} | {figures['executions']:,} | {figures['edges']:,} "
                    f"| {found} | {figures['date']} |")
    total = sum(figures["executions"] for figures in known.values())
    rows.append(f"| all | {total:,} | | | |")
    return "\n".join(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("targets", nargs="+")
    parser.add_argument("--docs", type=pathlib.Path)
    options = parser.parse_args()
    page = options.docs.read_text() if options.docs else BEGIN + END
    begin, end = page.index(BEGIN) + len(BEGIN), page.index(END)
    known = read_table(page[begin:end])
    for target in options.targets:
        add(known, target, options.folder)
    print(table(known))
    if options.docs:
        options.docs.write_text(f"{page[:begin]}\n{table(known)}\n{page[end:]}")
        for target in options.targets:
            for log in (options.folder / "logs").glob(f"{target}-*.log"):
                log.unlink()  # counted


if __name__ == "__main__":
    main()
