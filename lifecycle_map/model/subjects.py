"""What a plan is about: a service of IT, a product of IT, or something else altogether."""

from __future__ import annotations

from enum import Enum

from attrs import frozen


class SubjectKind(str, Enum):
    """The kind of thing that a plan is about.

    ``OTHER`` is a plan whose lines do not tell. It is taken for IT, so that no real plan of IT is
    passed over in silence.
    """

    IT_SERVICE = "it-service"
    IT_PRODUCT = "it-product"
    OTHER = "other"
    NON_IT = "non-it"


@frozen
class Subject:
    """What a plan is about, and the words that say so."""

    kind: SubjectKind
    why: str

    @property
    def is_it(self) -> bool:
        """Return whether the needs of a service of IT may be asked of the plan."""
        return self.kind is not SubjectKind.NON_IT


@frozen(cache_hash=True)
class SubjectWords:
    """The phrases of one language that tell what a plan is about.

    ``service`` and ``product`` speak of IT that is run and of IT that is made, ``it`` of either,
    and ``elsewhere`` of what is no IT: houses, weddings, films, fields.
    """

    language: str
    service: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    it: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
