"""Whom a note may not name, and what only looks like a name: the decision of `naming` by examples.

In each sentence the passage that names another member stands in [brackets] ("block") or in {braces} ("warn").
"""

from __future__ import annotations

import re

import pytest

from openiop.rulebook import guard
from openiop.rulebook.guard import Note

OWN = ("Jordan Avery", "Jordan", "Jay")
OTHERS = (
    ("Renee Dubois",),
    ("William Tanaka", "Will"),
    ("José Luis Herrera", "José"),
    ("María Guadalupe Santos",),
    ("Grace Kim",),
    ("Hope Adeyemi",),
    ("May Lindqvist",),
    ("Mark O'Brien-Núñez", "Mark"),
    ("Rosa Blanca Cruz", "Rosa"),
    ("Faith Park",),
    ("Austin Greene",),
    ("Robert Young", "Bobby"),
    ("Drew Castillo", "Drew"),
    ("Luz Esperanza Reyes",),
    ("Nathaniel Brooks",),
    ("Summer Chen",),
    ("Francisco Ortega",),
    ("Brian Katz",),
    ("Margaret Price",),
    ("Angel Soto",),
    ("Sandy Moreno",),
    ("J.A.",),
)

NAMED = """
He listened and, with [Renee], wrote down one person to call.
[RENEE] spoke first and he agreed.
Told [renee] that it helped.
[Renee]’s question helped her.
[Renee]'s question helped her.
She liked ([Renee])
He paired up with [Rene] [Dubois] for the exercise.
He thanked [Rennee] for the advice.
He thanked [Reene] for the advice.
[Dubois] and he compared their plans.
Ms. [Dubois] offered a ride.
He supported a peer ([Renee]) during check-in.
They asked [José] about work; [Jose] answered.
They asked [JOSÉ] about work.
They asked [José] about work.
[Pepe] gave feedback on the plan.
He sat beside [Lupe] and talked about family.
[Lupita] offered support.
[Maria] [Guadalupe] shared a story that he related to.
He said [Gudalupe] helped him.
He asked [Will] for his number after group.
[Will] said the plan was good.
[Will] shared his plan and she listened.
[Will] attended too.
[Will]’s story moved him.
In pairs with [Bill], he practiced refusal.
[Billy] told him to call.
[Liam] told him to call.
He and [Will] role-played a refusal.
He said that [Hope] understood him.
[Hope] told him to call.
He agreed with [Grace] about mornings.
[Grace] shared that mornings are hard, and he nodded.
He worked with [May] on a craving plan.
[May] said she would call him.
He gave the card to [Mark] and sat down.
[Mark] explained the exercise to him.
[O'Brien-Núñez] asked how it went.
[O’Brien-Nunez] asked how it went.
He was moved by what [Núñez] told the group.
Afterwards [Rosa] offered him a ride.
He drew a map with [Drew].
[Drew] said it was good.
He compared notes with [Faith].
[Faith] told the room that he had helped.
He invited [Austin] to a meeting.
[Austin] gave him feedback.
[Bob] asked him a question.
[Robbie] asked him a question.
He texted [Bobby] before group.
He interrupted [Rob] twice.
[Nate] and he set a goal together.
He related to [Nathanial].
He practiced with [Summer] and took turns.
[Summer] shared her plan.
[Paco] told him about the meeting.
He compared cravings with [Pancho].
He laughed with [Luz].
Le dijo a [Luz] que entendía.
Habló con [Esperanza] después del grupo.
[Esperanza] dijo que lo entendía.
Compartió con [Maggie] su plan.
[Peggy] asked him to stay.
He and [Angel] wrote a list.
[Sandy] shared and he listened.
A peer, [Sandy], offered feedback.
He set next to [Brain] and worked.
He gave [Willl] his number.
Talked with [Renee] and [Will] and [Hope].
Peer [Renee] supported him.
He said he trusts [Renee]-type people.
When [Hope] cried he offered a tissue.
He told the group “[Will] inspired me to stay.”
[J.A.] gave him feedback.
He thanked [JA] for it.
Thanks to [Hope Adeyemi] he stayed.
HE LISTENED TO [RENEE] AND SAID HE UNDERSTOOD.
"""

