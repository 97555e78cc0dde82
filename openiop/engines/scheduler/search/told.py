"""Part of a move: the people who would have to be told, because something of last week's plan is not kept."""

from collections import defaultdict

from ortools.sat.python import cp_model

from .. import grid
from .draft import Draft, Offer
from .week import Fact

Sum = cp_model.LinearExpr.sum


def add_changes(draft: Draft) -> None:
    if not draft.before:
        return
    offers = {(offer.kind, offer.start, lead): offer for offer in draft.offers for lead in _leads_of(offer)}
    hours: dict[tuple[int, str, int], list[cp_model.IntVar]] = defaultdict(list)
    for client, kind, start, _, _, _, variable in draft.hour_vars:
        hours[client, kind, start].append(variable)
    still = {(hour.client, hour.kind, hour.start) for hour in draft.still}
    told = []
    sure = 0
    for (side, number), facts in draft.before.items():
        needs = [_kept(draft, side, number, fact, offers, hours, still) for fact in facts]
        if not all(needs):
            sure += 1
            continue
        wanted = [each for each in needs if not isinstance(each, bool)]
        if wanted:
            held = all(draft.now_of(group) for each in wanted for group in each)
            changed = draft.flag(int(not held))
            for group in wanted:
                for literals in group:
                    draft.model.add_bool_or([changed, *literals])
            draft.cost(changed, draft.stage.change)
            told.append(changed)
    draft.constant += sure * draft.stage.change
    if draft.scope.most_changes is not None and told:
        draft.model.add(Sum(told) <= max(0, draft.scope.most_changes - sure))


def _kept(
    draft: Draft,
    side: str,
    number: int,
    fact: Fact,
    offers: dict[tuple[int, int, int], Offer],
    hours: dict[tuple[int, str, int], list[cp_model.IntVar]],
    still: set[tuple[int, str, int]],
) -> bool | list[list[cp_model.IntVar]]:
    """What keeps a fact of the last plan: True (it stands), nothing can (False), or one of each list."""
    what, start, other = fact
    if not draft.days >> start // grid.DAY & 1:
        return fact in draft.now.get((side, number), ())
    if not isinstance(what, int):
        client = number if side == "c" else other
        key = (client, str(what), start)
        return key in still or ([hours[key]] if key in hours else False)
    lead = other if side == "c" else number
    offer = offers.get((what, start, lead))
    if offer is None:
        return False
    needs = [[offer.leads[lead]]] if offer.meeting is None else []
    if side == "c" and number not in offer.fixed:
        if number not in offer.seats:
            return False
        needs.append([offer.seats[number]])
    return needs or True


def _leads_of(offer: Offer) -> list[int]:
    return [offer.meeting.lead] if offer.meeting is not None else list(offer.leads)
