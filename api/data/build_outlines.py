#!/usr/bin/env python3
"""Makes outlines.bin from the TopoJSON files of the npm packages `world-atlas` 2.0.2 (Natural Earth 4.1.0, public
domain) and `us-atlas` 3.0.1 (US Census Bureau, public domain); the packages themselves are under the ISC licence.

    python3 build_outlines.py world-atlas/countries-10m.json world-atlas/land-110m.json us-atlas/states-10m.json outlines.bin [tolerance]

Nothing is fetched. The format is described in FORMAT.md. The file is stored raw; the project packs it with zstd or
deflate like its other data."""
import json, struct, sys

GRID = 500  # steps per degree: 222 m
SMALLEST = 30  # rings of fewer square steps (1.5 square km at the equator) are left out
SMALLEST_FAR = 300  # the same beyond 60 degrees north
# how much coarser than asked: borders are hints only, and in the far north and south hardly anyone lives
BORDER, NORTH, POLAR = 2.0, 3.0, 10.0


def arcs_of(topology):
    """Arcs as lists of points in degrees."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for px, py in arc:
            x, y = x + px, y + py
            lon, lat = x * kx + dx, y * ky + dy
            # across the antimeridian an arc goes on beyond 180 degrees
            while points and lon - points[-1][0] > 180: lon -= 360
            while points and lon - points[-1][0] < -180: lon += 360
            points.append((lon, lat))
        yield points


def rings_of(geometry):
    if geometry["type"] == "Polygon":
        yield from geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon


def simplified(points, tolerance):
    """Douglas-Peucker, ends kept; of a ring that is one arc the farthest point is kept too."""
    if len(points) < 3:
        return points
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    if points[0] == points[-1]:
        x0, y0 = points[0]
        far = max(range(len(points)), key=lambda i: (points[i][0] - x0) ** 2 + (points[i][1] - y0) ** 2)
        keep.add(far)
        stack = [(0, far), (far, len(points) - 1)]
    while stack:
        a, b = stack.pop()
        (x1, y1), (x2, y2) = points[a], points[b]
        dx, dy = x2 - x1, y2 - y1
        length = (dx * dx + dy * dy) ** 0.5 or 1e-12
        worst, at = tolerance, None
        for i in range(a + 1, b):
            x, y = points[i]
            off = abs(dy * (x - x1) - dx * (y - y1)) / length if length > 1e-9 else ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
            if off > worst:
                worst, at = off, i
        if at is not None:
            keep.add(at)
            stack += [(a, at), (at, b)]
    return [points[i] for i in sorted(keep)]


def on_grid(points):
    out = []
    for x, y in points:
        p = (round(x * GRID), round(y * GRID))
        if not out or out[-1] != p:
            out.append(p)
    return out if len(out) > 1 else out * 2


def varint(n):
    n = n << 1 if n >= 0 else (-n << 1) - 1
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def count(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def area(points):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1]))) / 2


def main(world_path, far_path, us_path, out_path, tolerance=0.0135):
    world = json.load(open(world_path))
    tolerance = float(tolerance)
    # an arc that two countries share is a border, any other a coast
    users = {}
    rings = []
    for country in world["objects"]["countries"]["geometries"]:
        if country.get("id") == "010": continue  # Antarctica goes round the pole and no box of ours meets it
        for ring in rings_of(country):
            rings.append(ring)
            for index in ring:
                users[index if index >= 0 else ~index] = users.get(index if index >= 0 else ~index, 0) + 1
    def coarse(index, points):
        factor = BORDER if users.get(index, 0) > 1 else 1.0
        south, north = min(y for _, y in points), max(y for _, y in points)
        return factor * (POLAR if south > 70 or north < -55 else NORTH if south > 60 else 1.0)
    arcs = [on_grid(simplified(points, tolerance * coarse(i, points))) for i, points in enumerate(arcs_of(world))]
    def assembled(ring):
        points = []
        for index in ring:
            part = arcs[index] if index >= 0 else arcs[~index][::-1]
            turn = points[-1][0] - part[0][0] if points else 0
            points += [(x + turn, y) for x, y in (part[1:] if points else part)]
        return points
    def is_seen(points):
        return area(points) >= (SMALLEST_FAR if points[0][1] > 60 * GRID else SMALLEST)
    for ring in rings:
        ends = assembled(ring)
        assert ends[0] == ends[-1], "a ring does not close"
    rings = [ring for ring in rings if is_seen(assembled(ring))]
    used = sorted({index if index >= 0 else ~index for ring in rings for index in ring})
    number = {old: new for new, old in enumerate(used)}
    lines = [(1 if users[old] > 1 else 0, arcs[old]) for old in used]
    # states: arcs that two states share, as lines only
    states = json.load(open(us_path))
    shared = {}
    for state in states["objects"]["states"]["geometries"]:
        for ring in rings_of(state):
            for index in ring:
                index = index if index >= 0 else ~index
                shared[index] = shared.get(index, 0) + 1
    us = list(arcs_of(states))
    lines += [(2, on_grid(simplified(us[i], tolerance * BORDER / 2))) for i, n in sorted(shared.items()) if n > 1]
    # land as it is seen from far away, for views of continents
    land = json.load(open(far_path))
    far_arcs = [on_grid(points) for points in arcs_of(land)]
    far = [ring for geometry in land["objects"]["land"]["geometries"] for ring in rings_of(geometry)]
    far = [ring for ring in far if min(y for i in ring for _, y in far_arcs[i if i >= 0 else ~i]) > -62 * GRID]
    far_used = sorted({i if i >= 0 else ~i for ring in far for i in ring})
    far_number = {old: len(lines) + new for new, old in enumerate(far_used)}
    lines += [(0, far_arcs[i]) for i in far_used]
    out = bytearray(b"EROUT1\n") + struct.pack("<HIII", GRID, len(lines), len(rings), len(far))
    points = 0
    x = y = 0
    for kind, arc in lines:
        out += bytes([kind]) + count(len(arc))
        for px, py in arc:
            out += varint(px - x) + varint(py - y)
            x, y = px, py
        points += len(arc)
    for ring in rings:
        out += count(len(ring))
        for index in ring:
            out += varint(number[index] if index >= 0 else ~number[~index])
    for ring in far:
        out += count(len(ring))
        for index in ring:
            out += varint(far_number[index] if index >= 0 else ~far_number[~index])
    open(out_path, "wb").write(out)
    import lzma, zlib
    print(f"{len(lines)} lines, {points} points, {len(rings)} + {len(far)} rings; raw {len(out)}, deflate {len(zlib.compress(bytes(out), 9))}, xz {len(lzma.compress(bytes(out)))}")


if __name__ == "__main__":
    main(*sys.argv[1:])
