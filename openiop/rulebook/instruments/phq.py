"""PHQ-9 and GAD-7. Pfizer released both in 2010 without copyright restriction; the attribution line stays.

English: the wording of the public forms. Spanish: the published forms for the United States. Change
points of 6 and 4 are general knowledge (rules.md §6, §7): they are data here and may be overridden where
a trend is drawn.
"""

from __future__ import annotations

from ..text import gettext_noop
from .model import Band, Instrument, Item, Option, Words

_ATTRIBUTION = Words(
    "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant "
    "from Pfizer Inc. No permission required to reproduce, translate, display or distribute.",
    "Elaborado por los doctores Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke y colegas, mediante una "
    "subvención educativa otorgada por Pfizer Inc. No se requiere permiso para reproducir, traducir, presentar o "
    "distribuir.",
)
_TWO_WEEKS = Words("the last 2 weeks", "las últimas 2 semanas")


def _frequency(never_es: str) -> tuple[Option, ...]:
    return (
        Option(0, Words("Not at all", never_es), "LA6568-5"),
        Option(1, Words("Several days", "Varios días"), "LA6569-3"),
        Option(2, Words("More than half the days", "Más de la mitad de los días"), "LA6570-1"),
        Option(3, Words("Nearly every day", "Casi todos los días"), "LA6571-9"),
    )


_PHQ_FREQUENCY = _frequency("Ningún día")
_GAD_FREQUENCY = _frequency("Nunca")

_DIFFICULTY = (
    Option(0, Words("Not difficult at all", "No ha sido difícil"), "LA6572-7"),
    Option(1, Words("Somewhat difficult", "Un poco difícil"), "LA6573-5"),
    Option(2, Words("Very difficult", "Muy difícil"), "LA6575-0"),
    Option(3, Words("Extremely difficult", "Extremadamente difícil"), "LA6574-3"),
)

# (LOINC, English, Spanish)
_PHQ9 = (
    ("44250-9", "Little interest or pleasure in doing things", "Poco interés o placer en hacer cosas"),
    (
        "44255-8",
        "Feeling down, depressed, or hopeless",
        "Se ha sentido decaído(a), deprimido(a) o sin esperanzas",
    ),
    (
        "44259-0",
        "Trouble falling or staying asleep, or sleeping too much",
        "Ha tenido dificultad para quedarse o permanecer dormido(a), o ha dormido demasiado",
    ),
    ("44254-1", "Feeling tired or having little energy", "Se ha sentido cansado(a) o con poca energía"),
    ("44251-7", "Poor appetite or overeating", "Sin apetito o ha comido en exceso"),
    (
        "44258-2",
        "Feeling bad about yourself — or that you are a failure or have let yourself or your family down",
        "Se ha sentido mal con usted mismo(a) – o que es un fracaso o que ha quedado mal con usted mismo(a) o con su "
        "familia",
    ),
    (
        "44252-5",
        "Trouble concentrating on things, such as reading the newspaper or watching television",
        "Ha tenido dificultad para concentrarse en ciertas actividades, tales como leer el periódico o ver la "
        "televisión",
    ),
    (
        "44253-3",
        "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or "
        "restless that you have been moving around a lot more than usual",
        "¿Se ha movido o hablado tan lento que otras personas podrían haberlo notado? o lo contrario – muy inquieto(a) "
        "o agitado(a) que ha estado moviéndose mucho más de lo normal",
    ),
    (
        "44260-8",
        "Thoughts that you would be better off dead or of hurting yourself in some way",
        "Pensamientos de que estaría mejor muerto(a) o de lastimarse de alguna manera",
    ),
)

ITEM_9 = Item(
    code="phq9_9",
    number=9,
    words=Words(_PHQ9[8][1], _PHQ9[8][2]),
    kind="choice",
    options=_PHQ_FREQUENCY,
    loinc="44260-8",
    alert_at=1,
)

