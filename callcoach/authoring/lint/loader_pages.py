"""Pages of the codes that come from reading: the text of a file, and its form.

Their words are in ``callcoach.content.messages``; here is what ``--explain`` adds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from callcoach.authoring.lint.rule import Page
from callcoach.content.messages import Bilingual
from callcoach.content.script import NO_EXPRESSION_CODE

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNREAD = Bilingual(
    "Le fichier, ou cette partie, ne peut pas être lu : rien de ce qu'il contient n'existe.",
    "The file, or this part of it, cannot be read: nothing in it exists.",
)
_UNSURE = Bilingual(
    "YAML y verrait autre chose que ce que l'auteur a voulu écrire.",
    "YAML would see something other than what the author meant.",
)
_UNFIT = Bilingual(
    "Le programme ne saurait pas quoi faire de cette valeur.",
    "The program would not know what to do with this value.",
)


def _page(fr: str, en: str, why: Bilingual, wrong: str, right: str) -> Page:
    return Page(Bilingual(fr, en), why, wrong, right)


LOADER_PAGES: Final[Mapping[str, Page]] = {
    "Y001": _page(
        "Un fichier de contenu est écrit en UTF-8.",
        "A content file is written in UTF-8.",
        _UNREAD,
        "# saved as Latin-1 or Windows-1252",
        "# saved as UTF-8",
    ),
    "Y002": _page(
        "Un fichier de contenu ne dépasse pas un million d'octets.",
        "A content file holds at most a million bytes.",
        _UNREAD,
        "# one file with everything",
        "# one file a scenario, one a persona",
    ),
    "Y003": _page(
        "Listes et groupes ne s'emboîtent pas sur plus de quarante niveaux.",
        "Lists and groups are not nested more than forty deep.",
        _UNREAD,
        "a: [[[[[[ … ]]]]]]",
        "a: [1, 2]",
    ),
    "Y004": _page(
        "Les ancres (&nom) et les alias (*nom) ne sont pas admis.",
        "Anchors (&name) and aliases (*name) are not allowed.",
        _UNSURE,
        "say: *bonjour*",
        'say: "*bonjour*"',
    ),
    "Y005": _page(
        "Une clé n'est donnée qu'une fois dans un groupe.",
        "A key is given only once in a group.",
        Bilingual(
            "YAML garderait la seconde sans rien dire.",
            "YAML would keep the second and say nothing.",
        ),
        "level: 1\nlevel: 2",
        "level: 2",
    ),
    "Y006": _page(
        "Le texte n'est pas du YAML. La cause la plus fréquente est une réplique sans guillemets.",
        "The text is not YAML. A spoken line without quotes is the usual cause.",
        _UNREAD,
        "say: Bonjour : c'est moi",
        'say: "Bonjour : c\'est moi"',
    ),
    "Y007": _page(
        "Un caractère invisible (contrôle, saut de ligne caché) est dans le texte.",
        "An invisible character (a control, a hidden line break) is in the text.",
        _UNSURE,
        'say: "Bon\\u200Bjour"   # typed as such',
        'say: "Bonjour"',
    ),
    "Y008": _page(
        "Un fichier de contenu contient au moins une clé.",
        "A content file holds at least one key.",
        _UNREAD,
        "# nothing but this comment",
        "id: late_bill",
    ),
    "Y009": _page(
        "Les étiquettes YAML (!nom) ne sont pas admises.",
        "YAML tags (!name) are not allowed.",
        _UNSURE,
        "say: !important payer",
        'say: "!important payer"',
    ),
    "Y010": _page(
        "Le système ne donne pas ce fichier : il n'existe pas, ou l'accès est refusé.",
        "The system does not give this file: it does not exist, or access is denied.",
        _UNREAD,
        "dialogues/fr/          # no acts.yaml",
        "dialogues/fr/acts.yaml",
    ),
    "Y011": _page(
        "Un fichier contient un seul document : pas de « --- » au milieu.",
        "A file holds one document: no '---' in the middle.",
        _UNREAD,
        "id: a\n---\nid: b",
        "id: a",
    ),
    "Y012": _page(
        "Un fichier commence par des clés.",
        "A file begins with keys.",
        _UNREAD,
        "- greet\n- thank",
        "acts:\n  - greet",
    ),
    "Y013": _page(
        "La fusion « << » n'est pas admise.",
        "The '<<' merge is not allowed.",
        _UNSURE,
        "<<: {level: 1}",
        "level: 1",
    ),
    "Y014": _page(
        "Le retrait se fait avec des espaces.",
        "Indentation is made of spaces.",
        _UNREAD,
        "lines:\n\tgreet: …",
        "lines:\n  greet: …",
    ),
    "Y015": _page(
        "Une clé est un simple texte. Une accolade sans guillemets ouvre un groupe.",
        "A key is a plain text. A brace without quotes opens a group.",
        _UNSURE,
        "{balance}: euros",
        '"{balance}": euros',
    ),
    "M001": _page(
        "Cette clé n'existe pas ici. C'est souvent une faute de frappe.",
        "There is no such key here. It is often a typing error.",
        Bilingual(
            "Sans cette règle elle serait ignorée en silence.",
            "Without this rule it would be ignored in silence.",
        ),
        "tilte: Facture",
        "title: Facture",
    ),
    "M002": _page(
        "Une clé nécessaire n'est pas là.",
        "A key that is needed is not there.",
        _UNFIT,
        "- {source: [contact], on: [greet]}",
        "- {source: [contact], on: [greet], to: purpose}",
    ),
    "M003": _page(
        "La valeur est d'une autre sorte que celle attendue : texte, nombre, liste, groupe.",
        "The value is of another kind than wanted: text, number, list, group.",
        _UNFIT,
        "level: deux",
        "level: 2",
    ),
    "M004": _page(
        "La valeur n'est pas dans la liste de celles qui sont possibles.",
        "The value is not among those that are possible.",
        _UNFIT,
        "channel: telephone",
        "channel: phone",
    ),
    "M005": _page(
        "Le nombre sort des bornes permises.",
        "The number is out of bounds.",
        _UNFIT,
        "trust: 120",
        "trust: 80",
    ),
    "M006": _page(
        "La valeur n'a pas la forme attendue : date, identifiant, durée.",
        "The value does not have the form wanted: date, id, duration.",
        _UNFIT,
        "due: 31/05/2026",
        "due: 2026-05-31",
    ),
    "M007": _page(
        "Un texte ou une liste est trop court, ou trop long.",
        "A text or a list is too short, or too long.",
        _UNFIT,
        'title: ""',
        'title: "Facture en retard"',
    ),
    "M099": _page(
        "Le modèle refuse la valeur et dit pourquoi.",
        "The model refuses the value and says why.",
        _UNFIT,
        "balance: -0.001",
        "balance: 0",
    ),
    NO_EXPRESSION_CODE: _page(
        "« reply » d'un appel scénarisé est fait de mots, ou d'une expression régulière.",
        "'reply' of a scripted call is words, or a regular expression.",
        Bilingual(
            "Elle ne pourrait pas être cherchée dans la réponse.",
            "It could not be looked for in the answer.",
        ),
        'reply: "60 (euros"',
        'reply: "60 .*euros"',
    ),
}
