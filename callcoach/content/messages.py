"""The words of every problem with content, in French and English, keyed by stable code.

Data only. ``Y...`` codes are about the YAML text, ``M...`` about what the models accept. A
template is filled by ``str.format`` with the fields of the problem; a field is a text, or a
`Bilingual` when it is itself made of words. Both languages of a pair use the same fields. A code
never changes its meaning and is never given to another message.
"""

from __future__ import annotations

from typing import NamedTuple


class Bilingual(NamedTuple):
    """One text in the two languages of the interface."""

    fr: str
    """In French."""
    en: str
    """In English."""

    def say(self, lang: str) -> str:
        """Return the text in French for ``fr`` (or ``fr_FR``...), else in English."""
        return self.fr if lang.startswith("fr") else self.en


class Message(NamedTuple):
    """What a code says, and its usual way out."""

    text: Bilingual
    """What is wrong."""
    hint: Bilingual | None = None
    """What to do about it, unless the problem brings a better hint."""


QUOTE_SPEECH = Bilingual(
    "mettez toute réplique entre guillemets doubles, ou dans un bloc « >- » à la ligne",
    "put every spoken line between double quotes, or in a '>-' block on the next line",
)
QUOTE_OR_SPELL_OUT = Bilingual(
    "si c'est une réplique, mettez-la entre guillemets doubles ; sinon, recopiez la valeur",
    "if this is a spoken line, put it between double quotes; otherwise repeat the value",
)
HINT_LABEL = Bilingual("conseil :", "hint:")

MESSAGES: dict[str, Message] = {
    "Y001": Message(
        Bilingual(
            "ce fichier n'est pas en UTF-8 : l'octet {byte} n'y a pas de sens",
            "this file is not UTF-8: byte {byte} has no meaning there",
        ),
        Bilingual(
            "enregistrez-le de nouveau en choisissant l'encodage UTF-8",
            "save it again with the UTF-8 encoding",
        ),
    ),
    "Y002": Message(
        Bilingual(
            "fichier trop gros : {size} octets, la limite est de {limit}",
            "file too large: {size} bytes, the limit is {limit}",
        ),
        Bilingual("répartissez-le en plusieurs fichiers", "split it into several files"),
    ),
    "Y003": Message(
        Bilingual(
            "imbrication trop profonde : plus de {limit} niveaux",
            "nested too deep: more than {limit} levels",
        ),
        Bilingual("aplatissez la structure", "flatten the structure"),
    ),
    "Y004": Message(
        Bilingual(
            "« {sign} » : les ancres (&) et les alias (*) de YAML sont refusés",
            "'{sign}': YAML anchors (&) and aliases (*) are refused",
        ),
        QUOTE_OR_SPELL_OUT,
    ),
    "Y005": Message(
        Bilingual(
            "clé « {key} » donnée deux fois : ligne {first}, puis ligne {second}",
            "key '{key}' given twice: line {first}, then line {second}",
        ),
        Bilingual("gardez l'une des deux", "keep one of the two"),
    ),
    "Y006": Message(Bilingual("{what}", "{what}"), QUOTE_SPEECH),
    "Y007": Message(
        Bilingual("caractère invisible interdit : {name}", "invisible character refused: {name}"),
        Bilingual("effacez-le et retapez le texte voisin", "delete it and retype what is around"),
    ),
    "Y008": Message(
        Bilingual("ce fichier est vide", "this file is empty"),
        Bilingual("écrivez-y au moins une clé", "write at least one key in it"),
    ),
    "Y009": Message(
        Bilingual(
            "« {sign} » : les étiquettes de YAML (!) sont refusées",
            "'{sign}': YAML tags (!) are refused",
        ),
        QUOTE_SPEECH,
    ),
    "Y010": Message(
        Bilingual("ce fichier ne peut pas être lu : {reason}", "cannot read this file: {reason}"),
        Bilingual("vérifiez le chemin et les droits", "check the path and the permissions"),
    ),
    "Y011": Message(
        Bilingual(
            "un deuxième document commence ici : un fichier n'en contient qu'un",
            "a second document begins here: a file holds only one",
        ),
        Bilingual(
            "effacez la ligne « --- », ou faites deux fichiers",
            "remove the '---' line, or make two files",
        ),
    ),
    "Y012": Message(
        Bilingual(
            "le fichier doit commencer par des clés, et non par {got}",
            "the file must begin with keys, not with {got}",
        ),
        Bilingual(
            "la première ligne s'écrit « clé: valeur »", "the first line reads 'key: value'"
        ),
    ),
    "Y013": Message(
        Bilingual("la fusion « << » est refusée", "the '<<' merge is refused"),
        Bilingual("recopiez les clés voulues", "write the wanted keys out"),
    ),
    "Y014": Message(
        Bilingual("tabulation là où il faut des espaces", "tab where spaces are needed"),
        Bilingual(
            "remplacez-la par des espaces, deux par niveau", "use spaces, two for each level"
        ),
    ),
    "Y015": Message(
        Bilingual("une clé est un simple texte, et non {got}", "a key is a plain text, not {got}"),
        QUOTE_SPEECH,
    ),
    "M001": Message(Bilingual("clé inconnue « {key} »", "unknown key '{key}'")),
    "M002": Message(
        Bilingual("clé obligatoire manquante : « {key} »", "missing required key: '{key}'")
    ),
    "M003": Message(
        Bilingual("il faut ici {expected}, et non {got}", "expected {expected} here, not {got}")
    ),
    "M004": Message(Bilingual("valeur non permise : {got}", "value not allowed: {got}")),
    "M005": Message(
        Bilingual("hors limites : {got} ; il faut {bound}", "out of range: {got}; use {bound}")
    ),
    "M006": Message(
        Bilingual(
            "forme incorrecte : {got} ; il faut {expected}",
            "wrong format: {got}; expected {expected}",
        )
    ),
    "M007": Message(Bilingual("{verdict} : il faut {bound}", "{verdict}: use {bound}")),
    "M099": Message(Bilingual("valeur refusée : {detail}", "value refused: {detail}")),
}

