// The words themselves: English, German, Spanish. A row more is all it takes; its test is a row in
// Tests/CustodyTests/Request/WordListTests.swift.

extension PhraseList {
    /// Words that put pressure on who is asked.
    static let pressure = PhraseList([
        // English
        "you must", "you are required", "you are obliged", "you are obligated", "you have to", "you shall",
        "are legally required", "mandatory", "compelled to", "failure to comply",
        "failure to respond", "failure to provide", "failure to cooperate", "refusal to comply",
        "refusal to cooperate", "if you refuse", "if you decline", "if you do not", "if you don't",
        "refusal will", "refusing will", "will be prosecuted", "may be prosecuted", "be charged with",
        "you may be charged", "you will be charged", "you may be arrested", "you will be arrested",
        "obstruction of justice", "accessory to", "legal consequences", "legal action",
        "penalty", "penalties", "may be fined", "will be fined", "we will obtain a warrant",
        "we will get a warrant",
        "we can get a warrant", "or we will", "or else", "seize your", "respond immediately",
        "immediately provide", "provide immediately", "without delay",
        "urgent", "urgently", "final notice", "last chance", "within # hours", "within # days",
        "as a good citizen", "your civic duty", "nothing to hide", "do not tell anyone", "do not discuss",
        "keep this confidential",
        // German
        "sie müssen", "sie sind verpflichtet", "sind sie verpflichtet", "verpflichtend", "zwingend",
        "unverzüglich",
        "umgehend", "wir bitten dringend", "bei weigerung", "im falle einer weigerung",
        "sollten sie sich weigern",
        "strafvereitelung", "machen sie sich strafbar", "strafbar machen", "bußgeld", "zwangsgeld",
        "ordnungsgeld",
        "rechtliche schritte", "rechtliche folgen", "rechtliche konsequenzen", "beschlagnahmt",
        "beschlagnahme", "binnen # stunden", "innerhalb von # stunden", "binnen # tagen",
        "innerhalb von # tagen",
        "letzte mahnung", "bürgerpflicht", "nichts zu verbergen",
        // Spanish
        "usted debe", "debe usted", "debe entregar", "está obligado", "está obligada", "es obligatorio",
        "obligatorio", "obligatoria", "de inmediato", "sin demora", "urgente", "urgentemente",
        "si se niega", "si no entrega", "si no coopera", "su negativa", "será sancionado", "será sancionada",
        "será detenido", "será detenida", "será multado", "será multada", "multa", "sanción", "sanciones",
        "acciones legales", "consecuencias legales", "obstrucción a la justicia",
        "obstrucción de la justicia",
        "encubrimiento", "en # horas", "en un plazo de # horas", "en # días", "último aviso",
        "deber ciudadano",
        "nada que ocultar",
    ])

    /// What people may lawfully do, and be seen doing.
    static let lawfulActivity = PhraseList([
        // English
        "protest", "protests", "protester", "protesters", "protestor", "protestors", "protesting",
        "demonstration", "demonstrations", "demonstrator", "demonstrators", "protest march", "marchers",
        "rally",
        "rallies", "rallygoers", "picket", "picket line", "pickets", "picketing", "picketers", "on strike",
        "strikers", "labor strike", "labour strike", "vigil", "sit-in", "peaceful assembly",
        "public assembly",
        "civil disobedience", "activist", "activists", "activism", "leafleting",
        "canvassing", "canvassers", "political meeting", "political activity", "political views",
        "union meeting",
        "union activity", "worshippers", "worshipers", "religious service", "prayer meeting", "journalists",
        "who attended", "attendees", "immigration status", "undocumented", "lawful activity",
        "lawful activities",
        "free speech", "first amendment",
        // German
        "demonstration", "demonstrationen", "demonstranten", "demonstrantinnen", "demonstrierende",
        "demonstrierenden", "demo", "kundgebung", "kundgebungen", "versammlung", "versammlungen",
        "versammlungsteilnehmer", "mahnwache", "proteste", "protestierende", "protestierenden", "protestzug",
        "protestaktion", "streik", "streikende", "streikenden", "streikposten", "aktivisten", "aktivistinnen",
        "gottesdienst", "gottesdienstbesucher", "gewerkschaftstreffen", "politische aktivität",
        "politische gesinnung", "aufenthaltsstatus", "journalisten", "wer teilgenommen hat",
        // Spanish
        "protesta", "protestas", "manifestación", "manifestaciones", "manifestante", "manifestantes",
        "marcha de protesta", "concentración pacífica", "reunión pacífica", "mitin", "huelga", "huelgas",
        "huelguista", "huelguistas", "piquete", "piquetes", "vigilia", "activista", "activistas",
        "reunión sindical", "reunión política", "actividad política", "servicio religioso", "periodistas",
        "asistentes a la", "quién asistió", "quiénes asistieron", "estatus migratorio",
        "situación migratoria",
        "indocumentados",
    ])
}

/// Words that say nothing of what happened. A purpose that has no others is generic.
enum GenericWords {
    static let all: Set<String> = Set(
        [
            // English
            "a an and any are as at be by case cases crime crimes criminal current enforcement evidence evidentiary",
            "for footage from general help in incident incidents inquiry enquiry information intelligence",
            "investigate investigating investigation investigations investigative is it its law legal matter matters",
            "need needed of official on ongoing or our police policing possible potential public purpose purposes",
            "quality assist assistance assisting activity activities suspicious various routine business",
            "recording recordings related relating relevant request requested safety security surveillance the this",
            "to under us use video videos we with work active department agency gather gathering",
            // German
            "allgemeine allgemeinen allgemeiner aufklärung beweis beweise beweismittel beweissicherung das dem den",
            "der des die dienstliche dienstlicher eine einer einem ermittlung ermittlungen ermittlungsverfahren fall",
            "falls für gefahrenabwehr im in laufende laufenden laufender öffentliche öffentlichen polizei",
            "polizeiliche polizeilichen polizeilicher sache sicherheit straftat straftaten strafverfahren",
            "strafverfolgung und verfahren video videos videomaterial von vorfall vorgang wegen zu zum zur zwecke",
            "zwecken",
            // Spanish
            "al asunto caso casos con de del delito delitos el en evidencia fines general información inteligencia",
            "investigación investigaciones investigar investigativos la las ley los oficial oficiales para penal",
            "policía policial policiales por prueba pruebas pública público seguridad solicitud un una uso vídeo",
            "y grabaciones imágenes curso",
        ].flatMap { PhraseList.words(of: $0) })
}
