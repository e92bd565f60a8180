"""The same job with Python's fast parts: PyYAML over libyaml, and jsonschema-rs with an equivalent schema.

    judge.py SCHEMA FOLDER
"""

import json
import os
import sys

import jsonschema_rs
import yaml


def main(schema_path, folder):
    with open(schema_path, "rb") as file:
        validator = jsonschema_rs.validator_for(json.load(file))
    files = 0
    failed = False
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".yaml"):
            continue
        with open(os.path.join(folder, name), "rb") as file:
            value = yaml.load(file.read(), Loader=yaml.CBaseLoader)
        files += 1
        if not validator.is_valid(value):
            failed = True
            for error in validator.iter_errors(value):
                print(f"{name}: {error.message}", file=sys.stderr)
        if value.get("feature") != name.removesuffix(".yaml"):
            failed = True
            print(f"{name}: not its identity", file=sys.stderr)
    print(f"{files} files")
    return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))
