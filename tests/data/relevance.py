"""The cast of the relevance suite (all invented), and the crowd they are looked for in."""

from __future__ import annotations

import random
from itertools import count

from office import Child, Kin

CAST: dict[str, Child] = {
    # joined and split
    "deluca": Child("De Luca", "Gianluca", "2025/0119", "2016-03-01", "DLCGLC16C01C800X", "M", "C800", "Via Somvico, 2",
                    kin=(Kin("mother", "Locatelli", "Maria Teresa", "0346 89651"),
                         Kin("father", "De Luca", "Ottavio", "338 7120045"))),
    "dilucca": Child("Di Lucca", "Gianna", "2019/0007", "2008-07-15", "DLCGNN08L55C800K"),
    "gianpaolo": Child("Deluca", "Gian Paolo", "2024/0031", "2012-01-20", "DLCGPL12A20H615D", "M"),
    "dangelo": Child("D'Angelo", "Noemi", "2023/0412", "2014-11-09", "DNGNMO14S49A794G"),
    "dangeli": Child("D'Angeli", "Noemi", "2022/0388", "2013-02-02"),
    "angelo": Child("Angeloni", "Noemi", "2021/0100", "2013-02-03"),
    "mariateresa": Child("Zambetti", "Maria Teresa", "2022/0045", "2011-04-30"),
    "mariatere2": Child("Zambelli", "Mariateresa", "2022/0046", "2011-05-30"),
    "lopresti": Child("Lo Presti", "Calogero", "2021/0203", "2010-10-10", None, "M"),
    "lopresti2": Child("Lopresti", "Rosalia", "2021/0204", "2010-10-11"),
    "alhassan": Child("Al Hassan", "Yusuf", "2024/0150", "2015-06-06", None, "M", msna=1),
    "alhassan2": Child("Alhassan", "Amina", "2024/0151", "2016-06-06"),
    "hasani": Child("Hasani", "Yusra", "2024/0152", "2016-06-07"),
    "rahman": Child("Abd El Rahman", "Karim", "2023/0077", "2012-12-12", None, "M"),
    "rahman2": Child("Abdelrahman", "Salma", "2023/0078", "2013-12-12"),
    "rahmani": Child("Rahmani", "Karim", "2023/0079", "2013-12-13", None, "M"),
    "desantis": Child("De Santis", "Pier Paolo", "2020/0310", "2009-09-19", None, "M"),
    "dellorto": Child("Dell'Orto", "Anna Chiara", "2020/0311", "2009-09-20"),
    "vandenberg": Child("Van den Berg", "Lieke", "2020/0312", "2010-09-20"),
    "santangelo": Child("Sant'Angelo", "Rita", "2020/0313", "2010-08-20"),
    "dibattista": Child("Di Battista", "Giovan Battista", "2020/0314", "2010-08-21", None, "M"),
    "laface": Child("La Face", "Ylenia", "2020/0315", "2011-08-21"),
    "dalbo": Child("Dal Bò", "Niccolò", "2020/0316", "2012-08-21", None, "M"),
    "oneill": Child("O'Neill", "Seán", "2020/0317", "2013-08-21", None, "M"),
    # slips
    "bianchi": Child("Bianchi", "Ludovica", "2025/0001", "2017-01-01", "BNCLVC17A41C800U"),
    "bianco": Child("Bianco", "Ludovica", "2025/0002", "2017-01-02"),
    "agnelli": Child("Agnelli", "Torquato", "2025/0003", "2016-01-03", None, "M"),
    "angeli": Child("Angeletti", "Torquato", "2025/0004", "2016-01-04", None, "M"),
    "guglielmi": Child("Guglielmi", "Ersilia", "2025/0005", "2015-01-05"),
    "pezzoli": Child("Pezzoli", "Morena", "2025/0006", "2014-01-06"),
    "pezzotta": Child("Pezzotta", "Morena", "2025/0007", "2014-01-07"),
    "rota": Child("Rota", "Fiorenza", "2025/0008", "2013-01-08"),
    "rotta": Child("Rotta", "Fiorenza", "2025/0009", "2013-01-09"),
    "rossi": Child("Rossi", "Leandra", "2025/0010", "2012-01-10"),
    "russo": Child("Russo", "Leandra", "2025/0011", "2012-01-11"),
    "rosso": Child("Rosso", "Leandra", "2025/0012", "2012-01-12"),
    "savoldelli": Child("Savoldelli", "Tullia", "2025/0013", "2011-01-13"),
    "gnecchi": Child("Gnecchi", "Ruggero", "2025/0014", "2010-01-14", None, "M"),
    "schiavi": Child("Schiavi", "Ombretta", "2025/0015", "2009-01-15"),
    "ghisleni": Child("Ghisleni", "Clelia", "2025/0016", "2016-02-16"),
    "zanchi": Child("Zanchi", "Quirino", "2025/0017", "2016-02-17", None, "M"),
    "zucchi": Child("Zucchi", "Quirino", "2025/0018", "2016-02-18", None, "M"),
    "cominelli": Child("Cominelli", "Teodolinda", "2025/0019", "2016-02-19"),
    "belotti": Child("Belotti", "Saverio", "2025/0020", "2016-02-20", None, "M"),
    "bellotti": Child("Bellotti", "Severina", "2025/0021", "2016-02-21"),
    "scandella": Child("Scandella", "Isotta", "2025/0022", "2016-02-22"),
    "squinzi": Child("Squinzi", "Amalia", "2025/0023", "2016-02-23"),
    "taschini": Child("Taschini", "Desolina", "2025/0024", "2016-02-24"),
    "migliorati": Child("Migliorati", "Virgilio", "2025/0025", "2016-02-25", None, "M"),
    "giudici": Child("Giudici", "Ermelinda", "2025/0026", "2016-02-26"),
    "acquaroli": Child("Acquaroli", "Nives", "2025/0027", "2016-02-27"),
    # foreign names
    "shevchenko": Child("Shevchenko", "Oleksandra", "2024/0301", "2013-03-03"),
    "chowdhury": Child("Chowdhury", "Mohammed Rafiq", "2024/0302", "2014-03-03", None, "M"),
    "hoxhaj": Child("Hoxhaj", "Ermal", "2024/0303", "2015-03-03", None, "M", msna=1),
    "djordjevic": Child("Đorđević", "Živka", "2024/0304", "2015-03-04"),
    "lukasiewicz": Child("Łukasiewicz", "Zbigniew", "2024/0305", "2015-03-05", None, "M"),
    "nguyen": Child("Nguyễn", "Thị Hoa", "2024/0306", "2015-03-06"),
    "ndiaye": Child("N'Diaye", "Fatoumata", "2024/0307", "2015-03-07"),
    "souza": Child("de Souza Guimarães", "João Pedro", "2024/0308", "2015-03-08", None, "M"),
    "benali": Child("Ben Ali", "Hamza", "2024/0309", "2015-03-09", None, "M"),
    "elamrani": Child("El Amrani", "Chaimae", "2024/0310", "2015-03-10"),
    "ionescu": Child("Ionescu", "Ștefania", "2024/0311", "2015-03-11"),
    "ozturk": Child("Öztürk", "Gülşen", "2024/0312", "2015-03-12"),
    "singh": Child("Singh Gill", "Harpreet", "2024/0313", "2015-03-13"),
    # family, telephones, addresses
    "kin1": Child("Paganessi", "Loris", "2023/0501", "2012-06-01", None, "M", "H615", "Via Brescia, 14",
                  kin=(Kin("mother", "Bertocchi", "Guendalina", "0346 21874"),
                       Kin("father", "Paganessi", "Fulgenzio", "347 1190872"))),
    "kin2": Child("Trussardi", "Dalila", "2023/0502", "2012-06-02", None, "F", "A794", "Piazza Martiri della Libertà 7",
                  kin=(Kin("foster_carer", "Imberti", "Casimira", "035 771209"), Kin("guardian", "Valsecchi", "Eufemia", "")),
                  phone="349 5567121"),
    "kin3": Child("Morstabilini", "Kevin", "2023/0503", "2012-06-03", None, "M", "C800", "Contrada Sant'Antonio 21/B",
                  kin=(Kin("mother", "El Khatib", "Souad", "329 0043218"),)),
    "kin4": Child("Bertocchini", "Guendalina", "2023/0504", "2012-06-04"),
    # values of fields
    "field1": Child("Ongaro", "Serafina", "2018/0901", "2010-02-10", "NGRSFN10B50L388T", "F", "L388", worker="bini"),
    "field2": Child("Ongaro", "Serafino", "2018/0902", "2009-02-10", None, "M", "C800", closed="2024-06-01"),
    "field3": Child("Wouters", "Tijn", "2018/0903", "2009-08-10", None, "M", "H615", msna=1, review="2026-11-25"),
}

