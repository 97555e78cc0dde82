"""Invented people of the demo. Any likeness to a real person is chance."""

FIRST = (
    "Jordan Maria Luis Renee Tasha Ken Sam Amir Nadia Bea Owen Ines Malik Grace Tomas Priscilla Dev Hana Rosa Eli "
    "Yusuf Clara Mateo Imani Pavel Leila Andre Joy Oscar Wren Farid Noemi Caleb Suki Ivan Paloma Theo Zora Hugo Mina "
    "Desmond Alma Ravi June Felix Odette Marco Thandi Ruben Kaya Simon Lucia Jonah Asha Victor Elena Kofi Dahlia "
    "Nolan Mei Quentin Salma Bruno Fay"
).split()
LAST = (
    "Avery Santos Ortega Dubois Greene Watanabe Okonkwo Haddad Petrov Kowalski Reyes O'Brien-Núñez Johnson Lindqvist "
    "Herrera Obi Sharma Sato Delgado Rosen Demir Fontaine Vargas Mbeki Novak Karimi Laurent Park Fuentes Holloway "
    "Rahimi Castillo Brooks Tanaka Sorokin Ibarra Marsh Adeyemi Keller Nazari Clarke Romero Iyer Bishop Wagner "
    "Baptiste Ricci Dlamini Acosta Begay Whitaker Moreno Katz Banerjee Chen Navarro Mensah Quinn Frost Zhang Lowe "
    "Farouk Silva Donnelly"
).split()
PRONOUNS = ("she/her", "he/him", "they/them")

# first name, full name, credential, roles
STAFF = [
    ("priya", "Priya Nair", "PsyD", ["director"]),
    ("elena", "Elena Ruiz", "", ["admissions"]),
    ("noor", "Noor Haddad", "LCSW", ["evaluator", "therapist"]),
    ("dana", "Dana Whitfield", "LMFT", ["therapist", "facilitator"]),
    ("sofia", "Sofia Marchetti", "LCSW", ["therapist", "facilitator"]),
    ("ben", "Ben Achterberg", "LPC", ["therapist", "facilitator"]),
    ("marcus", "Marcus Bell", "CADC", ["facilitator"]),
    ("aisha", "Aisha Coleman", "LMSW", ["facilitator"]),
    ("chioma", "Chioma Okafor", "MD", ["medical"]),
    ("iris", "Iris Kaplan", "", ["privacy_officer"]),
    ("walt", "Walt Brennan", "CPRS", ["peer", "case_manager"]),
]

SUPERVISORS = {"aisha": "dana"}  # who is not licensed to practice alone yet, and who signs after them

# stream: track, day offsets in the treatment week, start times of its two groups, their names, kinds and curricula,
# facilitator, co-facilitator, room (None: by video)
STREAMS = [
    (
        "Morning",
        (0, 2, 4),
        (9, 0),
        ("Morning Anchor", "Skills Lab"),
        ("group", "skills"),
        ("CBT", "DBT"),
        "ben",
        None,
        1,
    ),
    (
        "Morning",
        (0, 2, 4),
        (9, 0),
        ("First Light", "Life Skills"),
        ("group", "education"),
        ("CBT", "Life skills"),
        "sofia",
        "aisha",
        2,
    ),
    (
        "Afternoon",
        (0, 2, 4),
        (14, 0),
        ("Steady Ground", "Open Table"),
        ("group", "group"),
        ("Relapse prevention", "CBT"),
        "dana",
        "marcus",
        1,
    ),
    (
        "Afternoon",
        (0, 2, 4),
        (14, 0),
        ("Clear Water", "Mind and Body"),
        ("group", "skills"),
        ("CBT", "Mindfulness"),
        "sofia",
        None,
        2,
    ),
    (
        "Evening",
        (0, 1, 3),
        (17, 30),
        ("Night Watch", "After Work"),
        ("group", "education"),
        ("Relapse prevention", "Psychoeducation"),
        "marcus",
        "ben",
        1,
    ),
    (
        "Evening",
        (0, 1, 3),
        (17, 30),
        ("Lantern", "Even Keel"),
        ("group", "skills"),
        ("CBT", "DBT"),
        "aisha",
        None,
        None,
    ),
]

