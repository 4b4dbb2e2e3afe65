"""The little words by which a line of subtitles may begin, and by which it should not end.

Netflix's general requirements name them: break before conjunctions and prepositions; do not part
a noun from its article, a verb from its pronoun, its auxiliary or its negation. The lists hold the
common ones; a word that is missing only makes a break a little worse.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

# What stands before a name and ends with a full stop, or without one.
TITLES = frozenset(
    [
        "dr",
        "dr.",
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "prof",
        "prof.",
        "st",
        "st.",
        "sr.",
        "sra.",
        "rev.",
        "hon.",
        "gen.",
        "capt.",
        "herr",
        "frau",
        "fräulein",
        "m.",
        "mme",
        "mme.",
        "mlle",
        "señor",
        "señora",
        "doña",
        "signor",
        "signora",
        "sig.",
        "dott.",
        "monsieur",
        "madame",
        "senhor",
        "senhora",
        "mevrouw",
        "meneer",
        "sir",
        "lady",
        "lord",
        "professor",
        "doctor",
        "president",
        "präsident",
    ]
)
# Inside of names, between two capitals: Ludwig van Beethoven.
PARTICLES = frozenset(
    [
        "von",
        "van",
        "de",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "zu",
        "zur",
        "al",
        "bin",
        "ibn",
        "y",
        "e",
    ]
)


@dataclass(frozen=True, slots=True)
class Little:
    """A language's little words, in lower case.

    Attributes:
        joining: conjunctions and prepositions: a line begins with them, and does not end so.
        leading: articles, possessives, pronouns, auxiliaries, negations: no line ends with them.
    """

    joining: frozenset[str]
    leading: frozenset[str]


def _little(joining: str, leading: str) -> Little:
    return Little(frozenset(joining.split()), frozenset(leading.split()))


LITTLE = {
    "en": _little(
        """
        and or but nor so because if when while that which who whom whose than as although
        though unless until before after since where why how whether to of in on at by for
        with from into onto about against between through during without within under over
        near across behind beyond toward towards upon per like
        """,
        """
        a an the my your his her its our their this these those some any no every each i you
        he she it we they is are was were am be been being have has had do does did will
        would can could should may might must shall not very more most less too don't
        doesn't didn't isn't aren't wasn't weren't won't can't couldn't wouldn't shouldn't
        i'm you're he's she's it's we're they're i've you've we've they've i'll you'll he'll
        she'll we'll they'll let's two three four five six seven eight nine ten
        """,
    ),
    "de": _little(
        """
        und oder aber sondern denn weil dass ob wenn als wie bevor nachdem obwohl damit
        sodass während bis seit in im ins an am ans auf aus bei beim mit nach von vom vor zu
        zum zur für durch gegen ohne um über unter hinter neben zwischen wegen trotz
        """,
        """
        der die das den dem des ein eine einen einem einer eines kein keine keinen keinem
        keiner mein meine meinen meinem meiner dein deine sein seine seinen seinem seiner
        ihr ihre ihren ihrem ihrer unser unsere unseren euer eure dieser diese dieses diesen
        diesem jeder jede jedes ich du er sie es wir ist sind war waren bin bist hat haben
        habe hatte hatten wird werden wurde wurden kann können konnte muss müssen musste
        soll sollen will wollen darf nicht sehr zwei drei vier fünf sechs sieben acht neun zehn
        """,
    ),
    "fr": _little(
        """
        et ou mais donc car ni que qui dont où quand si comme parce lorsque puisque à au aux
        de du des d'un d'une en dans par pour sur sous avec sans chez vers entre contre
        depuis pendant avant après
        """,
        """
        le la les un une l' ce cet cette ces mon ma mes ton ta tes son sa ses notre nos
        votre vos leur leurs je tu il elle on nous vous ils elles ne n'est est sont était
        étaient suis es ai as a avons avez ont avait avaient été sera seront peut peuvent
        doit doivent pas très plus c'est j'ai qu'il qu'elle quelques chaque deux trois
        quatre cinq six sept huit neuf dix
        """,
    ),
    "es": _little(
        """
        y e o u pero sino ni que quien donde cuando si como porque aunque mientras para por
        a al de del en con sin sobre entre hasta desde hacia contra según durante
        """,
        """
        el la los las un una unos unas lo mi mis tu tus su sus nuestro nuestra nuestros
        vuestro este esta estos estas ese esa esos esas yo tú él ella nosotros ellos ellas
        me te se nos le les no es son era eran está están fue fueron he has ha hemos han
        había puede pueden debe muy más cada dos tres cuatro cinco seis siete ocho nueve diez
        """,
    ),
    "it": _little(
        """
        e ed o ma però né che chi dove quando se come perché mentre a al allo alla ai agli
        alle di del dello della dei degli delle da dal dalla in nel nella nei con su sul
        sulla per tra fra senza contro verso
        """,
        """
        il lo la i gli le un uno una l' mio mia miei tuo tua suo sua nostro nostra vostro
        loro questo questa questi quello quella io tu lui lei noi voi mi ti si ci vi non è
        sono era erano ho hai ha abbiamo hanno può possono deve molto più ogni
        """,
    ),
    "pt": _little(
        """
        e ou mas nem que quem onde quando se como porque embora enquanto para por a ao à de
        do da dos das em no na nos nas com sem sobre entre até desde contra pelo pela
        """,
        """
        o os as um uma uns umas meu minha seu sua nosso nossa este esta esse essa eu tu ele
        ela nós eles elas você vocês me te lhe não é são era eram está estão foi foram tem
        têm pode podem deve muito mais cada
        """,
    ),
    "nl": _little(
        """
        en of maar want dat die omdat als toen terwijl hoewel in op aan bij met naar van
        voor door over onder tussen tegen zonder uit om te tot sinds na
        """,
        """
        de het een geen mijn jouw zijn haar ons onze hun deze dit ik jij je hij zij ze wij
        we jullie is was waren ben bent heeft hebben heb had hadden wordt worden kan kunnen
        moet moeten zal zullen niet zeer meer elke
        """,
    ),
}
NO_LITTLE = _little("", "")
# So many words say what language a text is in.
_ENOUGH_WORDS = 2_000


def likely_language(words: Iterable[str]) -> str | None:
    """Return the language whose little words are most frequent; None if none is to be seen."""
    found: Counter[str] = Counter()
    for word in islice(words, _ENOUGH_WORDS):
        low = word.casefold().strip(".,;:!?…\"'“”„«»()")
        found.update(code for code, little in LITTLE.items() if low in little.leading)
    best = found.most_common(1)
    return best[0][0] if best else None
