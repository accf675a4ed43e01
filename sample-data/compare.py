#!/usr/bin/env python3
"""Compares a source file with a dump of the table that was filled from it.

Shares no code with Stackseed: it reads both files with Python's own JSON reader, keeps every
number as its exact decimal value, and compares attribute by attribute. Where the source has the
same key more than once, its last record counts.

    compare.py orders.json orders-dump.jsonl --key customerId,orderId

The source is a JSON array or JSON Lines. The dump is one {"Item": {...}} a line, attributes in
DynamoDB JSON, in any order. Exit status: 0 the same, 1 not the same, 2 could not be compared.
"""

import argparse
import json
import sys
from decimal import Decimal, InvalidOperation
from itertools import zip_longest


class Unusable(Exception):
    """A file that cannot be read as what it should be."""


def reject_constant(name):
    raise ValueError(f"{name} is not JSON")


def parse(text, where):
    try:
        return json.loads(
            text, parse_int=Decimal, parse_float=Decimal, parse_constant=reject_constant
        )
    except ValueError as failure:
        raise Unusable(f"{where}: {failure}") from failure


# Both sides are brought to pairs of a DynamoDB type and a value, so that 1 and "1", or false and
# 0, are never equal by accident. A number's value is a Decimal: == on them is exact.


def from_json(value):
    if isinstance(value, bool):
        return ("BOOL", value)
    if value is None:
        return ("NULL", True)
    if isinstance(value, str):
        return ("S", value)
    if isinstance(value, Decimal):
        return ("N", value)
    if isinstance(value, list):
        return ("L", [from_json(element) for element in value])
    return ("M", {name: from_json(member) for name, member in value.items()})


def from_dynamodb(tagged, where):
    if not isinstance(tagged, dict) or len(tagged) != 1:
        raise Unusable(f"{where}: not one DynamoDB type with its value")
    ((kind, value),) = tagged.items()
    if kind == "N" and isinstance(value, str):
        return (kind, decimal(value, where))
    if kind in ("S", "B") and isinstance(value, str):
        return (kind, value)
    if kind in ("BOOL", "NULL") and isinstance(value, bool):
        return (kind, value)
    if kind == "L" and isinstance(value, list):
        return (kind, [from_dynamodb(each, f"{where}[{i}]") for i, each in enumerate(value)])
    if kind == "M" and isinstance(value, dict):
        return (kind, {name: from_dynamodb(each, f"{where}.{name}") for name, each in value.items()})
    if kind in ("SS", "BS") and isinstance(value, list):
        return (kind, frozenset(value))
    if kind == "NS" and isinstance(value, list):
        return (kind, frozenset(decimal(each, where) for each in value))
    raise Unusable(f"{where}: {kind!r} with {type(value).__name__} is not DynamoDB JSON")


def decimal(text, where):
    try:
        return Decimal(text)
    except (InvalidOperation, TypeError, ValueError) as failure:
        raise Unusable(f"{where}: {text!r} is not a number") from failure


def read(path):
    try:
        # newline="\n": other line ends are content, U+2028 among them.
        with open(path, encoding="utf-8-sig", newline="\n") as file:
            return file.read()
    except OSError as failure:
        raise Unusable(f"{path}: {failure.strerror}") from failure
    except UnicodeDecodeError as failure:
        raise Unusable(f"{path}: not UTF-8: {failure}") from failure


def lines(path):
    """Each line that holds anything, with its number."""
    for number, line in enumerate(read(path).split("\n"), start=1):
        if line.strip(" \t\r"):
            yield number, line


def records(path):
    text = read(path)
    if text.lstrip(" \t\r\n").startswith("["):
        for number, record in enumerate(parse(text, path), start=1):
            yield f"{path} record {number}", record
    else:
        for number, line in lines(path):
            yield f"{path} line {number}", parse(line, f"{path} line {number}")


def key_of(item, names, where):
    key = []
    for name in names:
        kind, value = item.get(name, (None, None))
        if kind not in ("S", "N", "B"):
            raise Unusable(f"{where}: no key attribute {name!r} of type S, N or B")
        if value == "":
            raise Unusable(f"{where}: key attribute {name!r} is empty")
        key.append((kind, value))
    return tuple(key)


