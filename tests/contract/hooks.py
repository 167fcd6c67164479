"""What the OpenAPI document can't say of parameters that are sound one by one.

Only of requests that are meant to be accepted. Must not leave a check out, and must not touch a request that is meant
to be refused.
"""

import os
import re
from datetime import datetime, timedelta
from pathlib import Path

import schemathesis
from schemathesis.core import NotSet
from schemathesis.generation import GenerationMode

REGISTRY = Path(os.environ["EVERYROOM_ROOT"]) / "feeds/registry"
COUNTRIES = {line.split("\t")[0].casefold() for line in (REGISTRY / "countries.tsv").read_text().splitlines()}
NOW = datetime.fromisoformat(os.environ["EVERYROOM_NOW"].replace("Z", "+00:00"))
POINT = re.compile(r"-?[0-9.]+ *, *-?[0-9.]+")


@schemathesis.hook
def filter_case(context, case):
    """A feed is the body, or stands at an address; none that is made up here can be fetched."""
    if not is_meant_well(case) or not case.operation.path.startswith("/v1/check"):
        return True
    has_body = not isinstance(case.body, NotSet) and bool(case.body)
    return "url" not in (case.query or {}) and has_body


@schemathesis.hook
def map_case(context, case):
    if is_meant_well(case):
        for fields in (case.query, case.body):
            if isinstance(fields, dict):
                mend(fields, is_check=case.operation.path.startswith("/v1/check"))
    return case


def is_meant_well(case):
    return case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE


def mend(fields, is_check):
    """Makes sense of fields beside one another, and of names that the document does not list."""
    # a cursor is one that was given out for the same query
    fields.pop("cursor", None)
    # a distance is said once, and from a place
    if is_given(fields, "radius_km"):
        fields.pop("radius", None)
    if not is_given(fields, "near"):
        for name in ("radius", "radius_km"):
            fields.pop(name, None)
        if fields.get("sort") == "nearest":
            fields.pop("sort")
    # one window, which ends after it begins and is not years away
    windows = [name for name in ("when", "starts_within", "from", "to") if is_given(fields, name)]
    for name in windows[1:]:
        fields.pop(name)
    for name in ("from", "to"):
        if is_given(fields, name):
            fields[name] = (NOW + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    # what the clock of the server can tell
    if is_given(fields, "updated_since"):
        fields["updated_since"] = str(fields["updated_since"]).replace("9999-12-31", "9999-12-30")
    # words have a letter or a digit
    if "q" in fields and not any(letter.isalnum() for letter in str(fields["q"])):
        fields["q"] = "open"
    # a box is on the globe, south below north
    if is_given(fields, "bbox"):
        fields["bbox"] = "-122.5,37.2,-121.7,37.9"
    # places, regions, countries and zones are ones that are known
    if is_given(fields, "near") and not (isinstance(fields["near"], list) or POINT.fullmatch(str(fields["near"]))):
        fields["near"] = "San Jose, CA"
    if is_given(fields, "region"):
        fields["region"] = "US-CA"
    for name in ("tz", "timezone"):
        if is_given(fields, name):
            fields[name] = "America/New_York"
    if is_given(fields, "country"):
        given = fields["country"] if isinstance(fields["country"], list) else [fields["country"]]
        if is_check or any(str(country).lstrip("-").casefold() not in COUNTRIES for country in given):
            fields["country"] = "US"
    # a feed is read by a format or by a recipe
    if is_check and is_given(fields, "recipe"):
        fields.pop("format", None)


def is_given(fields, name):
    return fields.get(name) not in (None, "", [])
