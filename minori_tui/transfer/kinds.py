"""The kinds of record that files carry, and their fields: one declaration each, read by everything else.

A field has a canonical English name (header of English templates and exports), an Italian title (header of Italian
ones), and the parser its cells go through (``domain.fields``). To add a kind, declare it in ``KINDS``; the words that
offices use for its columns go to ``synonyms.py``.
"""

from __future__ import annotations

from dataclasses import dataclass

from minori_tui.domain import fields, moments
from minori_tui.domain.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a kind: name, Italian title, parser of its cells and what it is to the record."""

    name: str
    title: str
    parse: fields.Parser = fields.plain_text
    codes: str = ""  # code list whose codes and words the cells must be of
    required: bool = False
    key: bool = False  # identifies a record on the next import
    dated: bool = False  # holds a date, which a spreadsheet may give as a number of days
    many: bool = False  # takes several values, joined by "; ", from one or more columns


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its fields in the order of templates and exports."""

    name: str
    title: str
    fields: tuple[FieldSpec, ...]
    adults: bool = False  # its persons are of age: decides the century of a fiscal code

    def field(self, name: str) -> FieldSpec:
        """The declaration of a field; KeyError when the kind has no such field."""
        return {f.name: f for f in self.fields}[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The canonical names, in order."""
        return tuple(f.name for f in self.fields)

    @property
    def titles(self) -> tuple[str, ...]:
        """The Italian titles, in order."""
        return tuple(f.title for f in self.fields)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the fields no record can be without."""
        return tuple(f.name for f in self.fields if f.required)


_F = FieldSpec
_DATE = fields.date_of()
_BIRTH = fields.date_of("birth")
_COUNT = fields.whole_number(0, 9999)

PEOPLE = Kind("people", "Persone", (
    _F("fiscal_code", "Codice fiscale", fields.tax_code, key=True),
    _F("surname", "Cognome", fields.person_name, required=True),
    _F("given_name", "Nome", fields.person_name, required=True),
    _F("sex", "Sesso", fields.sex),
    _F("birth_date", "Data di nascita", _BIRTH, dated=True),
    _F("birth_place", "Luogo di nascita"),
    _F("citizenship", "Cittadinanza"),
    _F("comune", "Comune"),
    _F("address", "Indirizzo"),
    _F("phone", "Telefono", fields.phone, many=True),
    _F("mobile", "Cellulare", fields.phone, many=True),
    _F("email", "E-mail", fields.email, many=True),
    _F("protected_address", "Indirizzo riservato", fields.yes_no),
    _F("notes", "Note", fields.note),
))

CASES = Kind("cases", "Fascicoli", (
    _F("file_number", "Fascicolo", key=True),
    _F("surname", "Cognome", fields.person_name, required=True),
    _F("given_name", "Nome", fields.person_name, required=True),
    _F("sex", "Sesso", fields.sex),
    _F("birth_date", "Data di nascita", _BIRTH, dated=True, required=True),
    _F("birth_place", "Luogo di nascita"),
    _F("fiscal_code", "Codice fiscale", fields.tax_code),
    _F("citizenship", "Cittadinanza"),
    _F("msna", "MSNA", fields.yes_no),
    _F("comune", "Comune", required=True),
    _F("address", "Indirizzo"),
    _F("phone", "Telefono", fields.phone, many=True),
    _F("mother", "Madre"),
    _F("father", "Padre"),
    _F("household", "Nucleo familiare"),
    _F("siblings", "Fratelli e sorelle", fields.listing, many=True),
    _F("referral_source", "Segnalante"),
    _F("referral_date", "Data segnalazione", _DATE, dated=True),
    _F("opened_on", "Data apertura", _DATE, dated=True, required=True),
    _F("closed_on", "Data chiusura", fields.date_of(open_end=True), dated=True),
    _F("closing_reason", "Motivo chiusura"),
    _F("social_worker", "Assistente sociale"),
    _F("psychologist", "Psicologo"),
    _F("educator", "Educatore"),
    _F("school", "Scuola"),
    _F("notes", "Note", fields.note),
))

EVENTS = Kind("events", "Eventi", (
    _F("file_number", "Fascicolo", required=True),
    _F("at", "Data e ora", moments.moment_of(), dated=True, required=True),
    _F("kind", "Tipo", codes="event_kind", required=True),
    _F("nature", "Natura", codes="event_nature"),
    _F("outcome", "Esito", codes="event_outcome"),
    _F("by_whom", "A cura di"),
    _F("intervention", "Intervento"),
    _F("author", "Autore"),
    _F("reserved", "Riservato", fields.yes_no),
    _F("text", "Testo", fields.note),
))

ORDERS = Kind("orders", "Provvedimenti", (
    _F("file_number", "Fascicolo", required=True, key=True),
    _F("authority", "Autorità", required=True),
    _F("registry_number", "Numero R.G."),
    _F("order_number", "Numero provvedimento", key=True),
    _F("kind", "Tipo", codes="order_kind", required=True),
    _F("filed_on", "Data deposito", _DATE, dated=True),
    _F("received_on", "Data arrivo", _DATE, dated=True),
    _F("occurred_at", "Data e ora allontanamento", moments.moment_of(), dated=True),
    _F("effective_on", "Decorrenza", _DATE, dated=True),
    _F("duration_months", "Durata in mesi", _COUNT),
    _F("report_every_months", "Relazione ogni mesi", _COUNT),
    _F("due_on", "Termine fissato", _DATE, dated=True),
    _F("mother_responsibility", "Responsabilità madre", codes="parent_measure"),
    _F("father_responsibility", "Responsabilità padre", codes="parent_measure"),
    _F("text", "Testo", fields.note),
))

INTERVENTIONS = Kind("interventions", "Interventi", (
    _F("file_number", "Fascicolo", required=True, key=True),
    _F("kind", "Intervento", codes="intervention_kind", required=True, key=True),
    _F("started_on", "Data inizio", _DATE, dated=True, required=True, key=True),
    _F("planned_end", "Fine prevista", fields.date_of(open_end=True), dated=True),
    _F("ended_on", "Data fine", fields.date_of(open_end=True), dated=True),
    _F("end_reason", "Motivo fine"),  # of a code list that depends on the kind (domain.interventions.end_list)
    _F("consent", "Forma", codes="consent"),
    _F("order_number", "Numero provvedimento"),
    _F("provider", "Ente"),
    _F("family", "Famiglia affidataria"),
    _F("facility", "Struttura"),
    _F("weekly_hours", "Ore settimanali", fields.hours),
    _F("nights_per_week", "Notti a settimana", _COUNT),
    _F("daily_fee", "Retta giornaliera", fields.money),
    _F("with_whom", "Con chi"),
    _F("notes", "Note", fields.note),
))

LAWYERS = Kind("lawyers", "Avvocati", (
    _F("surname", "Cognome", fields.person_name, required=True),
    _F("given_name", "Nome", fields.person_name, required=True),
    _F("fiscal_code", "Codice fiscale", fields.tax_code, key=True),
    _F("title", "Titolo"),
    _F("bar", "Foro"),
    _F("bar_number", "Numero di iscrizione", key=True),
    _F("enrolled_on", "Data di iscrizione", _DATE, dated=True),
    _F("supreme_court", "Cassazionista", fields.yes_no),
    _F("firm", "Studio"),
    _F("address", "Indirizzo"),
    _F("postcode", "CAP", fields.postcode),
    _F("city", "Città", fields.plain_text),
    _F("province", "Provincia", fields.province),
    _F("phone", "Telefono", fields.phone, many=True),
    _F("mobile", "Cellulare", fields.phone, many=True),
    _F("fax", "Fax", fields.phone, many=True),
    _F("email", "E-mail", fields.email, many=True),
    _F("pec", "PEC", fields.pec, many=True),
    _F("website", "Sito web"),
    _F("languages", "Lingue", fields.listing, many=True),
    _F("subjects", "Materie", fields.listing, many=True),
    _F("legal_aid", "Gratuito patrocinio", fields.yes_no),
    _F("minors_curator", "Curatore speciale del minore", fields.yes_no),
    _F("insurer", "Compagnia assicurativa"),
    _F("insurance_expiry", "Scadenza polizza", _DATE, dated=True),
    _F("joined_on", "Data ingresso", _DATE, dated=True),
    _F("left_on", "Data uscita", fields.date_of(open_end=True), dated=True),
    _F("max_turns", "Turni massimi", _COUNT),
    _F("notes", "Note", fields.note),
), adults=True)

FACILITIES = Kind("facilities", "Strutture", (
    _F("facility_code", "Codice struttura", key=True),
    _F("name", "Denominazione", required=True),
    _F("kind", "Tipo", codes="facility_kind", required=True),
    _F("family_type", "Di tipo familiare", fields.yes_no),
    _F("manager", "Ente gestore"),
    _F("coordinator", "Coordinatore"),
    _F("comune", "Comune"),
    _F("address", "Indirizzo"),
    _F("phone", "Telefono", fields.phone, many=True),
    _F("email", "E-mail", fields.email, many=True),
    _F("pec", "PEC", fields.pec, many=True),
    _F("places", "Posti", _COUNT),
    _F("age_from", "Età da", _COUNT),
    _F("age_to", "Età a", _COUNT),
    _F("sex", "Sesso", fields.sex),
    _F("daily_fee", "Retta giornaliera", fields.money),
    _F("notes", "Note", fields.note),
))

KINDS: dict[str, Kind] = {k.name: k for k in (PEOPLE, CASES, ORDERS, INTERVENTIONS, EVENTS, LAWYERS, FACILITIES)}


def kind_named(name: str) -> Kind:
    """The kind of that English or Italian name; InvalidInput with code ``no-such-kind`` lists those there are."""
    wanted = name.strip().lower()
    for kind in KINDS.values():
        if wanted in (kind.name, kind.title.lower()):
            return kind
    raise InvalidInput("{kind} is not a kind of record: choose among {kinds}", code="no-such-kind", kind=name,
                       kinds=", ".join(KINDS))
