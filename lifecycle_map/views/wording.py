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
    "demand", "value", "acts on", "feeds", "returns",
    "main phase", "also in", "amount", "unplaced", "hub name",
)  # fmt: skip

_WORDS = {
    "en": "Business|Directing|Managing|Delivering|Stages|Gates|Processes|Other processes"
    "|Strategy|Design|Build|Support|Baseline|Record|Report|Other product|creates|updates|approves"
    "|triggers|Faint correspondences that are not drawn: {}.|correspondences"
    "|processes by stage|who makes which product|frameworks around four phases|what goes where"
    "|Demand|Value|acts on|leads to|comes back to"
    "|main phase|also in|as wide as the sum of confidences"
    "|Correspondences of no stage, which are not drawn: {}.|Phases",
    "de": "Unternehmen|Lenken|Managen|Liefern|Phasen|Entscheidungen|Prozesse|Weitere Prozesse"
    "|Strategie|Entwurf|Aufbau|Betrieb|Baseline|Aufzeichnung|Bericht|Anderes Produkt|erstellt"
    "|aktualisiert|genehmigt|löst aus|Schwache Entsprechungen, die nicht gezeichnet sind: {}."
    "|Entsprechungen|Prozesse je Phase|wer welches Produkt erstellt"
    "|Rahmenwerke um vier Phasen|was wohin gehört|Bedarf|Wert|wirkt auf|führt zu"
    "|kehrt zurück zu"
    "|Hauptphase|auch in|so breit wie die Summe der Sicherheiten"
    "|Entsprechungen ohne Phase, die nicht gezeichnet sind: {}.|Phasen",
    "fr": "Entreprise|Direction|Gestion|Livraison|Étapes|Décisions|Processus|Autres processus"
    "|Stratégie|Conception|Construction|Support|Référence|Enregistrement|Rapport|Autre produit"
    "|crée|met à jour|approuve|déclenche|Correspondances faibles qui ne sont pas dessinées : {}."
    "|correspondances|processus par étape|qui produit quoi"
    "|référentiels autour de quatre phases|ce qui va où|Demande|Valeur|agit sur|mène à"
    "|revient à"
    "|phase principale|aussi dans|largeur : somme des confiances"
    "|Correspondances sans étape, qui ne sont pas dessinées : {}.|Phases",
    "es": "Empresa|Dirección|Gestión|Entrega|Etapas|Decisiones|Procesos|Otros procesos|Estrategia"
    "|Diseño|Construcción|Soporte|Línea base|Registro|Informe|Otro producto|crea|actualiza"
    "|aprueba|desencadena|Correspondencias débiles que no se dibujan: {}.|correspondencias"
    "|procesos por etapa|quién hace qué producto|marcos en torno a cuatro fases|qué va adónde"
    "|Demanda|Valor|actúa sobre|lleva a|vuelve a"
    "|fase principal|también en|ancho: suma de las confianzas"
    "|Correspondencias sin etapa, que no se dibujan: {}.|Fases",
    "it": "Azienda|Direzione|Gestione|Consegna|Fasi|Decisioni|Processi|Altri processi|Strategia"
    "|Progettazione|Realizzazione|Supporto|Baseline|Registrazione|Rapporto|Altro prodotto|crea"
    "|aggiorna|approva|attiva|Corrispondenze deboli che non sono disegnate: {}.|corrispondenze"
    "|processi per fase|chi produce cosa|framework attorno a quattro fasi|che cosa va dove"
    "|Domanda|Valore|agisce su|porta a|torna a"
    "|fase principale|anche in|larghezza: somma delle confidenze"
    "|Corrispondenze senza fase, che non sono disegnate: {}.|Fasi",
    "nl": "Organisatie|Sturen|Managen|Leveren|Fasen|Beslissingen|Processen|Andere processen"
    "|Strategie|Ontwerp|Bouw|Ondersteuning|Baseline|Registratie|Rapport|Ander product|maakt"
    "|werkt bij|keurt goed|start|Zwakke overeenkomsten die niet getekend zijn: {}.|overeenkomsten"
    "|processen per fase|wie welk product maakt|raamwerken rond vier fasen|wat waarheen gaat"
    "|Vraag|Waarde|werkt in op|leidt tot|keert terug naar"
    "|hoofdfase|ook in|zo breed als de som van de zekerheden"
    "|Overeenkomsten zonder fase, die niet getekend zijn: {}.|Fasen",
    "pt": "Empresa|Direção|Gestão|Entrega|Etapas|Decisões|Processos|Outros processos|Estratégia"
    "|Desenho|Construção|Suporte|Linha de base|Registo|Relatório|Outro produto|cria|atualiza"
    "|aprova|desencadeia|Correspondências fracas que não são desenhadas: {}.|correspondências"
    "|processos por etapa|quem faz que produto|estruturas em torno de quatro fases"
    "|o que vai para onde|Procura|Valor|atua sobre|leva a|volta a"
    "|fase principal|também em|largura: soma das confianças"
    "|Correspondências sem etapa, que não são desenhadas: {}.|Fases",
    "ar": "الأعمال|التوجيه|الإدارة|التسليم|المراحل|القرارات|العمليات|عمليات أخرى|الاستراتيجية"
    "|التصميم|البناء|الدعم|خط أساس|سجل|تقرير|منتج آخر|ينشئ|يحدّث|يعتمد|يطلق"
    "|التطابقات الضعيفة غير المرسومة: {}.|تطابقات|العمليات حسب المرحلة|من يصنع أي منتج"
    "|أطر حول أربع مراحل|ما يذهب إلى أين|الطلب|القيمة|يؤثر في|يؤدي إلى|يعود إلى"
    "|المرحلة الرئيسية|أيضًا في|العرض: مجموع الثقة"
    "|تطابقات بلا مرحلة لم تُرسم: {}.|الأطوار",
    "ja": "事業|方向付け|管理|提供|段階|決定|プロセス|その他のプロセス|戦略|設計|構築|サポート"
    "|ベースライン|記録|報告書|その他の成果物|作成|更新|承認|起動"
    "|描かれていない確信度の低い対応：{}。|対応|段階別のプロセス|成果物とその作り手"
    "|四つのフェーズを囲むフレームワーク|対応の流れ|需要|価値|作用|次へ|戻る"
    "|主なフェーズ|関連フェーズ|幅は確信度の合計"
    "|段階に属さず描かれていない対応：{}。|フェーズ",
}

LANGUAGES = tuple(_WORDS)
"""The languages in which pictures have words of their own."""


def wording(language: str) -> dict[str, str]:
    """Return the words of a picture by key, in English where the language has none."""
    tag = language.replace("_", "-").split("-")[0].lower()
    return dict(zip(_KEYS, _WORDS.get(tag, _WORDS["en"]).split("|"), strict=True))
