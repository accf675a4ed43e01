"""Loads JSON Lines by boto3's batch_writer: ENDPOINT TABLE FILE."""

import decimal
import json
import sys

import boto3

endpoint, table, path = sys.argv[1:]
target = boto3.resource("dynamodb", endpoint_url=endpoint).Table(table)
with open(path, encoding="utf-8") as lines, target.batch_writer() as batch:
    for line in lines:
        batch.put_item(Item=json.loads(line, parse_float=decimal.Decimal))
