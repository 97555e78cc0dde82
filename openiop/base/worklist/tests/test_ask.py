"""A task opens the record it is about, for whoever was asked."""

import pytest
from django.db import DatabaseError

from openiop.base import context
from openiop.base.worklist.models import WorkItem


def test_nobody_opens_a_record_by_giving_themself_a_task(cast):
    task = {"organisation": cast.organisation, "program": cast.program, "kind": "test.look", "title": "Look"}
    with pytest.raises(DatabaseError), context.standing(cast.marcus.standing):
        WorkItem.objects.create(**task, client=cast.jordan, assigned_to=cast.marcus, source="own")
    with context.standing(cast.marcus.standing):  # asking another is everybody's right, and so is a task about nobody
        other = WorkItem.objects.create(**task, client=cast.jordan, assigned_to=cast.dana, source="other")
        WorkItem.objects.create(**task, assigned_to=cast.marcus, source="nobody")
    with pytest.raises(DatabaseError), context.standing(cast.marcus.standing):
        WorkItem.objects.filter(pk=other.pk).update(assigned_to=cast.marcus)
    with context.standing(cast.priya.standing):
        WorkItem.objects.filter(pk=other.pk).update(assigned_to=cast.marcus)
    with context.standing(cast.marcus.standing):  # the director asked him
        WorkItem.objects.filter(pk=other.pk).update(title="Looked")
