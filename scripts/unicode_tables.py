#!/usr/bin/env python3
"""Writes src/base/unicode_tables.inc from the Unicode data that Python carries. Run: scripts/unicode_tables.py > FILE"""
import sys
import unicodedata as u

BMP = range(0x80, 0x10000)
CJK_COMPATIBILITY = range(0xF900, 0xFB00)
HANGUL = range(0xAC00, 0xD7A4)


def rows(items, width=6):
    """Several entries a line."""
    items = list(items)
    for at in range(0, len(items), width):
        print("    " + " ".join(items[at:at + width]))


def ranges(wanted):
    """Runs of code points as (first, last)."""
    out = []
    for point in wanted:
        if out and out[-1][1] == point - 1:
            out[-1][1] = point
        else:
            out.append([point, point])
    return out


def decompositions():
    """Canonical decompositions, a letter and a mark each."""
    for point in BMP:
        if point in CJK_COMPATIBILITY or point in HANGUL:
            continue
        parts = u.decomposition(chr(point))
        if not parts or parts.startswith("<"):
            continue
        codes = [int(part, 16) for part in parts.split()]
        yield f"{{0x{point:04X}, 0x{codes[0]:04X}, 0x{codes[1] if len(codes) > 1 else 0:04X}}},"


def folds():
    """Case as runs of (first, last, step, delta): one letter to one letter."""
    out = []
    for point in BMP:
        folded = chr(point).casefold()
        if len(folded) != 1:
            folded = chr(point).lower()
        if len(folded) != 1 or folded == chr(point):
            continue
        delta = ord(folded) - point
        if out and out[-1][3] == delta:
            run = out[-1]
            step = point - run[1]
            if step <= 2 and (run[0] == run[1] or run[2] == step):
                run[1], run[2] = point, step
                continue
        out.append([point, point, 1, delta])
    return out


def main():
    print(f"// Written by scripts/unicode_tables.py from Unicode {u.unidata_version}; not edited by hand.")
    print("constexpr Decomposition decompositions[] = {")
    rows(decompositions(), 5)
    print("};\nconstexpr CaseRun case_runs[] = {")
    rows(f"{{0x{first:04X}, 0x{last:04X}, {step}, {delta}}}," for first, last, step, delta in folds())
    print("};\nconstexpr Range punctuation[] = {")
    rows(f"{{0x{first:04X}, 0x{last:04X}}}," for first, last in ranges(p for p in range(0x80, 0x110000) if u.category(chr(p)).startswith("P")))
    print("};\nconstexpr Range marks[] = {")
    rows(f"{{0x{first:04X}, 0x{last:04X}}}," for first, last in ranges(p for p in range(0x80, 0x20000) if u.category(chr(p)) in ("Mn", "Me", "Mc")))
    print("};\n// Canonical combining classes of U+0300 to U+036F.\nconstexpr std::uint8_t combining_classes[] = {")
    classes = [u.combining(chr(p)) for p in range(0x300, 0x370)]
    for at in range(0, len(classes), 16):
        print("    " + ", ".join(str(c) for c in classes[at:at + 16]) + ",")
    print("};")


if __name__ == "__main__":
    sys.exit(main())
