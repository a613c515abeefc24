"""Answers the tasks of vector-tasks.ts by regards.py."""

import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../src/kit/python"))
import regards  # noqa: E402


def answer(task):
    if task["what"] == "header":
        return regards.read_header(task["input"])
    if task["what"] == "document":
        return regards.decode_document(task["input"])
    if task["what"] == "fold":
        return {"folded": regards.fold_text(task["input"])}
    said = task["said"]
    if "header" in said:
        result = regards.read_header(said["header"])
    else:
        result = regards.decode_document(said["document"])
    decision = regards.decide(result.get("preferences"), **task["question"])
    assert decision.because.endswith(".")
    return {name: getattr(decision, name) for name in ("allowed", "channel", "reason", "limit", "digest")}


print(json.dumps([answer(task) for task in json.load(sys.stdin)]))