POINTED_OUT = """
Called cousin {Renee} on Sunday and told her about the plan.
She will use the sentence with her brother {José} on Sunday.
His sponsor {Will} called.
His sponsor, {Mark}, called.
{Mark}, his sponsor, called.
Su hermano {José} viene el domingo.
Dr. {Renee} changed the dose.
Her wife {Grace} came to the family session.
A friend named {Angel} offered a ride.
"""

CLEAN = """
He is willing to try and was in disgrace at work.
He will try the plan on Friday and report on Monday.
Will try the plan on Friday and report on Monday to the group.
Will he come on Friday? He thinks so.
Will attend the Friday group.
Will continue to work on sleep.
Plan: Will call the line at night.
- Will call the line at night.
Next: Will share the plan with his therapist.
Jordan shared that his will is strong.
Free will was the topic he liked.
He spoke with hope about the summer.
Hope is what he named as new.
Hope was the word he chose.
He has faith in the plan and grace for himself.
Grace was something she wanted to learn about.
Faith in recovery was the topic.
He read “Faith in Recovery” aloud.
He chose the word “Hope” for his card.
He attends the Hope Group on Sundays.
He goes to Grace Church for meetings.
In May he returns to work.
He has been sober since May 3.
He returns to work in early May.
He may come back on Friday.
May be ready to step down.
From May to July he worked nights.
He got a good mark and will mark the days.
Mark the days on the calendar, he said.
Drew a craving map and named two steps.
He drew a map of his week.
Rose early and walked before group.
He rose to the challenge.
He moved here from Austin in March.
He drove to Austin to see his father.
He was born in Austin.
He looked for a spot in the park and at the price of it.
He works with young people.
Young adults were the topic.
Summer was hard for him last year.
He plans a trip for the summer.
Last Summer he relapsed twice.
He felt like an angel had helped.
The sandy beach was his safe place.
Art therapy was new for him.
He paid the bill and robbed nobody.
Bill was paid on time, he said.
He read the story of Bill W. in the book.
He drank Jack Daniel’s on weekends.
He lives in San Francisco with family.
He took a bus to Santa Rosa.
He prefers a brook to brooks.
Jordan read about Jordan, the country.
Jordan’s brother drove.
Jay spoke up.
The rosa color on the handout calmed him.
Habló de la luz y de la esperanza.
La esperanza es lo que nombró.
Tiene esperanza de volver en mayo.
Esperanza y calma fueron sus palabras.
Una cruz en la pared le recuerda a su abuela.
He lives on Grace Street.
He went to Hope House for dinner.
He chose the Serenity Prayer.
His brain felt tired.
Brain fog made it hard to follow.
He renewed his wish to sleep and to repair trust.
A willow, a rose.
He said: “Will I make it?” and smiled.
He asked “Will it pass?”
He believes that hope helps.
With hope and grace he goes on.
Grace period for rent ends Friday.
He got feedback from a peer.
Faith helped him through the night.
Hope gives him strength.
He wrote a letter to Hope Hospital.
Mercy and grace were words he used.
He will, he said, and he may.
Marked progress was seen.
He is hopeful, faithful, graceful and drew strength.
Sandy soil was what he planted in.
Blanca nieve y cruz roja, dijo de su cuadro.
"""


def findings(text: str) -> list[tuple[str, str]]:
    note = Note(text=text, names=OWN, others=OTHERS, objective="o", minutes_note=90, minutes_ledger=90)
    found = [each for each in guard.check(note) if each.code == "other-client-named"]
    return [(text[each.where[0] : each.where[1]], each.severity) for each in found if each.where]


def marked(line: str) -> tuple[str, list[str]]:
    names = [word for group in re.findall(r"[\[{]([^\]}]+)[\]}]", line) for word in group.split()]
    return re.sub(r"[\[\]{}]", "", line), names


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("line", lines(NAMED))
def test_a_name_is_found_however_it_is_written(line: str) -> None:
    text, names = marked(line)
    assert [word for word, _ in findings(text)] == names


@pytest.mark.parametrize("line", lines(POINTED_OUT))
def test_a_relative_of_the_same_name_is_only_pointed_out(line: str) -> None:
    text, names = marked(line)
    assert findings(text) == [(name, "warn") for name in names]


@pytest.mark.parametrize("line", lines(CLEAN))
def test_a_word_that_is_also_a_name_is_no_finding(line: str) -> None:
    assert findings(line) == []
