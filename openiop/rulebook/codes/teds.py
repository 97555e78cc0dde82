"""Code tables of the Treatment Episode Data Set, in the frame that programs submit to their state.

Field numbers are those of the data dictionary (rules.md §4.4). Labels are our own short words. States add
crosswalks of their own, so a table is dated data: confirm it with the state. The public-use file recodes
several of these (MDS 14, 16, SuDS 17): map, never mix.
"""

from ..text import gettext_noop
from .table import TEDS, TEDS_VERSION, table

# MDS 14. "Another" is 20 here and 19 in the public-use file.
SUBSTANCES = table(
    "substance",
    gettext_noop("Substance"),
    TEDS,
    TEDS_VERSION,
    (
        ("01", gettext_noop("None")),
        ("02", gettext_noop("Alcohol")),
        ("03", gettext_noop("Cocaine or crack")),
        ("04", gettext_noop("Cannabis")),
        ("05", gettext_noop("Heroin")),
        ("06", gettext_noop("Methadone, not prescribed")),
        ("07", gettext_noop("Other opioids")),
        ("08", gettext_noop("PCP")),
        ("09", gettext_noop("Hallucinogens")),
        ("10", gettext_noop("Methamphetamine")),
        ("11", gettext_noop("Other amphetamines")),
        ("12", gettext_noop("Other stimulants")),
        ("13", gettext_noop("Benzodiazepines")),
        ("14", gettext_noop("Other tranquilizers")),
        ("15", gettext_noop("Barbiturates")),
        ("16", gettext_noop("Other sedatives")),
        ("17", gettext_noop("Inhalants")),
        ("18", gettext_noop("Over-the-counter medicine")),
        ("20", gettext_noop("Another substance")),
    ),
)

# MDS 15.
ROUTES = table(
    "route",
    gettext_noop("Route"),
    TEDS,
    TEDS_VERSION,
    (
        ("01", gettext_noop("By mouth")),
        ("02", gettext_noop("Smoked")),
        ("03", gettext_noop("Inhaled or through the nose")),
        ("04", gettext_noop("Injected")),
        ("20", gettext_noop("Another way")),
    ),
)

# MDS 16: five levels. The public-use file has three.
FREQUENCIES = table(
    "frequency",
    gettext_noop("How often"),
    TEDS,
    TEDS_VERSION,
    (
        ("01", gettext_noop("Not in the past month")),
        ("02", gettext_noop("1 to 3 times in the past month")),
        ("03", gettext_noop("1 to 2 times a week")),
        ("04", gettext_noop("3 to 6 times a week")),
        ("05", gettext_noop("Every day")),
    ),
)

# MDS 7.
REFERRAL_SOURCES = table(
    "referral-source",
    gettext_noop("Referral source"),
    TEDS,
    TEDS_VERSION,
    (
        ("01", gettext_noop("Self, family or friend")),
        ("02", gettext_noop("Substance-use care provider")),
        ("03", gettext_noop("Another health-care provider")),
        ("04", gettext_noop("School")),
        ("05", gettext_noop("Employer or employee assistance program")),
        ("06", gettext_noop("Another community referral")),
        ("07", gettext_noop("Court or criminal justice")),
    ),
)

# SuDS 13. 96 unless the referral source is 07.
CRIMINAL_JUSTICE_REFERRALS = table(
    "criminal-justice-referral",
    gettext_noop("Criminal-justice referral"),
    TEDS,
    TEDS_VERSION,
    (
        ("01", gettext_noop("State or federal court")),
        ("02", gettext_noop("Another court")),
        ("03", gettext_noop("Probation or parole")),
        ("04", gettext_noop("Another legal body")),
        ("05", gettext_noop("Diversion program")),
        ("06", gettext_noop("Prison")),
        ("07", gettext_noop("Driving under the influence")),
        ("08", gettext_noop("Other")),
        ("96", gettext_noop("Does not apply")),
    ),
)

# MDS 18. 96: a codependent record.
SERVICES = table(
    "service",
    gettext_noop("Service"),
    TEDS,
    TEDS_VERSION,
    (
        ("01", gettext_noop("Withdrawal care in a hospital")),
        ("02", gettext_noop("Withdrawal care, free-standing")),
        ("03", gettext_noop("Rehabilitation in a hospital")),
        ("04", gettext_noop("Residential, up to 30 days")),
        ("05", gettext_noop("Residential, more than 30 days")),
        ("06", gettext_noop("Intensive outpatient")),
        ("07", gettext_noop("Outpatient")),
        ("08", gettext_noop("Ambulatory withdrawal care")),
        ("96", gettext_noop("Does not apply")),
    ),
)

