"""Words of the pictures that show what flows: Sankey, hub, product flow, hand-over."""

from __future__ import annotations

_LANGUAGES = ("en", "de", "fr", "es", "nl", "ar", "ja", "it", "pt")

_WORDS = {
    "added": "thickness: confidence, added up|Breite: Summe der Sicherheit"
    "|épaisseur : somme des confiances|grosor: suma de la confianza"
    "|dikte: som van de zekerheid|السماكة: مجموع الثقة|太さ：確信度の合計"
    "|spessore: somma delle confidenze|espessura: soma das confianças",
    "nothing given": "nothing handed over|ohne Übergabe|sans transfert|sin entrega"
    "|geen overdracht|بلا تسليم|引き渡しなし"
    "|nessun passaggio|sem entrega",
    "nowhere": "in none of the four|in keiner der vier|dans aucune des quatre"
    "|en ninguna de las cuatro|in geen van de vier|ليس في أي من الأربع|4つのいずれでもない"
    "|in nessuna delle quattro|em nenhuma das quatro",
    "share of lines": "thickness: share of its lines|Breite: Anteil der Zeilen"
    "|épaisseur : part des lignes|grosor: parte de las líneas|dikte: deel van de regels"
    "|السماكة: حصة البنود|太さ：行の割合"
    "|spessore: quota delle righe|espessura: parte das linhas",
    "no products": "No products|Keine Produkte|Aucun produit|Sin productos|Geen producten"
    "|لا منتجات|成果物なし|Nessun prodotto|Sem produtos",
    "shown in": "where the plan shows it|wo der Plan es zeigt|où le plan le montre"
    "|donde el plan lo muestra|waar het plan het toont|حيث تظهره الخطة|計画のどこに見えるか"
    "|dove il piano lo mostra|onde o plano o mostra",
    "would fit": "where it would fit|wo es hinpasst|où il aurait sa place|donde cabría"
    "|waar het zou passen|حيث يناسب|どこに入るか"
    "|dove starebbe bene|onde caberia",
}
"""Each word in all languages, in their order."""


def flow_captions(language: str) -> dict[str, str]:
    """Return the words by key; ``language`` is a tag without its region, English being usual."""
    place = _LANGUAGES.index(language) if language in _LANGUAGES else 0
    return {key: words.split("|")[place] for key, words in _WORDS.items()}
