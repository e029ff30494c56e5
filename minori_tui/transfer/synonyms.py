"""The words that offices write above their columns, and the field each one means.

Measured on the headers of real files: exact synonyms after folding, then again without noise words, map 74 of 84 and
none wrongly; likeness of letters maps up to 19 wrongly ("Nome padre" to the child's name). So only these words map;
likeness is kept for wording a suggestion (``mapping.nearest``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from minori_tui.domain.text import fold
from minori_tui.transfer.kinds import KINDS, Kind

FULL_NAME = "full_name"  # one column with surname and given name
CONTACTS = "contacts"  # one column with telephones and e-mails
IGNORED = "-"  # row numbers and the columns this program adds to files of rejected rows

REJECT_COLUMNS = ("minori_row", "minori_reason")
EXTRA_COLUMN = "minori_extra"

_PERSON = {
    "surname": "cognome|surname|last name|family name|lastname|cognome minore|cognome del minore|cognome avvocato",
    "given_name": "nome|name|given name|first name|forename|firstname|nome minore|nome del minore|nome di battesimo",
    FULL_NAME: "cognome e nome|cognome nome|nome e cognome|nome cognome|nominativo|nominativi|full name|contact name|"
               "complete name|nome completo|surname and name|surname name|name and surname|name surname|cognome/nome",
    "fiscal_code": "codice fiscale|cod fiscale|cod fisc|c.f.|cf|fiscal code|tax code|codfis|codicefiscale minore",
    "sex": "sesso|genere|sex|gender|m/f|f/m",
    "birth_date": "data di nascita|data nascita|nato il|nata il|nato/a il|nascita|birth date|date of birth|birthdate|dob|"
                  "birthday|data nasc|d.d.n.",
    "birth_place": "luogo di nascita|luogo nascita|comune di nascita|comune nascita|nato a|nata a|nato/a a|birth place|"
                   "place of birth|birthplace|citta di nascita",
    "citizenship": "cittadinanza|nazionalita|citizenship|nationality",
    "comune": "comune|citta|residenza|comune di residenza|comune residenza|citta di residenza|comune di domicilio|"
              "municipality|city|town|localita|paese",
    "address": "indirizzo|via|indirizzo di residenza|indirizzo residenza|indirizzo abitazione|address|street|"
               "street address|recapito postale|domicilio|sede",
    "phone": "telefono|tel|telefoni|numero di telefono|n. telefono|num telefono|tel. fisso|telefono fisso|telefono casa|"
             "phone|telephone|phone number|telephone number|tel/cell|telefono/cellulare|recapito telefonico|"
             "recapiti telefonici|fisso",
    "mobile": "cellulare|cell|cellulari|mobile|telefonino|telefono cellulare|tel. cellulare|tel. mobile|mobile phone|"
              "cell phone|numero di cellulare|n. cellulare",
    "email": "email|e-mail|mail|posta elettronica|indirizzo email|indirizzo e-mail|indirizzo mail|"
             "indirizzo di posta elettronica|email address|e-mail address|posta elettronica ordinaria|peo",
    CONTACTS: "recapiti|recapito|contatti|contatto|contacts|telefono e mail|telefono e email|telefono/email|"
              "tel. e e-mail|telefono ed e-mail|recapiti telefonici e mail|telefono e-mail|tel/mail|tel. / e-mail",
    "notes": "note|annotazioni|osservazioni|notes|note varie|commenti|remarks|comments|note e osservazioni",
}

_CASE = {
    "file_number": "fascicolo|n. fascicolo|numero fascicolo|num fascicolo|nr fascicolo|codice fascicolo|pratica|n. pratica|"
                   "numero pratica|file number|case|case number|case id|cartella|n. cartella|numero cartella|id fascicolo|"
                   "codice caso|codice minore",
}

_ORDER_NUMBER = ("n. decreto|numero decreto|decreto n.|nr decreto|num decreto|n. provvedimento|numero provvedimento|"
                 "numero del provvedimento|provvedimento n.|nr provvedimento|num provvedimento|n. ordinanza|numero ordinanza|"
                 "numero del decreto|n. cronologico|cronologico|n. cron.|cron.|order number|decree number|n. provv. ag|"
                 "n. provvedimento ag|numero provv.|n. provv.")

SYNONYMS: dict[str, dict[str, str]] = {
    "people": _PERSON | {
        "protected_address": "indirizzo riservato|indirizzo protetto|indirizzo segreto|protected address",
    },
    "cases": _PERSON | _CASE | {
        FULL_NAME: _PERSON[FULL_NAME] + "|minore|minori|cognome e nome minore|cognome e nome del minore|nome minore cognome|"
                                        "utente|bambino|ragazzo|child|child name|nominativo minore|nominativo del minore",
        "msna": "msna|minore straniero non accompagnato|non accompagnato|unaccompanied",
        "mother": "madre|mother|nome madre|nome della madre|nominativo madre|cognome e nome madre|"
                  "cognome e nome della madre|mamma",
        "father": "padre|father|nome padre|nome del padre|nominativo padre|cognome e nome padre|cognome e nome del padre|papa",
        "household": "nucleo familiare|nucleo|famiglia|household|family",
        "siblings": "fratelli e sorelle|fratelli|fratelli/sorelle|siblings|fratria",
        "referral_source": "segnalante|ente segnalante|fonte segnalazione|segnalato da|inviante|ente inviante|"
                           "referral source|referred by",
        "referral_date": "data segnalazione|data della segnalazione|segnalato il|segnalazione del|referral date|referred on",
        "opened_on": "data apertura|apertura|data di apertura|aperto il|data presa in carico|presa in carico|in carico dal|"
                     "data di presa in carico|opened on|opened|open date|opening date|inizio presa in carico",
        "closed_on": "data chiusura|chiusura|data di chiusura|chiuso il|closed on|closed|closing date|data dimissione|"
                     "fine presa in carico",
        "closing_reason": "motivo chiusura|motivo di chiusura|motivo della chiusura|causa chiusura|closing reason",
        "social_worker": "assistente sociale|as|a.s.|as referente|assistente sociale referente|social worker|"
                         "referente|as di riferimento|case manager|operatore referente",
        "psychologist": "psicologo|psicologa|psicologo/a|psychologist",
        "educator": "educatore|educatrice|educatore/educatrice|educator",
        "school": "scuola|istituto scolastico|scuola frequentata|school",
    },
    "events": _CASE | {
        "at": "data e ora|data|data evento|data dell'evento|quando|il|at|date|datetime|date and time|moment|data/ora|"
              "data colloquio|data incontro",
        "kind": "tipo|tipo evento|tipo di evento|tipologia|tipologia evento|kind|type|event type|evento|attivita",
        "nature": "natura|natura del contenuto|nature",
        "outcome": "esito|outcome|esito incontro",
        "by_whom": "a cura di|da chi|soggetto|by whom|by|svolto da",
        "intervention": "intervento|codice intervento|intervention",
        "author": "autore|operatore|author|redatto da|registrato da|scritto da",
        "reserved": "riservato|riservata|reserved|confidential",
        "text": "testo|descrizione|contenuto|text|description|note|annotazioni|relazione|oggetto|sintesi",
    },
    "orders": _CASE | {
        "authority": "autorita|autorita giudiziaria|ag|a.g.|tribunale|organo|ufficio giudiziario|emesso da|autorita emittente|"
                     "autorita procedente|autorita competente|ente emittente|court|authority|issued by",
        "registry_number": "r.g.|n. r.g.|numero r.g.|n.r.g.|r.g.n.|r.g. n.|ruolo generale|numero di ruolo|n. ruolo|"
                           "procedimento|n. procedimento|numero procedimento|r.g.v.g.|n. r.g.v.g.|registry number",
        "order_number": _ORDER_NUMBER,
        "kind": "tipo|tipo provvedimento|tipo di provvedimento|tipologia|tipologia provvedimento|provvedimento|misura|"
                "oggetto|oggetto del provvedimento|kind|type|order kind|order type",
        "filed_on": "data deposito|deposito|depositato il|data di deposito|data deposito cancelleria|deposito in cancelleria|"
                    "data deposito in cancelleria|data decreto|data del decreto|data provvedimento|data del provvedimento|"
                    "data emissione|emesso il|filed on|filed|order date",
        "received_on": "data protocollo|protocollo del|prot. del|data prot.|data arrivo|data di arrivo|pervenuto il|"
                       "ricevuto il|data ricezione|data di ricezione|data notifica|data di notifica|notificato il|notifica|"
                       "data comunicazione|comunicato il|received on|received",
        "occurred_at": "data e ora allontanamento|data e ora dell'allontanamento|data/ora allontanamento|"
                       "messa in sicurezza|data e ora messa in sicurezza|data e ora collocamento|data e ora esecuzione|"
                       "eseguito il|occurred at|removed at",
        "effective_on": "decorrenza|data decorrenza|data di decorrenza|con decorrenza dal|efficace dal|in vigore dal|"
                        "effective on|effective from",
        "duration_months": "durata|durata mesi|durata in mesi|mesi|n. mesi|numero mesi|duration|duration in months",
        "report_every_months": "relazione ogni mesi|relazioni ogni mesi|relazione ogni|relazioni ogni|periodicita|"
                               "periodicita relazioni|periodicita relazione|periodicita aggiornamenti|aggiornamento ogni|"
                               "cadenza relazioni|frequenza relazioni|report every|report every months",
        "due_on": "termine fissato|termine|termine assegnato|scadenza|data scadenza|entro il|relazione entro|"
                  "relazione entro il|termine relazione|scadenza relazione|due on|due|due date|deadline",
        "mother_responsibility": "responsabilita madre|responsabilita della madre|responsabilita genitoriale madre|"
                                 "responsabilita genitoriale della madre|potesta madre|mother responsibility",
        "father_responsibility": "responsabilita padre|responsabilita del padre|responsabilita genitoriale padre|"
                                 "responsabilita genitoriale del padre|potesta padre|father responsibility",
        "text": "testo|dispositivo|contenuto|prescrizioni|disposizioni|descrizione|sintesi|note|annotazioni|text|notes",
    },
    "interventions": _CASE | {
        "kind": "intervento|tipo|tipo intervento|tipo di intervento|tipologia|tipologia intervento|tipologia di intervento|"
                "servizio|prestazione|kind|type|intervention|intervention kind|intervention type",
        "started_on": "data inizio|inizio|data di inizio|data inizio intervento|inizio intervento|dal|data avvio|"
                      "data di avvio|avvio|avviato il|data attivazione|attivazione|attivato il|data inserimento|inserito il|"
                      "decorrenza|data decorrenza|start|start date|started on|started|from",
        "planned_end": "fine prevista|data fine prevista|data prevista fine|termine previsto|conclusione prevista|"
                       "scadenza|scadenza prevista|data scadenza|planned end|expected end",
        "ended_on": "data fine|fine|data di fine|data fine intervento|fine intervento|al|data chiusura|chiusura|chiuso il|"
                    "data conclusione|conclusione|concluso il|data dimissione|dimissioni|dimesso il|data cessazione|"
                    "cessazione|cessato il|end|end date|ended on|ended|to",
        "end_reason": "motivo fine|motivo della fine|motivo fine intervento|motivo chiusura|motivo di chiusura|"
                      "motivo conclusione|motivo dimissione|motivo dimissioni|motivo cessazione|causa chiusura|end reason",
        "consent": "forma|forma intervento|forma dell'intervento|consenso|consensuale/giudiziale|giudiziale/consensuale|"
                   "consensuale o giudiziale|titolo|consent",
        "order_number": _ORDER_NUMBER + "|decreto|provvedimento",
        "provider": "ente|cooperativa|coop.|coop|cooperativa sociale|ente erogatore|erogatore|ente gestore|gestore|"
                    "soggetto gestore|fornitore|svolto da|associazione|provider",
        "family": "famiglia affidataria|famiglia|affidatari|affidatario|affidataria|affidatario/a|nucleo affidatario|"
                  "famiglia accogliente|family|foster family|carers|foster carers",
        "facility": "struttura|nome struttura|denominazione struttura|codice struttura|comunita|comunita alloggio|"
                    "casa famiglia|centro diurno|unita di offerta|facility|facility code|home",
        "weekly_hours": "ore settimanali|ore settimana|ore/settimana|ore a settimana|ore sett.|ore alla settimana|ore|"
                        "n. ore|n. ore settimanali|h/sett|h settimanali|weekly hours|hours per week|hours a week",
        "nights_per_week": "notti a settimana|notti|notti settimana|notti/settimana|notti settimanali|n. notti|"
                           "notti alla settimana|nights|nights per week|nights a week",
        "daily_fee": "retta giornaliera|retta|retta die|retta al giorno|costo giornaliero|tariffa giornaliera|tariffa|"
                     "importo giornaliero|quota giornaliera|daily fee|fee|per diem",
        "with_whom": "con chi|incontri con|incontro con|persona incontrata|genitore incontrato|parente incontrato|with whom",
        "notes": _PERSON["notes"],
    },
    "lawyers": _PERSON | {
        FULL_NAME: _PERSON[FULL_NAME] + "|avvocato|avvocati|avv.|avv|legale|legali|lawyer|professionista|"
                                        "nominativo avvocato|nome avvocato|cognome e nome avvocato|nome legale",
        "title": "titolo|titolo professionale|title|qualifica|prefix",
        "bar": "foro|foro di appartenenza|ordine|ordine di appartenenza|ordine avvocati|albo|bar|bar association|"
               "iscritto al foro di|foro di|ordine degli avvocati di|coa",
        "bar_number": "numero di iscrizione|n. iscrizione|n. tessera|numero tessera|tessera|n. iscrizione albo|n. albo|"
                      "numero iscrizione albo|nr tessera|num tessera|tesserino|n. tesserino|bar number|registration number|"
                      "n. iscr. albo|n. iscr|numero albo",
        "enrolled_on": "data di iscrizione|data iscrizione|iscritto dal|iscritto il|data iscrizione albo|enrolled on|"
                       "enrolment date|anzianita|data di iscrizione all'albo",
        "supreme_court": "cassazionista|patrocinante in cassazione|cassazione|patrocinio in cassazione|supreme court|"
                         "abilitato giurisdizioni superiori",
        "firm": "studio|studio legale|nome studio|denominazione studio|organisation name|organization name|law firm|"
                "law firm name|firm|firm name|organisation|organization|company|studio associato",
        "address": _PERSON["address"] + "|indirizzo studio|indirizzo studio legale|sede studio|domicilio professionale",
        "postcode": "cap|c.a.p.|codice postale|codice avviamento postale|postcode|post code|postal code|zip|zip code",
        "city": "citta|comune|citta studio|comune studio|localita|sede|city|town|municipality|comune dello studio",
        "province": "provincia|prov|prov.|pr|sigla provincia|province",
        "fax": "fax|n. fax|numero fax|telefax|fax number",
        "pec": "pec|indirizzo pec|posta elettronica certificata|posta certificata|e-mail pec|mail pec|email pec|"
               "certified email|domicilio digitale",
        "website": "sito web|sito|sito internet|web|website|web site|url|www|homepage",
        "languages": "lingue|lingue straniere|lingue parlate|lingue conosciute|languages|lingua",
        "subjects": "materie|materia|materie di competenza|aree di competenza|aree|competenze|specializzazione|"
                    "specializzazioni|settori|settore|ambiti|legal practice areas|practice areas|practice area|subjects|"
                    "areas of practice|ambiti di attivita|materie trattate|specialties",
        "legal_aid": "gratuito patrocinio|patrocinio a spese dello stato|patrocinio gratuito|pss|legal aid|"
                     "patrocinio spese stato|elenco patrocinio a spese dello stato|g.p.",
        "minors_curator": "curatore speciale|curatore del minore|curatore speciale del minore|curatore speciale minori|"
                          "elenco curatori|curatore|curatore speciale minore|minors curator",
        "insurer": "compagnia assicurativa|assicurazione|compagnia|polizza|insurer|insurance company",
        "insurance_expiry": "scadenza polizza|scadenza assicurazione|polizza scadenza|scadenza della polizza|insurance expiry",
        "joined_on": "data ingresso|data adesione|adesione|data di adesione|ingresso|joined on|joined",
        "left_on": "data uscita|data cancellazione|cancellato il|uscita|left on|left",
        "max_turns": "turni massimi|max turni|numero massimo turni|n. max turni|turni|max turns",
    },
    "facilities": {f: _PERSON[f] for f in ("sex", "comune", "address", "phone", "email", "notes", CONTACTS)} | {
        "facility_code": "codice struttura|codice|cod struttura|cudes|codice cudes|id struttura|facility code",
        "name": "denominazione|nome|nome struttura|struttura|denominazione struttura|comunita|name|facility|facility name|"
                "unita di offerta|denominazione unita di offerta",
        "kind": "tipo|tipologia|tipo struttura|tipologia struttura|tipologia unita di offerta|tipo di struttura|kind|type",
        "family_type": "di tipo familiare|tipo familiare|family type",
        "manager": "ente gestore|gestore|ente|soggetto gestore|manager|managing body",
        "coordinator": "coordinatore|coordinatrice|responsabile|coordinator",
        "pec": "pec|indirizzo pec|posta elettronica certificata|e-mail pec",
        "places": "posti|n. posti|numero posti|capienza|capacita ricettiva|posti autorizzati|posti accreditati|places|beds",
        "age_from": "eta da|eta minima|eta min|da eta|dai anni|age from|min age",
        "age_to": "eta a|eta massima|eta max|a eta|age to|max age",
        "daily_fee": "retta giornaliera|retta|retta die|tariffa|costo giornaliero|retta al giorno|daily fee|fee",
    },
}

_IGNORED = frozenset({"n", "nr", "num", "no", "numero", "prog", "progr", "progressivo", "nord", "nordine", "riga", "row",
                      "rownumber", *(c.replace("_", "") for c in REJECT_COLUMNS)})
_NOISE_WORDS = (
    "il lo la i gli le l un del dello della dei degli delle dell di d al alla all the of "
    "anagrafica anagrafici dati recapiti contatti residenza domicilio minore utente "
    "avvocato avv legale legali studio ufficio professionale professionista principale personale "
    "albo scuola resp responsabile struttura 1 2 3 4 eventuale eventuali"
)
_NOISE = frozenset(_NOISE_WORDS.split())
_PARENTHESES = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_SPACES = str.maketrans(dict.fromkeys("'’`´º°", " "))


@lru_cache(maxsize=8192)
def words_of(header: str) -> tuple[str, ...]:
    """The words of a header, folded: no accents, case, footnote marks, punctuation, camelCase opened."""
    if len(header) > 200:
        return ()
    text = _CAMEL.sub(" ", _PARENTHESES.sub(" ", header))
    return tuple(fold(text.translate(_SPACES)).split())


def squash(header: str) -> str:
    """The folded words of a header without the spaces between them: ``C.A.P.`` and ``cap`` are one."""
    return "".join(words_of(header))


@lru_cache(maxsize=32)
def vocabulary(kind_name: str) -> dict[str, str]:
    """Squashed header -> target, for one kind. Canonical names and Italian titles win over synonyms."""
    kind = KINDS[kind_name]
    table: dict[str, str] = {}
    for target, words in SYNONYMS.get(kind_name, {}).items():
        if target not in (*kind.names, FULL_NAME, CONTACTS):
            continue
        for word in words.split("|"):
            table.setdefault(squash(word), target)
    for spec in kind.fields:
        table[squash(spec.title)] = spec.name
        table[squash(spec.name)] = spec.name
    return table


@lru_cache(maxsize=8192)
def _target(kind_name: str, header: str) -> str | None:
    words = words_of(header)
    whole = "".join(words)
    if not whole:
        return IGNORED if header.strip() == "#" else None
    known = vocabulary(kind_name)
    if whole in known:
        return known[whole]
    if whole in _IGNORED or whole.startswith(EXTRA_COLUMN.replace("_", "")):
        return IGNORED
    rest = [w for w in words if w not in _NOISE]
    return known.get("".join(rest)) if rest and len(rest) < len(words) else None


def target_of(kind: Kind, header: str) -> str | None:
    """The field (or FULL_NAME, CONTACTS, IGNORED) a header means for a kind; None when no word of ours fits."""
    return _target(kind.name, header)


def hits(kind: Kind, cells: Sequence[str]) -> int:
    """How many distinct fields of a kind the cells of a row name."""
    return len({t for c in cells if c and (t := _target(kind.name, c)) and t != IGNORED})


def best_hits(cells: Sequence[str]) -> int:
    """The same for the kind that fits best: how much a row looks like a header of anything."""
    return max(hits(kind, cells) for kind in KINDS.values())
