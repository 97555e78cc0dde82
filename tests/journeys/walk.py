"""The eleven steps in their order, for whichever hand walks them."""

from pathlib import Path

from tests.journeys.installation import Installation
from tests.journeys.steps import arriving, attending, evaluating, leaving, placing, planning, scheduling
from tests.journeys.story import Story

JOURNEY = [
    arriving.be_screened,
    evaluating.be_evaluated,
    placing.be_placed,
    planning.write_the_plan,
    scheduling.open_the_groups,
    scheduling.be_placed_in_the_week,
    attending.attend,
    attending.be_written_about,
    attending.see_the_minutes,
    leaving.look_back,
    leaving.step_down,
    leaving.leave,
]


def walk(installation: Installation, file: Path) -> Story:
    """From a file that somebody sent to the last day and the promised calls."""
    story = arriving.come_by_file(installation, file)
    for step in JOURNEY:
        step(story)
    return story
