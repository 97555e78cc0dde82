"""AUDIT-C: the first three questions of the WHO's AUDIT, in the public domain.

Looks back 12 months, so it is no weekly outcome (INS-4). Who answers "Never" to the first question has
nothing to answer in the other two: they count as 0, as the WHO manual skips them (INS-1, rule-prorated).
"""

from __future__ import annotations

from ..text import gettext_noop
from .model import Band, Instrument, Item, Option, Words

AT_LEAST = {"male": 4, "female": 3}

LOW = Band("low", gettext_noop("below the cut-off"), 0, 12)
FREQUENT_ONLY = Band("frequent_only", gettext_noop("likely low risk: all points from how often"), 0, 12)
POSITIVE = Band("positive", gettext_noop("at or above the cut-off"), 0, 12)

AUDIT_C = Instrument(
    key="AUDIT-C",
    version="1998",
    words=Words("Alcohol questions (AUDIT-C)", "Preguntas sobre el alcohol (AUDIT-C)"),
    stem=Words("About alcohol in the past year", "Sobre el alcohol en el último año"),
    recall=Words("the past year", "el último año"),
    items=(
        Item(
            "auditc_1",
            1,
            Words(
                "How often do you have a drink containing alcohol?",
                "¿Con qué frecuencia toma alguna bebida con alcohol?",
            ),
            "choice",
            (
                Option(0, Words("Never", "Nunca"), "LA6270-8"),
                Option(1, Words("Monthly or less", "Una vez al mes o menos"), "LA18926-8"),
                Option(2, Words("2 to 4 times a month", "De 2 a 4 veces al mes"), "LA18927-6"),
                Option(3, Words("2 to 3 times a week", "De 2 a 3 veces a la semana"), "LA18928-4"),
                Option(4, Words("4 or more times a week", "4 o más veces a la semana"), "LA18929-2"),
            ),
            "68518-0",
        ),
        Item(
            "auditc_2",
            2,
            Words(
                "How many drinks containing alcohol do you have on a typical day when you are drinking?",
                "En un día típico en que bebe, ¿cuántas bebidas con alcohol toma?",
            ),
            "choice",
            (
                Option(0, Words("1 or 2", "1 o 2"), "LA15694-5"),
                Option(1, Words("3 or 4", "3 o 4"), "LA15695-2"),
                Option(2, Words("5 or 6", "5 o 6"), "LA18930-0"),
                Option(3, Words("7 to 9", "De 7 a 9"), "LA18931-8"),
                Option(4, Words("10 or more", "10 o más"), "LA18932-6"),
            ),
            "68519-8",
        ),
        Item(
            "auditc_3",
            3,
            Words(
                "How often do you have six or more drinks on one occasion?",
                "¿Con qué frecuencia toma seis o más bebidas en una misma ocasión?",
            ),
            "choice",
            (
                Option(0, Words("Never", "Nunca"), "LA6270-8"),
                Option(1, Words("Less than monthly", "Menos de una vez al mes"), "LA18933-4"),
                Option(2, Words("Monthly", "Una vez al mes"), "LA18876-5"),
                Option(3, Words("Weekly", "Una vez a la semana"), "LA18891-4"),
                Option(4, Words("Daily or almost daily", "A diario o casi a diario"), "LA18934-2"),
            ),
            "68520-6",
        ),
    ),
    bands=(LOW, FREQUENT_ONLY, POSITIVE),
    licence="A",
    attribution=Words(
        "The AUDIT was developed by the World Health Organization and is in the public domain.",
        "El AUDIT fue elaborado por la Organización Mundial de la Salud y es de dominio público.",
    ),
    citation="Bush 1998; WHO AUDIT manual 2001; cut-offs as LOINC 75626-2 states them",
    spanish_source="our own translation, not validated",
    loinc_panel="72109-2",
    loinc_total="75626-2",
    trend=False,
    reliable_points=2,
)
