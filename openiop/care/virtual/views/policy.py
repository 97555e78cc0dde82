"""What the program allows in its video rooms."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openiop.base.people.roles import Permission as P
from openiop.care.virtual import actions as virtual
from openiop.care.virtual.forms import PolicyForm
from openiop.care.virtual.policies import policy_of


@require_http_methods(["GET", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """May people chat, be seen, read captions, come in without encryption?"""
    gate = request.gate
    gate.require(P.MANAGE_PROGRAM)
    form = PolicyForm(request.POST or None, instance=policy_of(gate.program))
    if request.method == "POST" and form.is_valid():
        virtual.decide(by=gate.staff, program=gate.program, **form.cleaned_data)
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("virtual:policy")
    return render(request, "virtual/policy.html", {"form": form}, status=422 if form.errors else 200)