# Reasons of Y010.
FILE_MISSING = Bilingual("il n'existe pas", "it does not exist")
FILE_FORBIDDEN = Bilingual("l'accès est refusé", "access is denied")
FILE_IS_FOLDER = Bilingual("c'est un dossier", "it is a folder")
FILE_BROKEN = Bilingual("le disque répond par une erreur", "the disk answers with an error")

# What Y006 can say, by what went wrong.
BAD_YAML = Bilingual("ce n'est pas du YAML", "this is not YAML")
STRAY_COLON = Bilingual(
    "deux-points inattendu dans un texte sans guillemets", "colon inside a text without quotes"
)
MISPLACED_KEY = Bilingual(
    "cette clé est mal alignée, ou la valeur qui précède n'est pas finie",
    "this key is misaligned, or the value before it is not finished",
)
BAD_START = Bilingual(
    "un texte sans guillemets ne peut pas commencer par « {sign} »",
    "a text without quotes cannot begin with '{sign}'",
)
OPEN_QUOTE = Bilingual("guillemet jamais refermé", "quote never closed")
OPEN_BRACKET = Bilingual(
    "« {sign} » ouvert ligne {line} n'est pas refermé ici, ou il manque une virgule",
    "'{sign}' opened on line {line} is not closed here, or a comma is missing",
)
BAD_ESCAPE = Bilingual(
    "« \\ » suivi de ce caractère n'a pas de sens entre guillemets doubles",
    "a backslash before this character has no meaning between double quotes",
)
MISSING_COLON = Bilingual(
    "cette ligne n'est ni une clé ni la suite d'un texte : il manque « : »",
    "this line is neither a key nor the rest of a text: ':' is missing",
)
MISALIGNED = Bilingual(
    "cette ligne n'est pas alignée avec celles de son niveau",
    "this line is not aligned with those of its level",
)
AFTER_END = Bilingual(
    "texte de trop après la fin de la valeur", "more text after the end of the value"
)
ENDS_EARLY = Bilingual(
    "le fichier s'arrête au milieu d'une valeur", "the file ends in the middle of a value"
)
DIRECTIVE = Bilingual("une ligne ne peut pas commencer par « % »", "a line cannot begin with '%'")
DOUBLE_BACKSLASH = Bilingual(
    "écrivez « \\\\ » pour une barre oblique inverse", "write '\\\\' for a backslash"
)
ALIGN = Bilingual(
    "alignez les clés d'un même niveau, avec des espaces ; une réplique se met entre guillemets",
    "align the keys of a level, with spaces; a spoken line goes between double quotes",
)
CLOSE_QUOTE = Bilingual(
    "refermez-le ; une apostrophe se met sans risque entre guillemets doubles",
    "close it; an apostrophe is safe between double quotes",
)

