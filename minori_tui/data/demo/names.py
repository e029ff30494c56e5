"""Invented people's names: surnames of the valley and of Italy, of families from abroad, and given names.

Surnames and given names are combined at random. The few combinations that a reader of the valley would take for a known
person are never made (``first_name``). For a nation, thousands of further surnames are composed from Italian syllables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from typing import NamedTuple

from minori_tui.data.demo.draw import Draw, zipf
from minori_tui.domain.fiscal_code import compute
from minori_tui.domain.text import fold


class Name(NamedTuple):
    """A surname or given name: as written, its three letters in the fiscal code, and its folded form without blanks."""

    text: str
    letters: str
    key: str


@dataclass(frozen=True, slots=True)
class Stock:
    """The names of families of one origin: weighted surnames, given names of children and of adults, and the country."""

    citizenship: str
    country: str
    surnames: tuple[Name, ...]
    boys: tuple[Name, ...]
    girls: tuple[Name, ...]
    men: tuple[Name, ...]
    women: tuple[Name, ...]


_ANY_DAY = date(2000, 1, 1)
_VALLEY = """Balduzzi Savoldelli Zanoletti Trussardi Pezzoli Bigoni Giudici Percassi Benzoni Noris Gatti Bonomi Poli Ferri
Belotti Visinoni Fornoni Filisetti Zucchelli Pedretti Moioli Bergamini Morstabilini Baronchelli Legrenzi Scandella Imberti
Barzasi Olivari Castelletti Pasini Rodigari Ongaro Tomasoni Migliorati Messa Canova Seghezzi Cossali Guerini Carrara
Epis Maj Capitanio Piantoni Lenzi Albrici Magri Bendotti Belingheri Bettoni Ferrari Tagliaferri Duci Romelli Grassi
Surini Martinelli Oprandi Zamboni Stabilini Angeli Gervasoni Milesi Fantini Petrogalli Lazzaroni Bosio Pellegrini
Personeni Beccarelli Fiorina Minuscoli Bossetti Paganessi Rocca Zenoni Testa Colotti Arrigoni Mazzoleni Rota Locatelli
Cortinovis Carminati Ghilardi Ravelli Rinaldi Cagnoni Fasolini Gaeni Verzeroli Todeschini Bertocchi Bonadei"""
_ITALY = """Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Costa Giordano Mancini Rizzo
Lombardi Moretti Barbieri Fontana Santoro Mariani Caruso Ferrara Galli Martini Leone Longo Gentile Martinelli Vitale
Lombardo Serra Coppola Marchetti Parisi Villa Conti Ferraro Ferri Fabbri Marini Grasso Valentini Messina Sala Gatti
Pellegrini Palumbo Sanna Farina Rizzi Cattaneo Caputo Silvestri Palmieri Orlando Testa Basile Pagano Guerra Riva Grassi
Bernardi Donati Piras Sorrentino Fiore Benedetti Carbone Battaglia Giuliani Marchi Neri Negri Ruggiero Monti Martino
Rossetti Bassi Bianco Ferretti Bellini Montanari Sartori Amato Guidi Orlandi Fumagalli Fusco Pellegrino Vitali Colombi
Corti Giorgi Poli Brambilla Milani Ceccarelli Bonetti Cocco Melis Ventura Cirillo Agnelli Guglielmi Mazza Mantovani"""
_PARTS = ("D'Angelo", "Dell'Orto", "De Luca", "Deluca", "De Santis", "Di Marco", "Lo Presti", "La Rosa", "Della Torre",
          "D'Amico", "Dall'Ara", "De Rosa", "Di Stefano", "Lo Verde", "Del Bello", "Degli Innocenti", "Dal Pozzo", "Di Luca")
_BOYS = """Leonardo Francesco Alessandro Lorenzo Mattia Tommaso Andrea Gabriele Riccardo Edoardo Matteo Diego Federico
Giuseppe Nicolò Antonio Samuele Giovanni Pietro Filippo Davide Luca Marco Simone Michele Cristian Daniele Nicola Stefano
Paolo Roberto Alberto Giorgio Enrico Emanuele Jacopo Elia Thomas Kevin Manuel Gianluca Giulio Damiano Ivan
Giacomo Denis Mirko Battista Angelo Luigi Giulio Elia|Gian Luca|Gian Paolo|Pier Luigi"""
_GIRLS = """Sofia Aurora Giulia Ginevra Beatrice Alice Vittoria Emma Ludovica Matilde Camilla Anna Giorgia Chiara Martina
Sara Greta Francesca Gaia Noemi Elisa Arianna Rebecca Nicole Elena Viola Bianca Mia Benedetta Eleonora Asia Ilaria Laura
Silvia Valentina Federica Michela Lucia Teresa Caterina Mariateresa Annamaria Marta Lisa Irene
Veronica|Maria Teresa|Anna Maria|Maria Grazia|Maria Elena"""
_MEN = """Marco Andrea Luca Stefano Roberto Paolo Giuseppe Fabio Massimo Claudio Sergio Angelo Luigi Carlo Bruno Giovanni
Maurizio Daniele Davide Alessandro Alberto Mauro Ivan Cristian Diego Michele Matteo Omar Antonio Franco Mirko Fausto Renato
Ezio Walter Gianluigi Pietro Simone Emanuele Oscar Battista|Gian Mario|Pier Angelo"""
_WOMEN = """Elena Laura Silvia Paola Monica Cristina Daniela Barbara Simona Francesca Sara Chiara Anna Michela Federica
Valentina Lucia Teresa Angela Rosa Carla Debora Nadia Tatiana Veronica Giovanna Patrizia Sabrina Roberta Manuela Stefania
Ornella Mariangela Claudia Ivana Marta Alessandra Raffaella Luisa Cinzia|Maria Grazia|Anna Rosa|Maria Luisa"""
# citizenship, cadastral code of the country, surnames, boys and men, girls and women
_ABROAD = (
    ("MAR", "Z330", "El Idrissi|Al Hassan|El Amrani|Benali|Bouzidi|Ait Taleb|El Fassi|Chakir|Haddaoui|Lahlou|Ouazzani|Zahiri",
     "Ayoub Mohamed Youssef Hamza Bilal Ilyas Rachid Hassan Karim Said", "Amina Salma Fatima Imane Khadija Nour Hanane Yasmine"),
    ("ALB", "Z100", "Hoxha|Shehu|Prifti|Gjoka|Kola|Dervishi|Leka|Marku|Brahimi|Çela|Hysa|Lleshi",
     "Erion Klajdi Arben Ardit Enea Luan Gentian Kristi Bledar", "Elira Anisa Mirela Enkeleda Xhesika Alba Sara Klea Blerta"),
    ("ROU", "Z129", "Popescu|Ionescu|Dumitru|Munteanu|Rusu|Stan|Ciobanu|Lupu|Moldovan|Ungureanu",
     "Andrei Ionut Alexandru Mihai Gabriel Cosmin Vasile David", "Elena Andreea Ioana Mihaela Alina Daria Roxana Simona"),
    ("SEN", "Z343", "Diallo|Ndiaye|Diop|Fall|Sow|Ba|Faye|Gueye|Seck|Mbaye", "Mamadou Ousmane Cheikh Ibrahima Modou Abdou Lamine",
     "Aminata Fatou Awa Khady Mariama Ndeye Astou"),
    ("IND", "Z222", "Singh|Kaur|Kumar|Sharma|Gill|Sandhu|Dhillon", "Gurpreet Harpreet Arjun Jaspreet Manjit Rohan",
     "Simran Manpreet Navdeep Priya Jasmeen Harleen"),
    ("EGY", "Z336", "Abd El Rahman|Abdelrahman|El Sayed|Ibrahim|Mahmoud|Abou Zeid|Mansour|Fathy|Gaber",
     "Ahmed Mohamed Mahmoud Mostafa Omar Youssef Karim", "Nour Mariam Habiba Salma Aya Fatma"),
    ("BOL", "Z601", "Quispe Mamani|Flores Rojas|Vargas Choque|Condori|Rojas Soliz|Gutierrez Ortiz|Mamani",
     "Juan José Luis Diego Cristian Joel Brayan", "María Daniela Carla Ximena Nayeli Luz Andrea"),
    ("UKR", "Z138", "Kovalenko|Shevchuk|Bondar|Melnyk|Tkachenko|Kravets|Lysenko", "Oleksandr Dmytro Maksym Artem Ivan Bohdan",
     "Olena Oksana Iryna Sofiia Anastasiia Daryna"),
    ("PAK", "Z236", "Hussain|Ahmed|Akhtar|Iqbal|Malik|Khan|Raza",
     "Ali Usman Bilal Hamza Zain Imran", "Ayesha Fatima Zainab Iqra Hira"),
    ("CIV", "Z313", "Kouassi|Koné|Traoré|Ouattara|Bamba|Coulibaly",
     "Moussa Yao Koffi Ismael Adama Junior", "Aya Mariam Awa Grace Rokia"),
    ("BGD", "Z249", "Islam|Rahman|Hossain|Miah|Begum|Uddin",
     "Rakib Sakib Tanvir Nayeem Arif", "Nusrat Sumaiya Farzana Mim Ruma"),
    ("XKX", "Z160", "Krasniqi|Gashi|Berisha|Morina|Bytyqi|Shala",
     "Arben Driton Liridon Rinor Fisnik", "Arta Vlora Donjeta Elma Fatime"),
)
# Public figures of the valley and of the country, by folded surname and given name: never combined.
_TAKEN = frozenset(
    """savoldellipaolo percassiantonio percassiluca trussardinicola trussardigaia trussardibeatrice giudicigiacomo
    bonomiandrea moiolimichela ferrarienzo rossipaolo rossivalentino rossivasco montimario contigiuseppe contiantonio
    conticarlo leonesergio bianchibruno colomboemilio ricciandrea riccimatteo galliornella villaclaudio ferrarastefano
    russogiuseppe fontanalorenzo fontanaattilio barbieripiero bassifranco martinimia messinamatteo santorofrancesco
    colombigiovanni rotagiuseppe locatelliantonio pasinilaura martinellifabio gattigiuseppe pezzolistefano costaandrea
    carminatimarco salagiuseppe montanarialberto russocarlo grecofrancesco belottiandrea""".split())  # noqa: SIM905
_STARTS = ("B", "Br", "C", "Cr", "D", "F", "Fr", "G", "Gr", "L", "M", "N", "P", "Pr", "R", "S", "Sp", "St", "T", "Tr", "V", "Z")
_VOWELS = ("a", "e", "i", "o", "u")
_ENDS = ("l", "ll", "n", "nn", "r", "rr", "rd", "rt", "lt", "nt", "nd", "st", "ss", "tt", "v", "zz", "cc", "gn", "mb", "lv")
_TAILS = ("ini", "oni", "etti", "elli", "ari", "ato", "ucci", "azzi", "otti", "ardi", "oli", "ano", "isi", "ola")
COMPOSED = 15_000
FOREIGN_SHARE = 0.24


def surname(text: str) -> Name:
    """A surname with what the archive needs of it."""
    return Name(text, compute(text, "X", "M", _ANY_DAY, "A001")[:3], fold(text).replace(" ", ""))


def given(text: str) -> Name:
    """A given name with what the archive needs of it."""
    return Name(text, compute("X", text, "M", _ANY_DAY, "A001")[3:6], fold(text).replace(" ", ""))


def first_name(draw: Draw, choice: Sequence[Name], last: Name) -> Name:
    """A given name for a surname that does not make the name of a known person."""
    name = draw.pick(choice)
    while last.key + name.key in _TAKEN:
        name = draw.pick(choice)
    return name


def _listed(text: str) -> list[str]:
    """The names of a block: words, and after the bars names of several words."""
    words, *longer = text.split("|")
    return list(dict.fromkeys([*words.split(), *longer]))


def composed_surnames(count: int) -> list[str]:
    """So many surnames composed from Italian syllables, all different, always the same ones in the same order."""
    every = [a + b + c + d for a, b, c, d in product(_STARTS, _VOWELS, _ENDS, _TAILS)]
    step = 7_919  # a prime: steps over the whole list in an order that looks like none
    return [every[i * step % len(every)] for i in range(count)]


def _names(texts: Sequence[str], slots: int) -> tuple[Name, ...]:
    return zipf([given(t) for t in texts], slots)


@cache
def italian(nationwide: bool) -> Stock:
    """The names of Italian families: of the valley, or of the whole country with its long tail of surnames."""
    valley, italy = _VALLEY.split(), _ITALY.split()
    if nationwide:
        texts, slots = [*italy, *_PARTS, *valley, *composed_surnames(COMPOSED)], 60_000
    else:
        mixed = [name for pair in zip(valley, italy, strict=False) for name in pair]
        texts, slots = [*mixed, *_PARTS], 4_000
    surnames = zipf([surname(t) for t in dict.fromkeys(texts)], slots)
    return Stock("ITA", "", surnames, *(_names(_listed(block), 1_000) for block in (_BOYS, _GIRLS, _MEN, _WOMEN)))


@cache
def abroad() -> tuple[Stock, ...]:
    """The names of families from abroad, weighted: the first origins are the most frequent."""
    stocks = []
    for citizenship, country, surnames, male, female in _ABROAD:
        men, women = (tuple(given(t) for t in block.split()) for block in (male, female))
        stocks.append(Stock(citizenship, country, tuple(surname(t) for t in surnames.split("|")), men, women, men, women))
    return zipf(stocks, 100)
