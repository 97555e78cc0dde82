"""Which medications treat opioid or alcohol use disorder, told by ingredient: every source codes differently."""

import re

# FDA-approved for opioid use disorder (buprenorphine, methadone, naltrexone) or alcohol use disorder (naltrexone,
# acamprosate, disulfiram); SAMHSA TIP 63 and TIP 49. Naloxone alone reverses an overdose; it does not treat.
_INGREDIENTS = re.compile(r"\b(buprenorphine|methadone|naltrexone|acamprosate|disulfiram)\b", re.IGNORECASE)


def treats_use_disorder(name: str) -> bool:
    """Whether a medication's name holds such an ingredient. Methadone for pain looks the same: to be confirmed."""
    return _INGREDIENTS.search(name) is not None