# What was found, or what was wanted, inside other messages.
A_TEXT = Bilingual("un texte", "a text")
AN_INTEGER = Bilingual("un nombre entier", "a whole number")
A_NUMBER = Bilingual("un nombre", "a number")
TRUE_OR_FALSE = Bilingual("« true » ou « false »", "'true' or 'false'")
A_LIST = Bilingual("une liste", "a list")
A_BLOCK = Bilingual("un groupe de clés", "a group of keys")
THE_TEXT = Bilingual("le texte {value}", "the text {value}")
NOTHING = Bilingual("une valeur vide", "an empty value")
ANOTHER_KIND = Bilingual("une autre sorte de valeur", "another kind of value")
A_DATE = Bilingual("une date comme 2026-01-31", "a date such as 2026-01-31")
A_TIME = Bilingual("une heure comme 09:30", "a time such as 09:30")
A_MOMENT = Bilingual(
    "une date et une heure comme 2026-01-31T09:30:00", "a moment such as 2026-01-31T09:30:00"
)
A_DURATION = Bilingual("une durée comme P3D ou 01:30:00", "a duration such as P3D or 01:30:00")
AN_ADDRESS = Bilingual(
    "une adresse comme https://exemple.fr", "an address such as https://example.com"
)
A_UUID = Bilingual("un identifiant UUID", "a UUID")
AN_ID = Bilingual(
    "un identifiant : minuscules sans accent, chiffres et « _ », d'abord une lettre",
    "an id: unaccented lower case, digits and '_', a letter first",
)
A_PATTERN = Bilingual("un texte de la forme {pattern}", "a text of the form {pattern}")
TOO_SHORT = Bilingual("trop court", "too short")
TOO_LONG = Bilingual("trop long", "too long")
SOME_VALUE = Bilingual("elle ne convient pas ici", "it does not fit here")

# Bounds of M005, by pydantic's error type; {n} is the bound.
BOUNDS: dict[str, tuple[str, Bilingual]] = {
    "greater_than": ("gt", Bilingual("plus de {n}", "more than {n}")),
    "greater_than_equal": ("ge", Bilingual("{n} au moins", "{n} or more")),
    "less_than": ("lt", Bilingual("moins de {n}", "less than {n}")),
    "less_than_equal": ("le", Bilingual("{n} au plus", "{n} or less")),
    "multiple_of": ("multiple_of", Bilingual("un multiple de {n}", "a multiple of {n}")),
    "decimal_max_digits": ("max_digits", Bilingual("{n} chiffres au plus", "{n} digits or less")),
    "decimal_max_places": (
        "decimal_places",
        Bilingual("{n} décimales au plus", "{n} decimal places or less"),
    ),
    "decimal_whole_digits": (
        "whole_digits",
        Bilingual("{n} chiffres au plus avant la virgule", "{n} digits or less before the point"),
    ),
    "finite_number": ("", Bilingual("un nombre fini", "a finite number")),
    "int_parsing_size": ("", Bilingual("un nombre plus petit", "a smaller number")),
    "date_past": ("", Bilingual("une date passée", "a date in the past")),
    "date_future": ("", Bilingual("une date à venir", "a date in the future")),
}

# Lengths of M007: the unit follows the number, singular then plural.
CHARACTERS = (Bilingual("caractère", "character"), Bilingual("caractères", "characters"))
ELEMENTS = (Bilingual("élément", "item"), Bilingual("éléments", "items"))
AT_LEAST = Bilingual("au moins {n} {unit}", "at least {n} {unit}")
AT_MOST = Bilingual("au plus {n} {unit}", "at most {n} {unit}")

# Hints that a problem chooses by what it saw.
DID_YOU_MEAN = Bilingual("vouliez-vous dire « {suggestion} » ?", "did you mean '{suggestion}'?")
ACCEPTED = Bilingual("possible ici : {choices}", "possible here: {choices}")
NO_CHOICE = Bilingual("effacez-la", "remove it")
ADD_KEY = Bilingual("ajoutez « {key}: … » à ce groupe", "add '{key}: …' to this group")
QUOTE_VALUE = Bilingual(
    "pour un texte, mettez la valeur entre guillemets doubles",
    "for a text, put the value between double quotes",
)
FILL_IN = Bilingual(
    "écrivez une valeur ; un « # » sans guillemets commence un commentaire",
    "write a value; a '#' without quotes begins a comment",
)
DECIMAL_POINT = Bilingual(
    "le séparateur décimal est le point, sans espace ni unité : 1250.50",
    "write the number with a point, no spaces and no unit: 1250.50",
)
BARE_BOOLEAN = Bilingual(
    "écrivez true ou false, sans guillemets", "write true or false, without quotes"
)
USE_DASHES = Bilingual("une liste s'écrit avec un « - » par ligne", "write one '- ' line an item")
USE_KEYS = Bilingual(
    "écrivez « clé: valeur », une par ligne, en retrait", "write 'key: value' lines, indented"
)
OR = Bilingual(" ou ", " or ")