PHQ_9 = Instrument(
    key="PHQ-9",
    version="1999",
    words=Words("Patient Health Questionnaire (PHQ-9)", "Cuestionario sobre la salud del paciente (PHQ-9)"),
    stem=Words(
        "Over the last 2 weeks, how often have you been bothered by any of the following problems?",
        "Durante las últimas 2 semanas, ¿qué tan seguido ha tenido molestias debido a los siguientes problemas?",
    ),
    recall=_TWO_WEEKS,
    items=(
        *(
            Item(f"phq9_{number}", number, Words(en, es), "choice", _PHQ_FREQUENCY, loinc)
            for number, (loinc, en, es) in enumerate(_PHQ9[:8], start=1)
        ),
        ITEM_9,
        Item(
            "phq9_difficulty",
            10,
            Words(
                "If you checked off any problems, how difficult have these problems made it for you to do your work, "
                "take care of things at home, or get along with other people?",
                "Si marcó cualquiera de los problemas, ¿qué tanta dificultad le han dado estos problemas para hacer "
                "su trabajo, encargarse de las tareas del hogar, o llevarse bien con otras personas?",
            ),
            "choice",
            _DIFFICULTY,
            "69722-7",
            required=False,
            scored=False,
        ),
    ),
    bands=(
        Band("minimal", gettext_noop("minimal"), 0, 4),
        Band("mild", gettext_noop("mild"), 5, 9),
        Band("moderate", gettext_noop("moderate"), 10, 14),
        Band("moderately_severe", gettext_noop("moderately severe"), 15, 19),
        Band("severe", gettext_noop("severe"), 20, 27),
    ),
    licence="A",
    attribution=_ATTRIBUTION,
    citation="Kroenke, Spitzer, Williams 2001; release: Pfizer 2010-07; LOINC 44249-1",
    spanish_source="published form for the United States, read against one public copy",
    loinc_panel="44249-1",
    loinc_total="44261-6",
    reliable_points=6,
)

# (LOINC, English, Spanish)
_GAD7 = (
    (
        "69725-0",
        "Feeling nervous, anxious, or on edge",
        "Sentirse nervioso/a, intranquilo/a o con los nervios de punta",
    ),
    (
        "68509-9",
        "Not being able to stop or control worrying",
        "No poder dejar de preocuparse o no poder controlar la preocupación",
    ),
    ("69733-4", "Worrying too much about different things", "Preocuparse demasiado por diferentes cosas"),
    ("69734-2", "Trouble relaxing", "Dificultad para relajarse"),
    (
        "69735-9",
        "Being so restless that it is hard to sit still",
        "Estar tan inquieto/a que es difícil permanecer sentado/a tranquilamente",
    ),
    ("69689-8", "Becoming easily annoyed or irritable", "Molestarse o ponerse irritable fácilmente"),
    (
        "69736-7",
        "Feeling afraid as if something awful might happen",
        "Sentir miedo como si algo terrible pudiera pasar",
    ),
)

GAD_7 = Instrument(
    key="GAD-7",
    version="2006",
    words=Words("Generalized anxiety questionnaire (GAD-7)", "Cuestionario sobre la ansiedad generalizada (GAD-7)"),
    stem=Words(
        "Over the last 2 weeks, how often have you been bothered by the following problems?",
        "Durante las últimas 2 semanas, ¿con qué frecuencia ha sentido molestias por los siguientes problemas?",
    ),
    recall=_TWO_WEEKS,
    items=tuple(
        Item(f"gad7_{number}", number, Words(en, es), "choice", _GAD_FREQUENCY, loinc)
        for number, (loinc, en, es) in enumerate(_GAD7, start=1)
    ),
    bands=(
        Band("minimal", gettext_noop("minimal"), 0, 4),
        Band("mild", gettext_noop("mild"), 5, 9),
        Band("moderate", gettext_noop("moderate"), 10, 14),
        Band("severe", gettext_noop("severe"), 15, 21),
    ),
    licence="A",
    attribution=_ATTRIBUTION,
    citation="Spitzer, Kroenke, Williams, Löwe 2006; release: Pfizer 2010-07; LOINC 69737-5",
    spanish_source="published form for the United States, read against public copies",
    loinc_panel="69737-5",
    loinc_total="70274-6",
    reliable_points=4,
)
