"""Words of the pictures that show what flows: Sankey, hub, product flow, hand-over."""

from __future__ import annotations

_KEYS = (
    "added",
    "nothing given",
)

_WORDS = {
    "en": "thickness: confidence, added up|nothing handed over",
    "de": "Breite: Summe der Sicherheit|ohne Übergabe",
    "fr": "épaisseur : somme des confiances|sans transfert",
    "es": "grosor: suma de la confianza|sin entrega",
    "nl": "dikte: som van de zekerheid|geen overdracht",
    "ar": "السماكة: مجموع الثقة|بلا تسليم",
    "ja": "太さ：確信度の合計|引き渡しなし",
}


def flow_captions(language: str) -> dict[str, str]:
    """Return the words by key; ``language`` is a tag without its region, English being usual."""
    words = _WORDS.get(language, _WORDS["en"])
    return dict(zip(_KEYS, words.split("|"), strict=True))
