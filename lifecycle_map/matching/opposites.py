"""Words that say the opposite of each other: one of them apart, two names are two things."""

from __future__ import annotations

from collections.abc import Sequence

from lifecycle_map.matching.normalising import stem

_NEGATIONS = "not no non without nicht kein keine ohne pas sans sin senza nao sem niet geen zonder"

_PAIRS = """
    accept/reject accept/refuse accept/decline approve/reject approve/refuse grant/deny
    send/receive submit/receive issue/receive open/close start/end start/finish start/stop
    begin/end activate/deactivate enable/disable create/delete add/remove insert/delete
    enter/leave increase/decrease import/export upload/download lock/unlock internal/external
    incoming/outgoing inbound/outbound ingoing/outgoing debit/credit payable/receivable buy/sell
    purchase/sales positive/negative valid/invalid complete/incomplete successful/unsuccessful
    planned/unplanned scheduled/unscheduled authorized/unauthorized registration/deregistration
    register/deregister before/after first/last hire/dismiss install/uninstall
    annehmen/ablehnen annahme/ablehnung senden/empfangen versand/empfang intern/extern
    beginn/ende offnen/schliessen gultig/ungultig geplant/ungeplant vollstandig/unvollstandig
    accepter/refuser envoyer/recevoir ouvrir/fermer interne/externe debut/fin entrant/sortant
    aceptar/rechazar enviar/recibir abrir/cerrar interno/externo inicio/fin
    accettare/rifiutare inviare/ricevere aprire/chiudere aceitar/rejeitar abrir/fechar
    accepteren/afwijzen verzenden/ontvangen openen/sluiten
"""

Poles = frozenset[tuple[int, int]]

_POLES: dict[str, list[tuple[int, int]]] = {}
for _number, _pair in enumerate(_PAIRS.split(), 1):
    for _sign, _word in zip((1, -1), _pair.split("/"), strict=True):
        _POLES.setdefault(stem(_word), []).append((_number, _sign))
_NEGATED = frozenset(_NEGATIONS.split())

PLAIN: Poles = frozenset({(0, -1)})
"""What a name has that holds no such word: that it is not negated."""

LONGEST = 6
"""How many words a name has at most for one word of it to turn it round. Sentences say both."""


def is_polar(word: str) -> bool:
    """Return whether a word stands on a scale, or negates."""
    return word in _NEGATED or stem(word) in _POLES


def poles(words: Sequence[str]) -> Poles:
    """Return the ends of the scales that the words of a name stand on, negation being one."""
    if len(words) > LONGEST:
        return frozenset()
    found = [pole for word in words for pole in _POLES.get(stem(word), ())]
    is_plain = _NEGATED.isdisjoint(words)
    return PLAIN if is_plain and not found else frozenset((*found, (0, -1 if is_plain else 1)))


def opposed(one: Poles, two: Poles) -> bool:
    """Return whether two names stand on opposite ends of a scale.

    >>> opposed(poles(["accept", "order"]), poles(["reject", "order"]))
    True
    """
    return any(
        (number, -sign) in two and (number, sign) not in two and (number, -sign) not in one
        for number, sign in one
    )
