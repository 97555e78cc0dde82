"""The words a pack may use: rule numbers, kinds of service, needs of a claim, billing codes. Another one is refused.

Codes are facts; their labels are not shipped (CPT is the AMA's). A licensee's own code is added to their pack's
`codes.own`, so that a mistyped one is still found.
"""

from __future__ import annotations

from collections.abc import Mapping

RULES = frozenset(
    [f"HRS-{n}" for n in range(1, 10)]
    + [f"BIL-{n}" for n in range(1, 15)]
    + [f"MCR-{n}" for n in range(1, 18)]
    + ["MCR-4a", "MCR-4b", "TEL-1"]
    + [f"NOTE-{n}" for n in range(1, 6)]
)

KINDS = ("group", "skills", "education", "individual", "family", "case", "crisis", "medical")

EXCLUSIONS = ("break", "meal", "unsupervised-video", "recreation", "outside-meeting", "late", "left-early")

NEEDS: Mapping[str, str] = {  # what a claim of the day needs beside its minutes, and the rule that asks for it
    "authorization": "BIL-1",
    "signed-note": "BIL-3",
    "signed-plan": "BIL-9",
    "assessment": "BIL-9",
    "level-of-care": "BIL-9",
    "credential": "BIL-10",
    "group-size": "BIL-11",
    "no-overlap": "BIL-12",
    "location": "BIL-13",
}

STANDINGS = ("short", "lacks", "unknown", "valid")  # of a claim: see dose.claiming

CODES = frozenset(
    """H0001 H0002 H0004 H0005 H0006 H0014 H0015 H0020 H0038 H0050 H2019 H2035 H2036 S9480 T1006 T1007 T1012
    90785 90791 90792 90832 90833 90834 90836 90837 90838 90839 90840 90845 90846 90847 90849 90853 90865 90880 90899
    96112 96116 96130 96131 96132 96133 96136 96137 96138 96139 96146 96156 96158 96161 96164 96167
    97550 97551 97552 99408 99409 80305 80306 80307
    G0023 G0024 G0129 G0137 G0140 G0146 G0176 G0177 G0410 G0411 G0451 G0480 G0481 G0482 G0483 G0659
    G2086 G2087 G2088""".split()
)

MODIFIERS = frozenset({"95", "93", "GT", "FQ"})
PLACES = frozenset({"02", "10", "11", "22", "50", "53", "55", "57", "58", "72"})
