"""Names by which a register calls a natural person where an organisation is looked for: a sponsor, a site, a winner.

Registers do not say of a name whether it is a person's. Judged is its form: a title or degree without a word of an
institution; or, where persons are usual, two to four words that begin with capitals, none of an institution, none of a
legal form. In doubt it counts as a person's: an organisation less is a gap, a person more is a breach.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from filiera.vocabulary.folding import fold

_TITLE = re.compile(
    r"(?:^|[\s,.(])(?:dr|dra|prof|professor|assistant professor|associate professor|mr|mrs|ms|pd|priv\.-doz)\.?\s+\w"
    r"|[\s,](?:m\.?d|ph\.?\s?d|m\.?sc|mbbs|mph|d\.o|pharm\.?d|dds|dvm|rn|msn|frcp\w*|facs|facp)\.?(?=$|[\s,;)])"
)
_INSTITUTION = re.compile(
    r"univ|uninv|hosp|hops|hosip|hastane|hopit|ospedal|szpital|sjukhus|sykehus|ziekenhuis|krankenh|spital|klini|clini|institu|istitut|inst\b"
    r"|cent(?:er|re|ro|rum|r\b)|zentrum|foundation|fondation|fondazione|fundac|stiftung|stichting|charit|trust\b"
    r"|minist|health|salud|sante\b|salute|sanita|medic|college|school|facult|department|dept|division|unit\b|service"
    r"|group|gruppo|grupo|network|alliance|consor|council|committee|agency|agenc|authorit|assoc|asoc|societ|socied"
    r"|academ|akadem|administrat|asst\b|irccs|usl\b|ulss|azienda|\bao\b|aou|aphp|ap-hp|assistance|chu\b|\bch\b|chi\b"
    r"|chru|nhs|region\b|regione|county|province|state\b|city\b|national|nazional|internat|global|world|european"
    r"|research|recherche|ricerca|investiga|program|project|study|trial|laborat|labs?\b|pharm|farm|biotech|bio[a-z]*\b"
    r"|gen[eo]m|genetic|therap|diagnos|vaccin|scien|techno|systems?\b|solution|product|industr|compan|corpor|ventures?\b"
    r"|partner|capital|consult|innovat|digital|data\b|insight|imaging|oncolog|cardio|pneumo|pulmon|infect|virol|immun"
    r"|blood|plasma|transplant|cancer|tumou?r|heart|lung|kidney|stroke|child|children|women|care\b|home\b|practice"
    r"|cabinet|surger|dental|ambulan|infirmary|sanator|rehab|\bbanks?\b|fund\b|funds\b|grants?\b|board|office|museum"
    r"|parc\b|casa\b|maison|nursing|physician|doctors|family|army|military|navy|defen[cs]e|police|government|polytech"
    r"|politec|ecole|escola|escuela|ente\b|organi[sz]|union\b|federation|society|club|team\b|force\b|initiative"
    r"|policlinic|poliambul|monastery|secretaria|ville de\b|municip|comune\b|kommune|etablissement|distrito|sans front"
    r"|lasarett|metropole|fonds\b|helse\b|samusocial|dialisis|dialys|ayur|sport|kaupunki|food|sponsor|uk\b|rst\b|esf\b"
    r"|software|cloud|trading|terapia|professionals|vereinigung|verband|govt|saint\b|santa?\b|st\.|hopital|iniciat|enterprise|holding|brothers|sons\b"
)
_LEGAL_FORM = re.compile(
    r"\b(?:inc|ltd|limited|llc|llp|plc|gmbh|ag|kg|se|sa|sas|sarl|srl|spa|s\.p\.a|s\.r\.l|s\.a|bv|b\.v|nv|ab|as|a/s|aps|oy"
    r"|oyj|kft|zrt|sp|d\.o\.o|sdn|bhd|pty|pvt|co|corp|ev|e\.v|hf|asbl|vzw|lda|ltda|ry|pc|d\.d|s/a|sl|s\.l|cro)\b"
)
_PLAIN = re.compile(r"[^\W\d_][\w'’.\-]*", re.UNICODE)


def named_elsewhere(name: str, persons: Set[str]) -> bool:
    """Whether a name is that of one of the persons (folded) whom the same record names, and no institution's."""
    folded = fold(name)
    return folded in persons and " " in folded and not _of_an_institution(folded)


@lru_cache(maxsize=8192)
def titled_person(name: str) -> bool:
    """Whether a name bears a title or degree and no word of an institution.

    >>> titled_person("Dr. Jane Roe"), titled_person("Jane Roe, MD"), titled_person("Hospital General Dr. Jane Roe")
    (True, True, False)
    """
    folded = fold(name)
    return bool(_TITLE.search(folded)) and not _of_an_institution(folded)


@lru_cache(maxsize=8192)
def likely_person(name: str) -> bool:
    """Whether a name has the form of a person's, with a title or without.

    >>> likely_person("Jane Roe"), likely_person("Roe Pharma Ltd"), likely_person("ETH Zurich")
    (True, False, False)
    """
    folded = fold(name)
    if _of_an_institution(folded):
        return False
    if _TITLE.search(folded):
        return True
    words = name.replace(",", " ").split()
    return (
        2 <= len(words) <= 4
        and all(_PLAIN.fullmatch(word) and (word[0].isupper() or len(word) <= 3) for word in words)
        # An acronym in front is an institution's: no one is called so.
        and not (words[0].isupper() and 2 <= len(words[0].rstrip(".")) <= 4 and not all(w.isupper() for w in words))
    )


def _of_an_institution(folded: str) -> bool:
    return bool(_INSTITUTION.search(folded) or _LEGAL_FORM.search(folded))
