"""The words of the page around a picture, in the language of its labels."""

from __future__ import annotations

_KEYS = (
    "picture",
    "steps",
    "back",
    "next",
    "step",
    "search",
    "found",
    "size",
    "details",
    "connected",
    "list",
    "help",
)

_WORDS = {
    "en": "Picture|Steps|Back|Next|Step {0} of {1}|Search|{0} of {1}|Full size|Details"
    "|Connected with|What is in the picture"
    "|Choose something in the picture or in the list. In the picture, the arrow keys move on, "
    "Enter holds on to it, and Escape lets go.",
    "de": "Bild|Schritte|Zurück|Weiter|Schritt {0} von {1}|Suche|{0} von {1}|Volle Größe"
    "|Einzelheiten|Verbunden mit|Was im Bild ist"
    "|Wählen Sie etwas im Bild oder in der Liste. Im Bild gehen die Pfeiltasten weiter, die "
    "Eingabetaste hält fest, Escape lässt los.",
    "fr": "Image|Étapes|Retour|Suite|Étape {0} sur {1}|Recherche|{0} sur {1}|Taille réelle|Détails"
    "|Relié à|Contenu de l’image"
    "|Choisissez un élément dans l’image ou dans la liste. Dans l’image, les flèches avancent, "
    "Entrée retient, Échap libère.",
    "es": "Imagen|Pasos|Atrás|Siguiente|Paso {0} de {1}|Buscar|{0} de {1}|Tamaño real|Detalles"
    "|Unido con|Contenido de la imagen"
    "|Elija algo en la imagen o en la lista. En la imagen, las flechas avanzan, Intro retiene y "
    "Escape suelta.",
    "it": "Immagine|Passi|Indietro|Avanti|Passo {0} di {1}|Cerca|{0} di {1}|Dimensioni reali"
    "|Dettagli|Collegato con|Contenuto dell’immagine"
    "|Scegliete un elemento nell’immagine o nell’elenco. Nell’immagine le frecce vanno avanti, "
    "Invio lo trattiene ed Esc lo rilascia.",
    "pt": "Imagem|Passos|Voltar|Seguinte|Passo {0} de {1}|Procurar|{0} de {1}|Tamanho real"
    "|Pormenores|Ligado a|Conteúdo da imagem"
    "|Escolha algo na imagem ou na lista. Na imagem, as setas avançam, Enter retém e Esc liberta.",
    "nl": "Afbeelding|Stappen|Terug|Verder|Stap {0} van {1}|Zoeken|{0} van {1}|Ware grootte|Details"
    "|Verbonden met|Wat er in de afbeelding staat"
    "|Kies iets in de afbeelding of in de lijst. In de afbeelding gaan de pijltoetsen verder, "
    "Enter houdt vast en Escape laat los.",
    "ar": "الصورة|الخطوات|السابق|التالي|الخطوة {0} من {1}|بحث|{0} من {1}|الحجم الكامل|التفاصيل"
    "|مرتبط بـ|محتوى الصورة"
    "|اختر شيئًا من الصورة أو من القائمة. في الصورة تنتقل أسهم لوحة المفاتيح، ومفتاح الإدخال يثبّت، "
    "ومفتاح الخروج يلغي.",
    "ja": "図|ステップ|戻る|次へ|ステップ {0} / {1}|検索|{0} / {1}|原寸|詳細|つながり|図の内容"
    "|図または一覧から選んでください。図の中では矢印キーで移動し、"
    "Enter で固定、Escape で解除します。",
}


def html_words(language: str) -> dict[str, str]:
    """Return the words of a page by key, in English where the language has none."""
    base = language.replace("_", "-").split("-")[0].lower()
    return dict(zip(_KEYS, _WORDS.get(base, _WORDS["en"]).split("|"), strict=True))
