"""What the invented diaries, referrals and headers say: short Italian sentences as an office writes them."""

from __future__ import annotations

from typing import NamedTuple

from minori_tui.data.demo.draw import spread


class Entry(NamedTuple):
    """A kind of diary entry: kind, nature, outcome, who spoke or was met, the role that writes it, reserved, text."""

    kind: str
    nature: str | None
    outcome: str | None
    by_whom: str | None
    role: str
    reserved: int
    text: str


_WORKER, _PSYCHOLOGIST, _EDUCATOR = "social_worker", "psychologist", "educator"

ENTRIES = spread([
    (Entry("interview", "statement", "held", "madre", _WORKER, 0,
           "La madre riferisce un periodo più tranquillo; chiede un aiuto per i compiti del pomeriggio."), 8),
    (Entry("interview", "statement", "held", "padre", _WORKER, 0,
           "Il padre riferisce turni di lavoro serali e chiede di spostare gli incontri al sabato."), 6),
    (Entry("interview", "fact", "held", "genitori", _WORKER, 0,
           "Colloquio con entrambi i genitori: concordato il calendario delle visite fino a fine mese."), 5),
    (Entry("interview", "fact", "missed", "madre", _WORKER, 0,
           "La madre non si è presentata al colloquio fissato; avvisata telefonicamente, nuova data da concordare."), 3),
    (Entry("interview", "evaluation", "held", None, _PSYCHOLOGIST, 1,
           "Colloquio individuale: buona disponibilità, umore altalenante. Si propone un ciclo di cinque incontri."), 4),
    (Entry("interview", "statement", "held", "minore", _EDUCATOR, 0,
           "Racconta volentieri della squadra di calcio; a scuola dice di trovarsi bene con i compagni."), 4),
    (Entry("home_visit", "fact", "held", "famiglia", _WORKER, 0,
           "Visita domiciliare: casa in ordine, camera dei bambini separata, presenti madre e nonna."), 6),
    (Entry("home_visit", "evaluation", "held", "famiglia", _EDUCATOR, 0,
           "La visita conferma una buona cura quotidiana; da sostenere le regole sull'uso del telefono."), 3),
    (Entry("home_visit", "fact", "missed", None, _WORKER, 0, "Visita concordata: nessuno risponde al citofono alle 16.30."), 1),
    (Entry("telephone", "fact", None, "madre", _WORKER, 0, "Telefonata: conferma l'appuntamento di giovedì."), 6),
    (Entry("telephone", "statement", None, "nonna materna", _WORKER, 0,
           "La nonna segnala che il nipote dorme da lei due notti a settimana."), 2),
    (Entry("telephone", "statement", None, "insegnante", _EDUCATOR, 0,
           "L'insegnante di classe riferisce assenze frequenti il lunedì e compiti non svolti."), 3),
    (Entry("team_meeting", "evaluation", "held", None, _PSYCHOLOGIST, 0,
           "Équipe: si conferma il progetto, verifica tra tre mesi. Punti di forza: rete parentale e scuola."), 5),
    (Entry("network_meeting", "fact", "held", None, _WORKER, 0,
           "Incontro di rete con neuropsichiatria e scuola: condiviso il piano educativo, referente la scuola."), 3),
    (Entry("school_meeting", "fact", "held", "insegnanti", _EDUCATOR, 0,
           "Incontro con le insegnanti: frequenza regolare, migliora la lettura, restano difficoltà in matematica."), 5),
    (Entry("report_received", "fact", None, None, _WORKER, 0, "Ricevuta la relazione della cooperativa sull'intervento."), 3),
    (Entry("letter", "fact", None, None, _WORKER, 0, "Inviata ai genitori la convocazione per il colloquio di restituzione."), 2),
    (Entry("review", "evaluation", "held", None, _WORKER, 0,
           "Verifica del progetto: obiettivi raggiunti in parte, si prosegue con due ore settimanali in meno."), 4),
    (Entry("note", None, None, None, _WORKER, 0, "Da richiedere il certificato di frequenza alla segreteria della scuola."), 3),
    (Entry("note", "evaluation", None, None, _PSYCHOLOGIST, 1,
           "Nota riservata: elementi clinici da approfondire con la neuropsichiatria prima della restituzione."), 2),
], 100)
MOMENTS = ("08:30", "09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "12:00", "14:00", "14:30", "15:00", "15:30",
           "16:00", "16:30", "17:00", "17:30", "18:00")

# codes of the list referral_source with their share
SOURCES = spread([("11", 30), ("13", 16), ("10", 12), ("8", 18), ("3", 8), ("5", 6), ("2", 5), ("9", 3), ("14", 2), ("4", 1),
                  ("1", 2), ("6", 1)], 104)
# codes of the list closing_reason with their share (coming of age, 3, follows from the dates)
REASONS = spread([("4", 50), ("5", 14), ("1", 12), ("2", 6), ("7", 4), ("6", 3), ("9", 6)], 95)
REFERRAL_NOTES = spread([
    (None, 6), ("Richiesta di indagine psico-sociale sul nucleo familiare.", 3),
    ("Segnalazione per assenze prolungate da scuola.", 2), ("Conflitto tra i genitori in fase di separazione.", 3),
    ("Richiesta di sostegno educativo da parte dei genitori.", 3), ("Verbale di intervento per lite in famiglia.", 1),
    ("Difficoltà economiche e abitative del nucleo.", 1), ("Fragilità genitoriale, nucleo già noto al servizio.", 2)], 40)
STRENGTHS = spread([
    (None, 8), ("Gioca a calcio, molto legato alla sorella; vorrebbe un cane", 1), ("Ama disegnare e cucinare con la nonna", 1),
    ("Suona nella banda del paese; chiede di restare nella sua scuola", 1), ("Curiosità per gli animali, buona memoria", 1),
    ("Va in montagna con lo zio; vuole diventare meccanico", 1), ("Legge molto, ama stare con i più piccoli", 1)], 28)
CLOSING_NOTES = spread([(None, 6), ("Obiettivi del progetto raggiunti; la famiglia può rivolgersi di nuovo al servizio.", 2),
                        ("Fascicolo trasmesso al servizio competente.", 1)], 18)
LONG_ENTRY = ("Restituzione ai genitori della valutazione. Si ripercorrono gli incontri svolti, quanto detto da ciascuno e "
              "quanto osservato dagli operatori, tenendo distinti i fatti dalle dichiarazioni e dalle valutazioni. ")
