"""What invented orders, interventions and contacts say: short Italian sentences as courts and offices write them."""

from __future__ import annotations

from minori_tui.data.demo.draw import spread

SEATS = ("Brescia", "Milano", "Torino", "Roma", "Napoli", "Bologna", "Firenze", "Venezia", "Palermo", "Bari", "Catania", "Genova")
"""Seats of juvenile courts for archives of the whole country."""
COURTS = (("juvenile_court", "Tribunale per i Minorenni di {}"),
          ("juvenile_prosecutor", "Procura della Repubblica presso il Tribunale per i Minorenni di {}"),
          ("guardianship_judge", "Giudice Tutelare di {}"), ("ordinary_court", "Tribunale Ordinario di {}"),
          ("mayor", "Sindaco di {}"))

ORDER_TEXTS = {
    "foster_care": "Dispone l'affidamento familiare; il Servizio regola i rapporti con i genitori e relaziona ogni sei mesi.",
    "service_custody": "Affida il minore al servizio sociale del Comune, con limitazione della responsabilità dei genitori.",
    "residential": "Dispone il collocamento in comunità; il Servizio regola gli incontri con i genitori.",
    "home_support": "Incarica il Servizio di avviare l'assistenza educativa domiciliare.",
    "supervised_contact": "Dispone incontri protetti tra il minore e il genitore non convivente, alla presenza di un educatore.",
    "inquiry": "Chiede al Servizio un'indagine sulle condizioni di vita del minore e sulle capacità dei genitori.",
    "monitoring": "Incarica il Servizio di seguire il nucleo e di riferire periodicamente.",
    "emergency_removal": "Collocamento in luogo sicuro ai sensi dell'art. 403 c.c.",
    "extended_care": "Dispone la prosecuzione degli interventi fino al compimento del ventunesimo anno.",
    "adoptability": "Dichiara lo stato di adottabilità e sospende i genitori dalla responsabilità.",
    "extension": "Proroga l'affidamento: il rientro recherebbe grave pregiudizio al minore.",
    "revocation": "Revoca il provvedimento che precede.",
    "other": "Autorizza il rilascio del documento valido per l'espatrio.",
}
SITUATION = {
    "agreed": "Nessun provvedimento: progetto in accordo con la famiglia",
    "inquiry": "Indagine richiesta dall'autorità giudiziaria",
    "monitoring": "Incarico di monitoraggio del Tribunale per i minorenni",
    "custody": "Affidamento al servizio sociale, responsabilità limitata per entrambi i genitori",
    "contact": "Incontri protetti disposti dal Tribunale",
    "foster": "Affidamento familiare disposto dal Tribunale per i minorenni",
    "agreed_foster": "Affidamento familiare consensuale, reso esecutivo dal Giudice tutelare",
    "home": "Collocamento in comunità disposto dal Tribunale per i minorenni",
    "removal": "Allontanamento ai sensi dell'art. 403 c.c., convalidato", "adult": "Prosieguo amministrativo",
}
PROVIDERS = ("Cooperativa Sottosopra dei Monti", "Cooperativa Il Larice", "Cooperativa Ponte di Legno Verde",
             "Consorzio Orizzonti Educativi")
FAMILIES = ("Famiglia Poloni–Visini", "Famiglia Cattaneo–Merla", "Famiglia Ranica", "Famiglia Bossetti–Lurani", "Famiglia Olmi",
            "Famiglia Pedrana–Volpi", "Famiglia Gervasi", "Famiglia Tironi–Baccanelli", "Famiglia Zucchelli", "Famiglia Moraschi",
            "Famiglia Belotti–Carrara", "Famiglia Fiorina")
QUESTIONS = ("Condizioni di vita del minore e rapporti con i genitori", "Capacità genitoriali e rete familiare",
             "Frequenza scolastica, abitazione, rapporti tra i genitori")
PLACES = ("Spazio neutro Clusone", "Spazio Incontro", "Sede del Servizio", "Centro famiglia")
TIMES = ("09:30", "10:00", "14:30", "15:00", "16:00", "16:30")
WHY_NOT_HOME = "I genitori non assicurano cura e protezione quotidiane; il sostegno a casa non ha dato i cambiamenti attesi."
WHY_NOT_FOSTER = "Nessuna famiglia disponibile adatta all'età e ai bisogni del minore; la ricerca prosegue."
CUSTODY = {"placed_with": "madre, presso l'abitazione familiare",
           "service_acts": "rapporti con la scuola e con i servizi sanitari, autorizzazioni alle attività",
           "carer_acts": "cura quotidiana, giustificazioni scolastiche, visite mediche ordinarie",
           "parent_acts": "scelte sull'indirizzo scolastico e sugli interventi sanitari non urgenti",
           "curator_acts": "riscossione delle somme intestate al minore",
           "service_tasks": "sostegno educativo e psicologico, agevolazione dei rapporti con i genitori"}
# outcome, sentence
CONTACTS = spread([
    (("held", "Incontro protetto svolto: arrivo puntuale, gioco condiviso per tutta l'ora."), 68),
    (("late", "Incontro protetto: arrivo con venti minuti di ritardo, incontro ridotto."), 9),
    (("missed", "Incontro protetto non svolto: il genitore avvisa la mattina stessa di non poter venire."), 14),
    (("cancelled", "Incontro annullato per malattia del minore; da recuperare."), 9)], 100)
REPORT_TEXT = "Inviata via PEC la relazione di aggiornamento all'autorità giudiziaria."
HEARING_TEXT = "Udienza davanti al giudice delegato: sentiti i genitori, termine per la relazione di aggiornamento."
PEC = "PEC di accettazione e consegna nel fascicolo"
