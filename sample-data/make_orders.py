#!/usr/bin/env python3
"""Makes orders.json: the orders of an invented shop, one record a line in a JSON array.

The same bytes on every machine: all chance comes from random.Random(SEED).random(), the one
method whose sequence Python promises to keep. Numbers are written digit by digit, never through
a float, so that a reader that goes through one is found out.

    make_orders.py           writes orders.json beside this script
    make_orders.py --check   makes it again in memory and compares; 0 same, 1 not, 2 unreadable
"""

import argparse
import json
import random
import sys
from decimal import Context, Decimal
from pathlib import Path

SEED = 20190422
RECORDS = 20_019
CUSTOMERS = 2_400
FILE = Path(__file__).with_name("orders.json")

# Name, city, and the prefix of the customer's id: several scripts, also within keys.
PEOPLE = [
    ("Jan Akerman", "Amsterdam", "C"),
    ("Zoë Müller-Łukasiewicz", "Zürich", "C"),
    ("Þórdís Ævarsdóttir", "Ísafjörður", "C"),
    ("Νίκος Παπαδόπουλος", "Θεσσαλονίκη", "C"),
    ("Анна Ковальчук", "Київ", "C"),
    ("محمد الفاسي", "الدار البيضاء", "C"),
    ("נועה כהן", "תל אביב", "C"),
    ("अनुष्का शर्मा", "मुंबई", "C"),
    ("สมชาย ใจดี", "เชียงใหม่", "C"),
    ("王小明", "上海", "C"),
    ("佐藤 花子", "京都", "顧客"),
    ("김민준", "서울", "C"),
    ("Nguyễn Thị Hương", "Đà Nẵng", "C"),
    ("Siobhán O'Brien", "Baile Átha Cliath", "C"),
]
PRODUCTS = [
    ("ITEM-001", "Bacon Sandwich 🥪"),
    ("ITEM-002", "Crème brûlée"),
    ("ITEM-003", 'Screw, 1/4" × 2"'),
    ("ITEM-004", "緑茶 (100 g)"),
    ("ITEM-005", "Борщ"),
    ("ITEM-006", "Path C:\\temp\\new"),
    ("ITEM-007", "T-shirt 👩🏽\u200d💻 [M], {blue}"),
    ("ITEM-008", "حمص"),
]
# What a scanner or a decoder may stumble over: quotes, brackets and backslashes in strings, line
# and paragraph separators, a tab, a NUL, a combining accent, a character beyond the first plane.
NOTES = [
    "",
    "Leave it at the door",
    'She said "ring twice", then left',
    "ends with a backslash \\",
    "first line\nsecond line\r\n\tthird",
    "looks like the end: \"},\n{\"customerId\":\"X\"}]",
    "two\u2028separators\u2029here",
    "e\u0301 is not é",
    "𝄞 and 𠮷 need four bytes",
    "🎂🎉 Alles Gute!",
    "control: \u0000\u0001\u001f\u007f",
    "https://example.com/a/b?c=%7B%7D",
]
STATUSES = ["PLACED", "PAID", "SHIPPED", "DELIVERED", "RETURNED"]
CURRENCIES = ["EUR", "USD", "JPY", "GBP", "ISK", "INR"]


class Number(str):
    """A JSON number as its exact text."""


class Chance:
    def __init__(self, seed):
        self._random = random.Random(seed).random

    def below(self, limit):
        return int(self._random() * limit)

    def one_in(self, count):
        return self.below(count) == 0

    def of(self, choices):
        return choices[self.below(len(choices))]

    def digits(self, count):
        """Digits of which the first and the last are not 0: all of them are significant."""
        if count == 1:
            return str(1 + self.below(9))
        middle = "".join(str(self.below(10)) for _ in range(count - 2))
        return f"{1 + self.below(9)}{middle}{1 + self.below(9)}"


def price(chance):
    return Number(f"{chance.below(200)}.{chance.below(100):02d}")


