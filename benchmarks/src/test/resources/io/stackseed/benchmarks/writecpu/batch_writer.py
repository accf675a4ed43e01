"""Writes orders in JSON Lines with boto3's batch_writer, and prints the CPU that each load took.

Usage: batch_writer.py ENDPOINT TABLE FILE ROUNDS

Each line that is printed has a round's nanoseconds, user and system. The first round's begin before
boto3 is imported; the interpreter's own start is not in it.
"""

import resource
import sys


def cpu_nanos():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return round((usage.ru_utime + usage.ru_stime) * 1e9)


START = cpu_nanos()

import json
from decimal import Decimal

import boto3


def load(table, path):
    with open(path, encoding="utf-8") as lines, table.batch_writer() as batch:
        for line in lines:
            batch.put_item(Item=json.loads(line, parse_float=Decimal))


def main():
    endpoint, name, path, rounds = sys.argv[1:]
    table = boto3.resource("dynamodb", endpoint_url=endpoint).Table(name)
    begin = START
    for _ in range(int(rounds)):
        load(table, path)
        end = cpu_nanos()
        print(end - begin, flush=True)
        begin = cpu_nanos()


main()
