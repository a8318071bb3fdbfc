"""Words that join other words and say nothing by themselves, in the languages of plans."""

from __future__ import annotations

_BY_LANGUAGE = {
    "en": """a an the of for and or to in on at by with from as is are be been was were it its this
        that these those into if then than he she they his her their we our you your will can may
        who whom whose which when where has have had do does did done so such any all each per
        via there also after before during while once otherwise etc e g i""",
    "de": """der die das den dem des ein eine einer eines einem einen und oder im in am an zu zum
        zur von vom mit fur auf bei aus als ist sind wird werden nach uber durch""",
    "fr": "le la les l d un une des du de et ou au aux en pour par sur dans avec est sont ce qui",
    "es": "el la los las un una unos unas y o de del al en con por para se es son que su",
    "it": "il lo la i gli le un uno una e ed o di del della dei delle da dal in nel nella con per",
    "pt": "o a os as um uma e ou de do da dos das em no na nos nas com por para ao que se",
    "nl": "de het een en of van voor met in op te aan bij door naar om is zijn wordt",
    "sv": "och eller en ett den det de i pa av for till med fran om ar som",
    "pl": "i oraz lub w we z ze na do od dla po przez o",
}

FUNCTION_WORDS = frozenset(word for text in _BY_LANGUAGE.values() for word in text.split())
"""All of them, without accents. Negations are none: what is *not* approved is another thing."""