# DIS 10.
DISCHARGE_REASONS = table(
    "discharge-reason",
    gettext_noop("Discharge reason"),
    TEDS,
    TEDS_VERSION,
    (
        ("01", gettext_noop("Completed")),
        ("02", gettext_noop("Left against advice or stopped coming")),
        ("03", gettext_noop("Ended by the program")),
        ("04", gettext_noop("Transferred to another level or program")),
        ("14", gettext_noop("Transferred, did not arrive")),
        ("05", gettext_noop("Incarcerated")),
        ("06", gettext_noop("Died")),
        ("07", gettext_noop("Another reason")),
        ("08", gettext_noop("Unknown")),
    ),
)

# SuDS 8.
LIVING = table(
    "living",
    gettext_noop("Living arrangement"),
    TEDS,
    TEDS_VERSION,
    (
        ("01", gettext_noop("Without housing")),
        ("02", gettext_noop("Living with support or supervision")),
        ("03", gettext_noop("Living independently")),
    ),
)

# MDS 13.
EMPLOYMENT = table(
    "employment",
    gettext_noop("Employment"),
    TEDS,
    TEDS_VERSION,
    (
        ("01", gettext_noop("Full time")),
        ("02", gettext_noop("Part time")),
        ("03", gettext_noop("Unemployed and looking")),
        ("04", gettext_noop("Not in the labor force")),
    ),
)

# SuDS 12. Asked where employment is 04.
NOT_IN_LABOR_FORCE = table(
    "not-in-labor-force",
    gettext_noop("Not in the labor force because"),
    TEDS,
    TEDS_VERSION,
    (
        ("01", gettext_noop("Homemaker")),
        ("02", gettext_noop("Student")),
        ("03", gettext_noop("Retired")),
        ("04", gettext_noop("Living with a disability")),
        ("05", gettext_noop("In an institution")),
        ("06", gettext_noop("Other")),
    ),
)

# SuDS 17.
SELF_HELP = table(
    "self-help",
    gettext_noop("Mutual-help meetings in 30 days"),
    TEDS,
    TEDS_VERSION,
    (
        ("01", gettext_noop("None")),
        ("02", gettext_noop("1 to 3")),
        ("03", gettext_noop("4 to 7")),
        ("04", gettext_noop("8 to 15")),
        ("05", gettext_noop("16 to 30")),
        ("06", gettext_noop("Some, number unknown")),
    ),
)

# SuDS 14.
MARITAL = table(
    "marital",
    gettext_noop("Marital status"),
    TEDS,
    TEDS_VERSION,
    (
        ("01", gettext_noop("Never married")),
        ("02", gettext_noop("Married")),
        ("03", gettext_noop("Separated")),
        ("04", gettext_noop("Divorced")),
        ("05", gettext_noop("Widowed")),
    ),
)

# SuDS 9.
INCOME = table(
    "income",
    gettext_noop("Main income"),
    TEDS,
    TEDS_VERSION,
    (
        ("01", gettext_noop("Wages")),
        ("02", gettext_noop("Public assistance")),
        ("03", gettext_noop("Retirement")),
        ("04", gettext_noop("Disability")),
        ("20", gettext_noop("Another income")),
        ("21", gettext_noop("None")),
    ),
)

# SuDS 10.
INSURANCE = table(
    "insurance",
    gettext_noop("Insurance"),
    TEDS,
    TEDS_VERSION,
    (
        ("01", gettext_noop("Private")),
        ("02", gettext_noop("Blue Cross or Blue Shield")),
        ("03", gettext_noop("Medicare")),
        ("04", gettext_noop("Medicaid")),
        ("06", gettext_noop("Health maintenance organization")),
        ("20", gettext_noop("Another insurance")),
        ("21", gettext_noop("None")),
    ),
)

# Never blank: one of these where a two-place field has no answer.
NON_RESPONSE = table(
    "non-response",
    gettext_noop("No answer"),
    TEDS,
    TEDS_VERSION,
    (
        ("96", gettext_noop("Does not apply")),
        ("97", gettext_noop("Unknown")),
        ("98", gettext_noop("Not collected")),
    ),
)
