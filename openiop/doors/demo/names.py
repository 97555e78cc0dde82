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
    ("aisha", "Aisha Coleman", "CADC", ["facilitator"]),
    ("chioma", "Chioma Okafor", "MD", ["medical"]),
    ("walt", "Walt Brennan", "CPRS", ["peer", "case_manager"]),
]

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

TOPICS = {
    "CBT": [
        "Thoughts are not facts",
        "The chain from trigger to use",
        "Balanced thinking",
        "Small experiments",
        "Problem solving in steps",
        "When the old story returns",
    ],
    "DBT": [
        "Wise mind",
        "Riding an urge",
        "Opposite action",
        "Asking for what you need",
        "Radical acceptance",
        "Building mastery",
    ],
    "Relapse prevention": [
        "The first ten minutes of a craving",
        "My warning signs",
        "A plan for Friday night",
        "People, places, feelings",
        "After a lapse",
        "Holidays and anniversaries",
    ],
    "Mindfulness": ["One breath at a time", "Body scan", "Noticing without judging", "Walking slowly"],
    "Life skills": ["Sleep comes first", "Money without shame", "Cooking for one week", "Talking with an employer"],
    "Psychoeducation": ["How the brain heals", "Medication as support", "Sleep and mood", "Family patterns"],
}

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

RESPONSES = {
    "thriving": [
        "{name} brought an example from the weekend and walked the group through it step by step.",
        "{name} used the skill at home on two evenings and described what made it easier.",
        "{name} asked a newcomer what had helped so far and listened without giving advice.",
        "{name} named a warning sign early and wrote down who to call.",
    ],
    "steady": [
        "{name} took part at times and linked today's topic to work.",
        "{name} was quiet at first, then shared what happened on the way home yesterday.",
        "{name} completed the worksheet and chose one step for this week.",
    ],
    "drifting": [
        "{name} said little today; when asked, described poor sleep and a hard week.",
        "{name} arrived tired and left the check-in short, but stayed for the whole exercise.",
        "{name} spoke about doubting whether this helps; the group answered with their own doubts.",
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