# title, the client's own words, problem, objectives
GOALS = [
    (
        "Evenings without using",
        "I want my Fridays back.",
        "Evenings alone lead to use",
        ["Write a plan for three high-risk evenings", "Call one person before an evening alone"],
    ),
    (
        "Sleep six hours",
        "Mornings decide the rest.",
        "Broken sleep raises cravings",
        ["Keep the same bedtime five nights a week", "Practice the body scan on four nights"],
    ),
    (
        "Make up with my sister",
        "She still answers when I call.",
        "Distance from family",
        ["Write what I want to say", "Invite her to one family session"],
    ),
    (
        "Back to work part-time",
        "I want to be good at something again.",
        "Loss of work and structure",
        ["Update my résumé with Walt", "Speak with two employers"],
    ),
    (
        "Say no without a fight",
        "I say yes, then I drink.",
        "Pressure from others to use",
        ["Rehearse three ways to say no in group", "Use one of them this week"],
    ),
    (
        "Ride out an urge",
        "It passes faster when I say it out loud.",
        "Strong urges in the afternoon",
        ["Name the urge and wait ten minutes", "Keep an urge card in my wallet"],
    ),
    (
        "Be there for my kids",
        "They notice when I am really here.",
        "Parenting under stress",
        ["One hour without a phone each day", "Attend the family group twice"],
    ),
    (
        "Take my medication every day",
        "Some days I forget, then I skip.",
        "Gaps in medication",
        ["Set one daily reminder", "Bring the box to each medication visit"],
    ),
]

# What a note says of somebody's hour: how they were, then what they did with it.
OPENINGS = {
    "thriving": [
        "{name} came early and helped set up the room.",
        "{name} opened with an example from the weekend.",
        "{name} was rested and spoke first in the check-in.",
        "{name} brought back the worksheet, filled in to the end.",
        "{name} told the group about a hard evening that went well.",
    ],
    "steady": [
        "{name} took part at times and linked the topic to work.",
        "{name} was quiet at first and joined after the break.",
        "{name} came straight from a shift and said so.",
        "{name} listened closely and took notes.",
        "{name} spoke when asked, in short and clear sentences.",
    ],
    "drifting": [
        "{name} said little and described poor sleep.",
        "{name} arrived tired after a hard week at home.",
        "{name} doubted aloud whether this helps.",
        "{name} looked at the door often and stayed all the same.",
    ],
}
DEEDS = {
    "thriving": [
        "Walked through the chain from trigger to choice, step by step.",
        "Named a warning sign early and wrote down whom to call.",
        "Asked a newcomer what had helped so far, and only listened.",
        "Chose one situation for the week and rehearsed it in a pair.",
        "Described how the skill was used on two evenings.",
        "Gave and took feedback in the role play.",
    ],
    "steady": [
        "Finished the worksheet and chose one step for this week.",
        "Shared what happened on the way home yesterday.",
        "Tried the breathing exercise twice; the second time was easier.",
        "Found one thought to test before the next session.",
        "Said no in the role play, and noticed how that felt.",
    ],
    "drifting": [
        "Stayed for the whole exercise and read one answer aloud.",
        "Agreed to a call tomorrow morning.",
        "Named one thing that went less badly than feared.",
        "The group answered with doubts of their own, and that seemed to help.",
    ],
}
NEXT_STEPS = [
    "Try the plan once before the next group.",
    "Call one support person tonight.",
    "Bring the worksheet on the next group day.",
    "Talk it over in the individual session.",
]
INTERVENTIONS = [
    "Guided discussion with a written exercise; each person chose one situation of their own.",
    "Role play in pairs, then feedback in the whole group.",
    "Short teaching, a practice of ten minutes, and a round of what people noticed.",
]