def odd_number(chance):
    """Numbers up to what DynamoDB keeps: 38 digits, from 1E-130 to 9.9E+125, of either sign."""
    sign = chance.of(["", "-"])
    kind = chance.below(6)
    if kind == 0:
        return Number(sign + chance.digits(38))
    if kind == 1:
        return Number(f"{sign}0.{chance.digits(38)}")
    if kind == 2:
        whole = 1 + chance.below(36)
        return Number(f"{sign}{chance.digits(whole)}.{chance.digits(38 - whole)}")
    if kind == 3:
        exponent = chance.below(120)
        return Number(f"{sign}{chance.digits(1)}.{chance.digits(4)}{chance.of('eE')}+{exponent}")
    if kind == 4:
        return Number(f"{sign}{chance.digits(3)}{chance.of('eE')}-{chance.below(120)}")
    return Number(f"{sign}{9_007_199_254_740_992 + chance.below(1000)}")


def order_line(chance):
    sku, title = chance.of(PRODUCTS)
    line = {"sku": sku, "title": title, "quantity": Number(1 + chance.below(9)), "price": price(chance)}
    if chance.one_in(9):
        line["options"] = {"gift": chance.one_in(2), "engraving": None, "sizes": [Number(38), "M", []]}
    return line


def order(chance, number):
    # The product of two: few customers order much, most order little.
    customer = chance.below(1 + chance.below(CUSTOMERS))
    name, city, prefix = PEOPLE[customer % len(PEOPLE)]
    minute = number * 25
    day = minute // 1440
    date = f"{2019 + day // 336}-{1 + day % 336 // 28:02d}-{1 + day % 28:02d}"
    record = {
        "customerId": f"{prefix}-{customer:05d}",
        "orderId": f"{date}#{number:06d}",
        "status": chance.of(STATUSES),
        "paid": not chance.one_in(5),
        "coupon": f"SPRING-{chance.below(100)}" if chance.one_in(6) else None,
        "shipTo": {"name": name, "city": city},
        "lines": [order_line(chance) for _ in range(1 + chance.below(1 + chance.below(3)))],
        "total": {"currency": chance.of(CURRENCIES), "amount": price(chance)},
    }
    if chance.one_in(3):
        record["note"] = chance.of(NOTES)
    if chance.one_in(5):
        record["ledger"] = {"rate": odd_number(chance), "entries": [odd_number(chance), Number(0)]}
    if chance.one_in(20):
        record["extra"] = chance.of([{}, [], [[]], [None], {"a": {"b": {"c": [{"d": False}]}}}])
    return record


def encode(value, ascii_only):
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        members = (f"{encode(k, ascii_only)}:{encode(v, ascii_only)}" for k, v in value.items())
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(encode(element, ascii_only) for element in value) + "]"
    text = json.dumps(value, ensure_ascii=ascii_only)
    # A slash may be escaped, and some writers do it.
    return text.replace("/", "\\/") if ascii_only else text


def make():
    chance = Chance(SEED)
    lines = []
    for number in range(RECORDS):
        record = order(chance, number)
        lines.append(encode(record, ascii_only=chance.one_in(12)))
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode("utf-8")


def promised(made):
    """Holds the made file to what README.md says of it, by reading it back."""
    numbers = []

    def number(text):
        numbers.append(Decimal(text))
        return numbers[-1]

    records = json.loads(made, parse_int=number, parse_float=number)
    keys = {(record["customerId"], record["orderId"]) for record in records}
    assert len(records) == len(keys) == RECORDS, "keys are not distinct"
    assert all(customer and order_id for customer, order_id in keys), "a key is empty"
    assert 5_000_000 <= len(made) <= 8_000_000, f"{len(made)} bytes"
    assert made.count(b"\n") == RECORDS + 2, "not one record a line"
    exact = Context(prec=1000)
    digits = max(len(value.normalize(exact).as_tuple().digits) for value in numbers)
    assert digits == 38, f"{digits} significant digits"
    exponents = [value.adjusted() for value in numbers if value]
    assert -130 <= min(exponents) and max(exponents) <= 125, "beyond what DynamoDB keeps"
    return f"{RECORDS:,} records, {len(made):,} bytes, numbers of up to {digits} digits"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args().check

    made = make()
    facts = promised(made)
    if not check:
        FILE.write_bytes(made)
        print(f"{FILE.name}: {facts}")
        return 0
    try:
        kept = FILE.read_bytes()
    except OSError as failure:
        print(f"{FILE.name}: {failure.strerror}", file=sys.stderr)
        return 2
    if kept == made:
        print(f"{FILE.name} is what this script makes: {facts}")
        return 0
    where = next((i for i, (a, b) in enumerate(zip(kept, made)) if a != b), min(len(kept), len(made)))
    print(f"{FILE.name} differs from what this script makes, from byte {where:,} on", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
