"""The gate's place: nothing is read around it."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from openiop.base.people.models import Client, Contact, Staff
from openiop.base.people.roles import Permission, Refused
from openiop.base.privacy.gate import Gate, OutOfReach, Ungated
from openiop.base.privacy.middleware import GateMiddleware


def test_staff_find_their_own_organisations_client(cast):
    assert Gate(cast.dana).fetch(Client, cast.jordan.pk, Permission.SEE_CHART) == cast.jordan


def test_a_record_is_out_of_reach_without_a_relationship_and_one_is_told_so(cast):
    gate = Gate(cast.marcus, cast.program)
    assert gate.fetch(Client, cast.jordan.pk, Permission.SEE_CLIENTS) == cast.jordan  # who is here, one may know
    with pytest.raises(OutOfReach):
        gate.fetch(Client, cast.jordan.pk, Permission.SEE_CHART)
    assert not gate.rows(Client, Permission.SEE_CHART).exists()


def test_another_organisations_client_is_simply_not_found(cast, elsewhere):
    with pytest.raises(Http404):
        Gate(cast.dana).fetch(Client, elsewhere.jordan.pk, Permission.SEE_CHART)


def test_a_role_without_the_right_is_refused_before_anything_is_read(cast, django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(Refused):
        Gate(cast.bea).fetch(Client, cast.jordan.pk, Permission.SEE_CHART)


def test_nobody_is_refused(cast):
    with pytest.raises(Refused):
        Gate(None).rows(Client, Permission.SEE_CLIENTS)


def test_a_client_reads_only_what_is_their_own(cast):
    Contact.objects.create(organisation=cast.organisation, client=cast.ana, name="Her sister")
    mine = Contact.objects.create(organisation=cast.organisation, client=cast.jordan, name="Their cousin")
    assert list(Gate(cast.jordan).rows(Contact, Permission.SEE_OWN)) == [mine]


def test_a_client_reads_nothing_of_a_table_that_leads_to_no_client(cast):
    with pytest.raises(Refused):
        Gate(cast.jordan).rows(Staff, Permission.SEE_OWN)


def test_a_view_that_never_asked_is_an_error(cast):
    request = RequestFactory().get("/")
    request.user = cast.dana.user
    request.session = {}
    from django.http import HttpResponse

    def view(request):
        return HttpResponse("somebody's record")

    middleware = GateMiddleware(lambda r: (middleware.process_view(r, view, (), {}), view(r))[1])
    request.resolver_match = type("Match", (), {"view_name": "careless"})()
    with pytest.raises(Ungated):
        middleware(request)
