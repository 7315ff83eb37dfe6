"""The program as the scripts call it: a command in, its figures out. Python's standard library alone."""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/native/bin/hourglass"


def fail(message):
    sys.exit(f"{pathlib.Path(sys.argv[0]).name}: {message}")


def figures_of(program, *words):
    """The figures of one command, or an error that ends the script."""
    line = [str(program), *map(str, words), "--json"]
    done = subprocess.run(line, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        fail(f"{' '.join(line)} ended with {done.returncode}")
    return json.loads(done.stdout)


def require_mnist(program):
    """Ends the script unless there is MNIST: a training of one step tells."""
    words = ["train", "--recipe", "A", "--steps", "1", "--batch-size", "1"]
    origin = figures_of(program, *words)["data"]["origin"]
    if origin != "MNIST":
        fail(f"expected MNIST, found {origin}; set MNIST_DIR to its folder")
