"""The words that a picture adds to those of the data, in the language of its labels."""

from __future__ import annotations

_KEYS = (
    "business", "directing", "managing", "delivering",
    "stages", "gates", "processes", "others",
    "strategy", "design", "build", "support",
    "baseline", "record", "report", "product",
    "creates", "updates", "approves",
    "triggers", "faint", "rows",
    "grid", "flow", "hub", "sankey",
    "demand", "value", "improvement", "feeds", "returns",
)  # fmt: skip

_WORDS = {
    "en": "Business|Directing|Managing|Delivering|Stages|Gates|Processes|Other processes"
    "|Strategy|Design|Build|Support|Baseline|Record|Report|Other product|creates|updates|approves"
    "|triggers|{} faint correspondences are not drawn.|correspondences"
    "|processes by stage|who makes which product|frameworks around four phases|what goes where"
    "|Demand|Value|improves|leads to|comes back to",
    "de": "Unternehmen|Lenken|Managen|Liefern|Phasen|Entscheidungen|Prozesse|Weitere Prozesse"
    "|Strategie|Entwurf|Aufbau|Betrieb|Baseline|Aufzeichnung|Bericht|Anderes Produkt|erstellt"
    "|aktualisiert|genehmigt|löst aus|{} schwache Entsprechungen sind nicht gezeichnet."
    "|Entsprechungen|Prozesse je Phase|wer welches Produkt erstellt"
    "|Rahmenwerke um vier Phasen|was wohin gehört|Bedarf|Wert|verbessert|führt zu"
    "|kehrt zurück zu",
    "fr": "Entreprise|Direction|Gestion|Livraison|Étapes|Décisions|Processus|Autres processus"
    "|Stratégie|Conception|Construction|Support|Référence|Enregistrement|Rapport|Autre produit"
    "|crée|met à jour|approuve|déclenche|{} correspondances faibles ne sont pas dessinées."
    "|correspondances|processus par étape|qui produit quoi"
    "|référentiels autour de quatre phases|ce qui va où|Demande|Valeur|améliore|mène à"
    "|revient à",
    "es": "Empresa|Dirección|Gestión|Entrega|Etapas|Decisiones|Procesos|Otros procesos|Estrategia"
    "|Diseño|Construcción|Soporte|Línea base|Registro|Informe|Otro producto|crea|actualiza"
    "|aprueba|desencadena|{} correspondencias débiles no se dibujan.|correspondencias"
    "|procesos por etapa|quién hace qué producto|marcos en torno a cuatro fases|qué va adónde"
    "|Demanda|Valor|mejora|lleva a|vuelve a",
    "it": "Azienda|Direzione|Gestione|Consegna|Fasi|Decisioni|Processi|Altri processi|Strategia"
    "|Progettazione|Realizzazione|Supporto|Baseline|Registrazione|Rapporto|Altro prodotto|crea"
    "|aggiorna|approva|attiva|{} corrispondenze deboli non sono disegnate.|corrispondenze"
    "|processi per fase|chi produce cosa|framework attorno a quattro fasi|che cosa va dove"
    "|Domanda|Valore|migliora|porta a|torna a",
    "nl": "Organisatie|Sturen|Managen|Leveren|Fasen|Beslissingen|Processen|Andere processen"
    "|Strategie|Ontwerp|Bouw|Ondersteuning|Baseline|Registratie|Rapport|Ander product|maakt"
    "|werkt bij|keurt goed|start|{} zwakke overeenkomsten zijn niet getekend.|overeenkomsten"
    "|processen per fase|wie welk product maakt|raamwerken rond vier fasen|wat waarheen gaat"
    "|Vraag|Waarde|verbetert|leidt tot|keert terug naar",
    "pt": "Empresa|Direção|Gestão|Entrega|Etapas|Decisões|Processos|Outros processos|Estratégia"
    "|Desenho|Construção|Suporte|Linha de base|Registo|Relatório|Outro produto|cria|atualiza"
    "|aprova|desencadeia|{} correspondências fracas não são desenhadas.|correspondências"
    "|processos por etapa|quem faz que produto|estruturas em torno de quatro fases"
    "|o que vai para onde|Procura|Valor|melhora|leva a|volta a",
    "ar": "الأعمال|التوجيه|الإدارة|التسليم|المراحل|القرارات|العمليات|عمليات أخرى|الاستراتيجية"
    "|التصميم|البناء|الدعم|خط أساس|سجل|تقرير|منتج آخر|ينشئ|يحدّث|يعتمد|يطلق"
    "|لم تُرسم {} من التطابقات الضعيفة.|تطابقات|العمليات حسب المرحلة|من يصنع أي منتج"
    "|أطر حول أربع مراحل|ما يذهب إلى أين|الطلب|القيمة|يحسّن|يؤدي إلى|يعود إلى",
    "ja": "事業|方向付け|管理|提供|段階|決定|プロセス|その他のプロセス|戦略|設計|構築|サポート"
    "|ベースライン|記録|報告書|その他の成果物|作成|更新|承認|起動"
    "|確信度の低い {} 件の対応は描かれていません。|対応|段階別のプロセス|成果物とその作り手"
    "|四つのフェーズを囲むフレームワーク|対応の流れ|需要|価値|改善|次へ|戻る",
}

LANGUAGES = tuple(_WORDS)
"""The languages in which pictures have words of their own."""


def wording(language: str) -> dict[str, str]:
    """Return the words of a picture by key, in English where the language has none."""
    tag = language.replace("_", "-").split("-")[0].lower()
    return dict(zip(_KEYS, _WORDS.get(tag, _WORDS["en"]).split("|"), strict=True))
