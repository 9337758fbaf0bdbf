"""Every reader tried with inputs that nobody thought of: what each must hold, and beginnings from the samples.

`python -m tools.fuzz` lets atheris look for inputs that reach new lines of code; `make test` tries a thousand
without it (tests/tools/test_fuzz.py). Leaves out what the readers make of sound files.
"""
