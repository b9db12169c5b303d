# What a developer does often. `just` comes with the test extra.

python := env_var_or_default("PYTHON", "python")

# open the program on the demo articles
run *ARGS:
    {{python}} -m annotator {{ARGS}}

# the tests; they hold ruff, mypy and the contracts between the rooms too
test *ARGS:
    {{python}} -m pytest {{ARGS}}

# all that must pass before a commit lands
check:
    {{python}} -m ruff check .
    {{python}} -m ruff format --check .
    {{python}} -m mypy
    lint-imports
    {{python}} tests/translations.py --check
    {{python}} -m pytest

# put formatting and simple slips right
fix:
    {{python}} -m ruff check --fix .
    {{python}} -m ruff format .

# collect new sentences into the catalogues and compile them
translate:
    {{python}} tests/translations.py

# figures for the hot paths, each beside a floor of the same run
bench:
    {{python}} tests/benchmarks/canvas.py
    {{python}} tests/benchmarks/start.py
    {{python}} tests/benchmarks/store.py
    {{python}} tests/benchmarks/formats.py
    {{python}} tests/benchmarks/review.py
    {{python}} tests/benchmarks/suggestions.py
    {{python}} tests/benchmarks/load.py

# every version with its checksums, for those who want to install exactly what was tried
lock:
    pip-compile --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
        --no-header --no-annotate --allow-unsafe --strip-extras --extra test -c constraints.txt \
        -o .ci/lock.txt pyproject.toml
    sed -i -e '/^#/d' -e '/^annotator @ /d' .ci/lock.txt

# under which licence each thing may be used that the program needs to run
licences:
    {{python}} tests/licences.py

# known holes in what the lock names; pip-audit comes with no extra: pip install pip-audit
audit:
    pip-audit --requirement .ci/lock.txt --require-hashes --disable-pip
