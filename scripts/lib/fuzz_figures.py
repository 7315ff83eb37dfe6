#!/usr/bin/env python3
"""What the fuzzing of scripts/fuzz has come to: adds the executions of the newest logs to those of
earlier runs, kept in FOLDER/figures.json, and prints a table; with --docs also puts it into a page
between its two marks.

    fuzz_figures.py FOLDER TARGET... [--docs docs/fuzzing.md]
"""
import argparse
import datetime
import json
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
        "inputs": sum(1 for _ in (folder / target).iterdir()),
        "date": datetime.date.today().isoformat(),
    }


def table(known):
    rows = ["| target | executions | edges reached | inputs that reach them | findings | newest run |",
            "| --- | ---: | ---: | ---: | ---: | --- |"]
    for target, figures in known.items():
        found = sum(1 for _ in (FOUND / target).glob("*"))
        rows.append(f"| {target} | {figures['executions']:,} | {figures['edges']:,} "
                    f"| {figures['inputs']:,} | {found} | {figures['date']} |")
    total = sum(figures["executions"] for figures in known.values())
    rows.append(f"| all | {total:,} | | | | |")
    return "\n".join(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("targets", nargs="+")
    parser.add_argument("--docs", type=pathlib.Path)
    options = parser.parse_args()
    kept = options.folder / "figures.json"
    known = json.loads(kept.read_text()) if kept.exists() else {}
    for target in options.targets:
        add(known, target, options.folder)
        for log in (options.folder / "logs").glob(f"{target}-*.log"):
            log.unlink()  # counted
    kept.write_text(json.dumps(known, indent=2) + "\n")
    print(table(known))
    if options.docs:
        page = options.docs.read_text()
        begin, end = page.index(BEGIN) + len(BEGIN), page.index(END)
        options.docs.write_text(f"{page[:begin]}\n{table(known)}\n{page[end:]}")


if __name__ == "__main__":
    main()
