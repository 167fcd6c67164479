#!/usr/bin/env python3
"""Writes the names of languages and countries in the languages of the interface. Run by hand, rarely; what it writes is
committed.

    names.py

Needs the package Babel (2.18.0), which holds the names of the Unicode CLDR (see NOTICE for its licence). Takes the tags
of `languages.tsv` and the codes and English names of `countries.tsv`, and writes `language_names.tsv` and
`country_names.tsv` beside itself. CLDR knows next to no sign language: those names are ours. The same input gives the same
bytes.
"""

from pathlib import Path

from babel import Locale

HERE = Path(__file__).resolve().parent
INTERFACE = ["en", "es", "fr", "de", "pt", "fa"]
# CLDR's name is one that hardly anybody uses, or the wrong one for a list of meetings
PREFERRED = {("bn", "en"): "Bengali", ("kl", "en"): "Greenlandic"}
# short names, as CLDR has them too, where its long one says more than where a meeting is
SHORT = {
    "GB": ("United Kingdom", "Reino Unido", "Royaume-Uni", "Vereinigtes Königreich", "Reino Unido", "بریتانیا"),
    "HK": ("Hong Kong", "Hong Kong", "Hong Kong", "Hongkong", "Hong Kong", "هنگ‌کنگ"),
    "MO": ("Macau", "Macao", "Macao", "Macau", "Macau", "ماکائو"),
    "PS": ("Palestine", "Palestina", "Palestine", "Palästina", "Palestina", "فلسطین"),
}
SIGN = {
    "sgn": ("Sign language", "Lengua de signos", "Langue des signes", "Gebärdensprache", "Língua de sinais", "زبان اشاره"),
    "ase": ("American Sign Language", "Lengua de signos americana", "Langue des signes américaine",
            "Amerikanische Gebärdensprache", "Língua de sinais americana", "زبان اشاره آمریکایی"),
    "asf": ("Australian Sign Language", "Lengua de signos australiana", "Langue des signes australienne",
            "Australische Gebärdensprache", "Língua de sinais australiana", "زبان اشاره استرالیایی"),
    "bfi": ("British Sign Language", "Lengua de signos británica", "Langue des signes britannique",
            "Britische Gebärdensprache", "Língua de sinais britânica", "زبان اشاره بریتانیایی"),
    "bzs": ("Brazilian Sign Language", "Lengua de signos brasileña", "Langue des signes brésilienne",
            "Brasilianische Gebärdensprache", "Língua brasileira de sinais", "زبان اشاره برزیلی"),
    "fcs": ("Quebec Sign Language", "Lengua de signos de Quebec", "Langue des signes québécoise",
            "Quebecer Gebärdensprache", "Língua de sinais de Quebec", "زبان اشاره کبک"),
    "fsl": ("French Sign Language", "Lengua de signos francesa", "Langue des signes française",
            "Französische Gebärdensprache", "Língua de sinais francesa", "زبان اشاره فرانسوی"),
    "gsg": ("German Sign Language", "Lengua de signos alemana", "Langue des signes allemande",
            "Deutsche Gebärdensprache", "Língua de sinais alemã", "زبان اشاره آلمانی"),
    "isg": ("Irish Sign Language", "Lengua de signos irlandesa", "Langue des signes irlandaise",
            "Irische Gebärdensprache", "Língua de sinais irlandesa", "زبان اشاره ایرلندی"),
    "mfs": ("Mexican Sign Language", "Lengua de señas mexicana", "Langue des signes mexicaine",
            "Mexikanische Gebärdensprache", "Língua de sinais mexicana", "زبان اشاره مکزیکی"),
    "nzs": ("New Zealand Sign Language", "Lengua de signos neozelandesa", "Langue des signes néo-zélandaise",
            "Neuseeländische Gebärdensprache", "Língua de sinais neozelandesa", "زبان اشاره نیوزیلندی"),
    "rsl": ("Russian Sign Language", "Lengua de signos rusa", "Langue des signes russe",
            "Russische Gebärdensprache", "Língua de sinais russa", "زبان اشاره روسی"),
    "ssp": ("Spanish Sign Language", "Lengua de signos española", "Langue des signes espagnole",
            "Spanische Gebärdensprache", "Língua de sinais espanhola", "زبان اشاره اسپانیایی"),
}


def capital(name: str) -> str:
    """CLDR writes names as they stand in a sentence; here they stand in lists."""
    return name[0].upper() + name[1:]


def language_name(tag: str, language: str) -> str:
    if tag in SIGN:
        return SIGN[tag][INTERFACE.index(language)]
    return capital(PREFERRED.get((tag, language)) or Locale.parse(language).languages[tag])


def country_name(code: str, english: str, language: str) -> str:
    if language == "en":
        return english
    if code in SHORT:
        return SHORT[code][INTERFACE.index(language)]
    return capital(Locale.parse(language).territories[code])


def rows(file: str) -> list[list[str]]:
    return sorted(line.split("\t") for line in (HERE / file).read_text().splitlines()[1:])


def write(file: str, key: str, named: list[list[str]]) -> None:
    lines = ["\t".join(cells) for cells in [[key, *INTERFACE], *named]]
    (HERE / file).write_text("\n".join(lines) + "\n")


def main() -> None:
    languages = [[tag, *(language_name(tag, language) for language in INTERFACE)] for tag, *_ in rows("languages.tsv")]
    write("language_names.tsv", "tag", languages)
    countries = [
        [code, *(country_name(code, english, language) for language in INTERFACE)]
        for code, _, english, _ in rows("countries.tsv")
    ]
    write("country_names.tsv", "alpha2", countries)


main()