_FAMILY = [
    "Rossi", "Russo", "Rosso", "Rota", "Rotta", "Bianchi", "Bianco", "Bianchetti", "Bianchini", "Agnelli", "Angeli",
    "Angelini", "Guglielmetti", "Pezzotti", "Pezzoni", "Savoldi", "Gnocchi", "Schiavoni", "Ghislandi", "Zanchetti", "Zanga",
    "Zucca", "Cominetti", "Comi", "Belotti", "Bellini", "Scandelli", "Squassina", "Taschetti", "Migliori", "Giudice", "Acqua",
    "De_Lucia", "Di_Luca", "Lucchi", "De_Santi", "Santi", "D'Angela", "Lo_Presto", "Presta", "Prestini", "Al_Hasan",
    "Hassani", "Rahimi", "Abdel", "Benali", "Alì", "Elamri", "Ionita", "Ozdemir", "Singh", "Gil", "Ndoye", "Nguema", "Souza",
    "Guimera", "Hoxha", "Shevchuk", "Chaudhry", "Locatelli", "Bertocchi", "Bertoletti", "Paganelli", "Trussoni", "Imbert",
    "Valsecca", "Ongari", "Onger", "Colombo", "Ferrari", "Galli", "Riva", "Villa", "Conti", "Fontana", "Moretti", "Barbieri",
    "Sala", "Cattaneo", "Gatti", "Testa", "Serra", "Longhi", "Mazzoleni", "Carrara", "Carminati", "Facchinetti", "Pesenti",
    "Ravasio", "Gritti", "Cortinovis", "Milesi", "Ceroni", "Rinaldi", "Marinoni", "Percassi", "Bonaldi", "Bosio", "Legrenzi",
    "Filisetti", "Seghezzi", "Balduzzi", "Benzoni", "Fornoni", "Poletti", "Petrogalli", "Lazzaroni",
]
_GIVEN = [
    "Anna", "Luca", "Gian_Luca", "Gianluca", "Gianna", "Maria", "Maria_Teresa", "Teresa", "Marta", "Marco", "Matteo",
    "Andrea", "Giulia", "Sara", "Noemi", "Ludovico", "Lodovica", "Ludovica", "Torquato", "Leandro", "Leandra", "Fiorenzo",
    "Florenza", "Morena", "Moreno", "Erminia", "Karim", "Yusuf", "Amina", "Salma", "Rita", "Chiara", "Elena", "Paolo",
    "Pier_Paola", "Rosalba", "Calogera", "Tullio", "Ruggiero", "Ombretta", "Celia", "Quirina", "Saveria", "Severino",
    "Isabella", "Amelia", "Virginia", "Ermelinda", "Nives", "Oleksandr", "Mohammed", "Hamza", "Chaima", "Stefania",
    "Harpreet", "Kevin", "Loris", "Dalila", "Serafina",
]


def crowd(size: int) -> list[Child]:
    """Several thousand others, many with names that are nearly those of the cast; no two runs differ."""
    draw = random.Random(2_026)
    taken = {(c.surname, c.given) for c in CAST.values()}
    found: list[Child] = []
    for number in count(1):
        surname, given = draw.choice(_FAMILY).replace("_", " "), draw.choice(_GIVEN).replace("_", " ")
        if (surname, given) in taken:
            continue
        mother = Kin("mother", draw.choice(_FAMILY).replace("_", " "), draw.choice(_GIVEN).replace("_", " "),
                     f"3{draw.randrange(20, 99)} {draw.randrange(10**6, 10**7)}")
        found.append(Child(surname, given, f"{2005 + number % 13}/{1000 + number // 13:04d}",
                           f"{draw.randrange(2005, 2024)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}", None,
                           draw.choice("MF"), draw.choice(["C800", "H615", "A794", "G853"]),
                           f"Via {draw.choice(_FAMILY).replace('_', ' ')}, {draw.randrange(1, 90)}", kin=(mother,),
                           closed=draw.choice([None, "2023-03-03"]), worker=draw.choice(["rossi", "villa"])))
        if len(found) == size:
            return found
    raise AssertionError("counting never ends")