def source_items(path, names):
    items, count = {}, 0
    for where, record in records(path):
        if not isinstance(record, dict):
            raise Unusable(f"{where}: not an object")
        item = from_json(record)[1]
        items[key_of(item, names, where)] = item
        count += 1
    return items, count


def dumped_items(path, names):
    items = {}
    for number, line in lines(path):
        where = f"{path} line {number}"
        entry = parse(line, where)
        if not isinstance(entry, dict) or not isinstance(entry.get("Item"), dict):
            raise Unusable(f'{where}: not {{"Item": {{…}}}}')
        item = from_dynamodb({"M": entry["Item"]}, where)[1]
        key = key_of(item, names, where)
        if key in items:
            raise Unusable(f"{where}: the key {shown(key)} a second time; a table has it once")
        items[key] = item
    return items


def differences(source, dumped, path=""):
    """Each place where two maps differ: its path and what either side has there."""
    for name in list(source) + [name for name in dumped if name not in source]:
        yield from value_differences(source.get(name), dumped.get(name), f"{path}{name}")


def value_differences(source, dumped, path):
    if source == dumped:
        return
    if source is None or dumped is None or source[0] != dumped[0]:
        yield path, source, dumped
    elif source[0] == "M":
        yield from differences(source[1], dumped[1], f"{path}.")
    elif source[0] == "L":
        for index, (left, right) in enumerate(zip_longest(source[1], dumped[1])):
            yield from value_differences(left, right, f"{path}[{index}]")
    else:
        yield path, source, dumped


def told(value):
    if value is None:
        return "nothing"
    kind, content = value
    if kind == "M":
        text = "{" + ", ".join(f"{name}: {told(each)}" for name, each in content.items()) + "}"
    elif kind == "L":
        text = "[" + ", ".join(told(each) for each in content) + "]"
    elif kind == "NS":
        text = "{" + ", ".join(str(each) for each in sorted(content)) + "}"
    elif kind == "N":
        text = str(content)
    else:
        text = repr(content)
    return f"{kind} {text if len(text) <= 200 else text[:200] + '…'}"


def shown(key):
    return " / ".join(str(value) for _, value in key)


def compare(source_path, dump_path, names, limit):
    source, record_count = source_items(source_path, names)
    dumped = dumped_items(dump_path, names)

    missing = [key for key in source if key not in dumped]
    unexpected = [key for key in dumped if key not in source]
    unequal = [key for key in source if key in dumped and source[key] != dumped[key]]
    equal = len(source) - len(missing) - len(unequal)

    replaced = record_count - len(source)
    print(f"source: {record_count:,} records, {len(source):,} keys ({replaced:,} replaced by a later one)")
    print(f"dump:   {len(dumped):,} items")
    print(
        f"equal {equal:,}, different {len(unequal):,}, "
        f"missing from the dump {len(missing):,}, only in the dump {len(unexpected):,}"
    )
    for key in unequal[:limit]:
        print(f"different: {shown(key)}")
        for path, left, right in differences(source[key], dumped[key]):
            print(f"    {path}: source {told(left)}, dump {told(right)}")
    for key in missing[:limit]:
        print(f"missing: {shown(key)}")
    for key in unexpected[:limit]:
        print(f"only in the dump: {shown(key)}")
    return 1 if missing or unexpected or unequal else 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0], epilog="Exit status: 0 same, 1 not, 2 not compared."
    )
    parser.add_argument("source", help="JSON array or JSON Lines")
    parser.add_argument("dump", help='one {"Item": {...}} a line')
    parser.add_argument("--key", required=True, metavar="NAME[,NAME]", help="the table's key attributes")
    parser.add_argument("--show", type=int, default=10, metavar="N", help="differences of each kind shown (10)")
    arguments = parser.parse_args()
    names = arguments.key.split(",")
    if not all(names) or len(names) > 2:
        parser.error("--key takes one or two names: NAME or NAME,NAME")
    try:
        return compare(arguments.source, arguments.dump, names, max(arguments.show, 0))
    except Unusable as failure:
        print(failure, file=sys.stderr)
        return 2
    except RecursionError:
        print("nested too deeply to be compared", file=sys.stderr)
        return 2


if __name__ == "__main__":
    # Names may be in any script; the terminal's own encoding must not decide.
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
