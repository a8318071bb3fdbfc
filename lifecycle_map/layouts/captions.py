"""The few words that a picture adds of its own, in the language of its labels."""

from __future__ import annotations

from functools import lru_cache

from lifecycle_map.layouts.flow_captions import flow_captions

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Languages whose pictures run from right to left."""

_KEYS = (
    "hand-over",
    "to-service",
    "to-project",
    "both",
    "parallel",
    "match",
    "exact",
    "close",
    "broad",
    "narrow",
    "related",
    "confidence",
    "high",
    "medium",
    "low",
    "outside",
    "repeats",
    "here",
    "alone",
    "throughout",
    "empty",
    "visible",
    "partly",
    "not visible",
    "cannot tell",
    "accepted",
    "wanted",
    "running",
    "more",
    "no dates",
    "plan",
    "critical",
    "waited for",
    "freeze",
    "milestone",
    "slack",
    "late",
)

_WORDS = {
    "en": "Hand-over|to service|to project|both ways|side by side|Match|exact|close|broader"
    "|narrower|related|Confidence|high|medium|low|outside|repeats|You are here"
    "|no counterpart|Throughout|No correspondences|visible|partly visible|not visible|cannot tell"
    "|accepted|wanted, not visible"
    "|takes part|few to many"
    "|No dates in this plan|stage of the plan|critical|the service waits for it|change freeze"
    "|milestone|slack in working days|too late",
    "de": "Übergabe|an den Service|an das Projekt|beidseitig|nebeneinander|Beziehung|genau|nahe"
    "|weiter|enger|verwandt|Sicherheit|hoch|mittel|gering|außerhalb|wiederholt sich"
    "|Sie sind hier|ohne Gegenstück|Durchgehend|Keine Entsprechungen|sichtbar|teils sichtbar"
    "|nicht sichtbar|nicht zu sagen|akzeptiert"
    "|gewünscht, nicht sichtbar|wirkt mit|wenige bis viele"
    "|Keine Termine in diesem Plan|Phase des Plans|kritisch|der Service wartet darauf"
    "|Änderungssperre|Meilenstein|Puffer in Arbeitstagen|zu spät",
    "fr": "Transfert|vers le service|vers le projet|dans les deux sens|en parallèle|Relation"
    "|exacte|proche|plus large|plus étroite|liée|Confiance|haute|moyenne|basse|en dehors"
    "|se répète|Vous êtes ici|sans équivalent|Tout du long|Aucune correspondance|visible"
    "|visible en partie|non visible|indécidable|accepté"
    "|souhaité, non visible|participe|de peu à beaucoup"
    "|Aucune date dans ce plan|étape du plan|critique|attendu par le service|gel des changements"
    "|jalon|marge en jours ouvrés|trop tard",
    "es": "Entrega|al servicio|al proyecto|en ambos sentidos|en paralelo|Relación|exacta|cercana"
    "|más amplia|más estrecha|relacionada|Confianza|alta|media|baja|fuera|se repite"
    "|Usted está aquí|sin equivalente|De principio a fin|Sin correspondencias|visible"
    "|visible en parte|no visible|no se puede decir|aceptado"
    "|deseado, no visible|participa|de pocos a muchos"
    "|Sin fechas en este plan|fase del plan|crítica|el servicio lo espera|congelación de cambios"
    "|hito|holgura en días laborables|demasiado tarde",
    "it": "Passaggio|al servizio|al progetto|in entrambi i sensi|in parallelo|Relazione|esatta"
    "|vicina|più ampia|più stretta|collegata|Confidenza|alta|media|bassa|all’esterno|si ripete"
    "|Voi siete qui|senza equivalente|Per tutta la durata|Nessuna corrispondenza|visibile"
    "|visibile in parte|non visibile|non si può dire|accettato"
    "|desiderato, non visibile|partecipa|da pochi a molti"
    "|Nessuna data in questo piano|fase del piano|critica|il servizio lo attende"
    "|blocco delle modifiche|milestone|margine in giorni lavorativi|troppo tardi",
    "pt": "Entrega|para o serviço|para o projeto|nos dois sentidos|em paralelo|Relação|exata"
    "|próxima|mais ampla|mais estreita|relacionada|Confiança|alta|média|baixa|fora|repete-se"
    "|Está aqui|sem equivalente|Do princípio ao fim|Sem correspondências|visível"
    "|visível em parte|não visível|não se pode dizer|aceite"
    "|desejado, não visível|participa|de poucos a muitos"
    "|Sem datas neste plano|fase do plano|crítica|o serviço espera por isto"
    "|congelamento de alterações|marco|folga em dias úteis|demasiado tarde",
    "nl": "Overdracht|naar de dienst|naar het project|beide kanten op|naast elkaar|Relatie|exact"
    "|nauw|breder|smaller|verwant|Zekerheid|hoog|middel|laag|erbuiten|herhaalt zich"
    "|U bent hier|geen tegenhanger|Doorlopend|Geen overeenkomsten|zichtbaar|deels zichtbaar"
    "|niet zichtbaar|niet te zeggen|aanvaard"
    "|gewenst, niet zichtbaar|doet mee|van weinig tot veel"
    "|Geen datums in dit plan|fase van het plan|kritiek|de dienst wacht hierop|wijzigingsstop"
    "|mijlpaal|speling in werkdagen|te laat",
    "ar": "التسليم|إلى الخدمة|إلى المشروع|في الاتجاهين|بالتوازي|التطابق|تام|قريب|أوسع|أضيق"
    "|ذو صلة|الثقة|عالية|متوسطة|منخفضة|خارجها|يتكرر|أنت هنا|بلا نظير|طوال الوقت"
    "|لا توجد تطابقات|ظاهر|ظاهر جزئيا|غير ظاهر|لا يمكن الجزم|مقبول|مطلوب وغير ظاهر|يشارك"
    "|من القليل إلى الكثير"
    "|لا تواريخ في هذه الخطة|مرحلة من الخطة|حرج|تنتظره الخدمة|تجميد التغييرات"
    "|معلم|فسحة بأيام العمل|متأخر",
    "ja": "引き渡し|サービスへ|プロジェクトへ|双方向|並行|対応|完全|近い|より広い|より狭い|関連"
    "|確信度|高|中|低|範囲外|繰り返し|現在地|対応なし|全期間|対応関係なし"
    "|見える|一部見える|見えない|判断できない|承認済み|必要だが見えない|参加|少から多"
    "|この計画には日付がありません|計画の段階|クリティカル|サービスが待つもの|変更凍結|マイルストーン"
    "|余裕（営業日）|遅延",
}


def captions(language: str) -> dict[str, str]:
    """Return the words of a picture by key, in English where the language has none."""
    return dict(_captions(_base(language)))


@lru_cache(maxsize=32)  # every box of a picture asks for its words
def _captions(base: str) -> dict[str, str]:
    words = _WORDS.get(base, _WORDS["en"])
    return dict(zip(_KEYS, words.split("|"), strict=True)) | flow_captions(base)


def runs_leftwards(language: str) -> bool:
    """Say whether a picture in that language runs from right to left."""
    return _base(language) in RIGHT_TO_LEFT


def _base(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()
