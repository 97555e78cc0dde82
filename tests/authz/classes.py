"""What every address needs. An address that is not here fails the suite: whoever adds one says here what it takes."""

from dataclasses import replace

from tests.authz.oracle import Absent, Accountable, Need, OwnTap, Record, Route, Step

ITEM = {  # what kind of information a part of an address names; None: nobody's
    "agreement_id": None,
    "alert_id": "measures",
    "breach_id": None,
    "client_id": "identity",
    "consent_id": "consent",
    "contact_id": "identity",
    "diagnosis_id": "evaluation",
    "episode_id": "identity",
    "evaluation_id": "evaluation",
    "follow_up_id": "aftercare",
    "glass_id": "consent",
    "goal_id": "plan",
    "group_id": None,
    "item_id": "work",
    "letter_id": "consent",
    "kiosk_id": None,
    "licence_id": None,
    "medication_id": "medical",
    "membership_id": "calendar",
    "note_id": "notes",
    "offer_id": "hours",
    "order_id": "consent",
    "objective_id": "plan",
    "pk": "referral",
    "plan_id": "hours",
    "presence_id": "hours",
    "proposal_id": "hours",
    "publication_id": "hours",
    "referral_id": "referral",
    "request_id": "consent",
    "response_id": "measures",
    "restriction_id": "consent",
    "row_id": None,
    "screening_id": "referral",
    "seat_id": "calendar",
    "session_id": None,
    "site_id": None,
    "staff_id": None,
    "test_id": "medical",
    "topic_id": None,
}
NOT_FOR_CLIENTS = {"item_id", "pk", "alert_id", "screening_id", "proposal_id", "publication_id"} | {
    part for part, item in ITEM.items() if item is None
}


def need(*rights: str, on: str = "GET POST") -> list[Need]:
    return [Need(right, on) for right in rights]


def row(part: str, right: str, on: str = "GET POST") -> Record:
    return Record(part, right, ITEM[part], on, part == "client_id", part not in NOT_FOR_CLIENTS)


def page(*steps: Step | str) -> Route:
    return Route("GET", as_steps(steps))


def act(*steps: Step | str) -> Route:
    return Route("POST", as_steps(steps))


def both(*steps: Step | str) -> Route:
    return Route("GET POST", as_steps(steps))


def as_steps(steps: tuple[Step | str, ...]) -> tuple[Step, ...]:
    return tuple(Need(step) if isinstance(step, str) else step for step in steps)


def chart(right: str = "see_chart") -> Record:
    return row("client_id", right)


DESK = {
    "desk:home": page(),
    "desk:today": page("staff"),
    "desk:clients": both("see_clients"),
    "desk:search": both("see_program"),
    "desk:work": page("see_program"),
    "desk:work-done": act(row("item_id", "see_program")),
    "desk:choose-program": act("see_program", "staff", Absent("POST")),  # no program is named
    "desk:audit": both("see_audit"),
    "desk:chart": page(replace(chart(), or_at_the_desk=True)),
    "desk:glass": both("see_chart", row("client_id", "see_clients")),
    "desk:ask-access": act("see_chart", row("client_id", "see_clients")),
    "desk:access": both(chart(), "see_staff", Absent("POST")),
    "desk:close-glass": act(replace(row("glass_id", "review_privacy"), without_the_right=404, or_who_broke_it=True)),
    "desk:told": both(replace(row("glass_id", "review_privacy"), without_the_right=404, or_who_broke_it=True)),
    "desk:who": page(chart("see_consent"), Accountable()),
    "desk:privacy": page("review_privacy"),
    "desk:new-order": both("review_privacy"),
    "desk:order": both(row("order_id", "review_privacy")),
    "desk:new-breach": both("review_privacy"),
    "desk:breach": both(row("breach_id", "review_privacy")),
    "desk:accounting": both(row("request_id", "review_privacy")),
    "desk:restriction": both(row("restriction_id", "review_privacy")),
    "desk:notice": page("review_privacy"),
    "desk:edit-notice": both("review_privacy"),
    "desk:agreements": page("review_privacy"),
    "desk:new-agreement": both("review_privacy"),
    "desk:agreement": both(row("agreement_id", "review_privacy")),
    "desk:disclosures": page("review_privacy"),
    "desk:looks": page("review_privacy", "see_audit"),
    "desk:review-glass": both(row("glass_id", "review_privacy")),
    "look:kit": Route("GET", (Need("staff", without_the_right=404),), is_open=True),
    "look:theme": Route("POST", is_open=True),
    "people:client": page(row("client_id", "see_clients")),
    "people:edit": both("work_referrals", row("client_id", "see_clients")),
    "people:new": both("work_referrals"),
    "people:contact": both("work_referrals", row("contact_id", "see_clients")),
    "people:new-contact": both("work_referrals", row("client_id", "see_clients")),
    "people:invite": act("work_referrals", row("client_id", "see_clients")),
    "people:staff": page("see_staff"),
    "people:member": page(row("staff_id", "see_staff")),
    "people:employ": both("manage_staff"),
    "people:edit-member": both("manage_staff", row("staff_id", "see_staff")),
    "people:leave": act("manage_staff", row("staff_id", "see_staff")),
    "people:member-sign-in": act("manage_staff", row("staff_id", "see_staff")),
    "people:new-licence": both("manage_staff", row("staff_id", "see_staff")),
    "people:licence": both("manage_staff", row("licence_id", "see_staff")),
    "people:security": page(),
    "people:end-session": act(),
    "people:lock-state": Route("GET", is_open=True),  # says of nobody's session that it is gone
    "people:unlock": Route("GET POST", (Need("signed in", "POST", 302),), is_open=True),
    "people:unlock-passkey": Route("GET", is_open=True),
    "programs:settings": both("manage_program"),
    "programs:add": both("manage_program", row("site_id", "manage_program")),
    "programs:add_licence": both("manage_program"),
    "programs:change": both("manage_program", row("row_id", "manage_program")),
}
DOOR = {
    "finder:front": Route("GET", is_open=True),
    "finder:program": Route("GET", is_open=True),
    "finder:notice": Route("GET", is_open=True),
    "finder:refer": Route("GET POST", is_open=True),
    "finder:thanks": Route("GET", is_open=True),
    "portal:enter": Route("GET POST", is_open=True),
    "intake:queue": both("work_referrals"),
    "intake:new": both("work_referrals"),
    "intake:referral": page(row("referral_id", "work_referrals")),
    "intake:screening": both(row("referral_id", "work_referrals")),
    "intake:handed": act(row("screening_id", "work_referrals")),
    "intake:close": act(row("referral_id", "work_referrals")),
    "intake:reopen": act(row("referral_id", "work_referrals")),
    "intake:same": act(row("referral_id", "work_referrals")),
    "intake:evaluate": act(row("referral_id", "evaluate")),
    "intake:evaluation": page(row("evaluation_id", "see_chart")),
    "intake:print": page(row("evaluation_id", "see_chart")),
    **{
        f"intake:{name}": both(row("evaluation_id", "see_chart"), "evaluate")
        for name in ("story", "substances", "diagnoses", "dimensions")
    },
    "intake:measures": page(row("evaluation_id", "see_chart"), "evaluate"),
    "intake:found": act(row("evaluation_id", "evaluate")),
    "intake:edition": act(row("evaluation_id", "evaluate")),
    "intake:sign": act(row("evaluation_id", "evaluate")),
    "intake:diagnosis": act(row("diagnosis_id", "evaluate")),
    "exchange:import": both("work_referrals"),
    "exchange:matches": both("work_referrals"),
    "exchange:match": both(row("pk", "work_referrals")),
}
CARE = {
    "placement:stays": page("see_chart"),
    "placement:decide": both(row("evaluation_id", "see_chart"), "place"),
    "placement:episode": page(row("episode_id", "see_chart")),
    "placement:change_therapist": both(row("episode_id", "see_chart"), "place"),
    "plan:client": page(chart()),
    "plan:version": page(chart()),
    "plan:take_home": page(chart()),
    "plan:sign": both(chart()),
    "plan:start": act(chart(), "write_plan"),
    "plan:draft": both(chart(), "write_plan"),
    "plan:hours": both(chart(), "write_plan"),
    "plan:change": act(chart(), "write_plan"),
    "plan:review": both(chart(), "write_plan"),
    "plan:goal_status": act(row("goal_id", "see_chart"), "write_plan"),
    "plan:objective_status": act(row("objective_id", "see_chart"), "write_plan"),
    "progress:client": page(chart()),
    "progress:step_down": both(chart(), Need("place", "POST")),
    "medical:client": page(chart()),
    "medical:add": both("work_medical", chart()),
    "medical:test": both("work_medical", chart()),
    "medical:stop": both("work_medical", row("medication_id", "see_chart")),
    "medical:wrong": both("work_medical", row("medication_id", "see_chart")),
    "medical:correct": both("work_medical", row("test_id", "see_chart")),
    "measures:client": page(chart()),
    "measures:ask": both("ask_measures", chart()),
    "measures:response": page(row("response_id", "see_chart")),
    "measures:correct": both("ask_measures", row("response_id", "see_chart")),
    "measures:alerts": page("see_chart"),
    "measures:answer-alert": act(row("alert_id", "see_chart")),
    "schedule:board": page("see_hours"),
    "schedule:client": page(chart("see_hours")),
    "schedule:why": page(chart("see_hours")),
    "schedule:offer": act("schedule", chart("see_hours"), row("session_id", "see_hours")),
    "schedule:book": act("schedule", chart("see_hours"), row("session_id", "see_hours")),
    "schedule:waiting": both("schedule"),
    "schedule:options": both(row("client_id", "schedule")),
    "schedule:undo": act("schedule", row("offer_id", "see_hours")),
    **{f"schedule:{name}": page("schedule", "manage_program") for name in ("coming", "week", "facts", "news")},
    **{f"schedule:{name}": both("schedule", "manage_program") for name in ("open_session", "publish")},
    "schedule:session": both("schedule", "manage_program", Absent("GET POST")),  # a session that is not in the week
    **{
        f"schedule:{name}": act("schedule", "manage_program") for name in ("close_session", "step", "propose", "let_go")
    },
    "schedule:progress": page("schedule", "manage_program", row("proposal_id", "schedule")),
    "schedule:settle": act("schedule", "manage_program", row("proposal_id", "schedule")),
    "schedule:week_short": both("schedule", "manage_program", row("client_id", "schedule")),
    "schedule:add_hour": both("schedule", "manage_program", row("client_id", "schedule")),
    "schedule:hour": both("schedule", "manage_program", row("client_id", "schedule"), Absent("GET POST")),  # has none
    "schedule:give_up_hour": act("schedule", "manage_program", row("client_id", "schedule"), Absent("GET POST")),
    "schedule:unpublish": act("schedule", "manage_program", row("publication_id", "schedule")),
    "aftercare:list": page("work_aftercare"),
    "aftercare:client": page("work_aftercare", chart("work_aftercare")),
    "aftercare:print": page("work_aftercare", chart("work_aftercare")),
    "aftercare:plan": both("work_aftercare", chart("work_aftercare")),
    "aftercare:agree": act("work_aftercare", chart("work_aftercare")),
    "aftercare:summary": act("work_aftercare", replace(chart("work_aftercare"), is_over_only=True)),
    "aftercare:contact": act("work_aftercare", chart("work_aftercare")),
    "aftercare:call": act(row("follow_up_id", "work_aftercare")),
    "aftercare:leave": both("place", "schedule", "work_aftercare", chart("work_aftercare")),
}
SESSIONS = {
    "calendar:week": page("see_program"),
    "calendar:feed": both("see_program"),
    "feeds:feed": Route("GET", (Absent("GET"),), is_open=True),  # an address that nobody made
    "calendar:groups": page("see_program"),
    "calendar:group": page(row("group_id", "see_program")),
    "calendar:new_group": both("schedule"),
    "calendar:change_group": both(row("group_id", "schedule")),
    "calendar:end_group": both(row("group_id", "schedule")),
    "calendar:leave": both(row("membership_id", "schedule")),
    "calendar:topics": page("see_program"),
    "calendar:new_topic": both("schedule"),
    "calendar:starter": both("schedule"),
    **{f"calendar:{name}": page(row("topic_id", "see_program")) for name in ("topic", "handout")},
    "calendar:change_topic": both(row("topic_id", "schedule")),
    "calendar:order_topic": act(row("topic_id", "schedule")),
    "calendar:book": both("schedule"),
    "calendar:paper": page(row("client_id", "schedule")),
    "calendar:place": both(row("client_id", "schedule")),
    "calendar:availability": both(row("client_id", "schedule")),
    "calendar:separations": both(row("client_id", "sign_plan")),
    "calendar:working_hours": both("manage_staff", row("staff_id", "see_staff")),
    "calendar:change_session": page(row("session_id", "schedule")),
    **{
        f"calendar:{name}": act(row("session_id", "schedule"))
        for name in ("move_session", "cancel_session", "stand_in", "give_seat")
    },
    "calendar:give_up_seat": act(row("seat_id", "schedule")),
    "encounters:session": page(row("session_id", "see_hours")),
    **{
        f"encounters:{name}": act(row("session_id", "take_attendance"), chart("see_hours"))
        for name in ("mark", "times", "back")
    },
    "encounters:undo": act(
        row("session_id", "take_attendance"),
        chart("see_hours"),
        row("presence_id", "see_hours"),
        OwnTap("correct_ledger"),
    ),
    "encounters:everyone": act(row("session_id", "take_attendance")),
    "encounters:board": page(row("session_id", "take_attendance")),
    "encounters:taps": act(row("session_id", "take_attendance")),
    "encounters:kiosk": Route("GET POST", (Absent("POST"),), is_open=True),  # a device that nobody paired takes nothing
    "encounters:kiosks": both("take_attendance"),
    "encounters:end-kiosk": act(row("kiosk_id", "take_attendance")),
    "encounters:number": both("take_attendance", chart("see_hours")),
    "encounters:breaks": both(row("session_id", "correct_ledger")),
    "encounters:ledger": page(row("session_id", "see_hours"), chart("see_hours")),
    "encounters:correct": act(row("presence_id", "correct_ledger")),
    "encounters:client": page(chart("see_notes")),
    "encounters:coverage": page(chart("see_hours")),
    "encounters:health": page(row("group_id", "see_hours")),
    "encounters:notes": page("write_notes"),
    "encounters:counseling": both("write_notes", row("session_id", "see_notes"), Absent("POST")),
    "encounters:write": both(row("session_id", "see_notes"), Need("write_notes", "POST")),
    "encounters:end": act(row("session_id", "see_notes"), "write_notes"),
    "encounters:note": both(row("note_id", "see_notes")),
    "encounters:to-cosign": page("sign_notes"),
    "encounters:cosign": act(row("note_id", "see_notes"), "sign_notes"),
    "encounters:crisis": both(chart("see_notes"), "write_notes"),
    "encounters:thread": page(row("objective_id", "see_chart"), "see_notes"),
    "encounters:print-note": page(row("note_id", "see_notes")),
    "virtual:check": page(row("seat_id", "see_own")),
    "virtual:where": both(row("seat_id", "see_own")),
    "virtual:promise": both(row("seat_id", "see_own")),
    "virtual:seat-room": page(row("seat_id", "see_own")),
    "virtual:seat-ticket": act(row("seat_id", "see_own")),
    "virtual:seat-help": act(row("seat_id", "see_own")),
    "virtual:seat-note": act(row("seat_id", "see_own")),
    "virtual:bring": both(row("seat_id", "see_own")),
    "virtual:guest": Route("GET POST", (Absent("GET POST"),), is_open=True),  # without a link there is nobody
    "virtual:guest-room": Route("GET", (Absent("GET"),), is_open=True),
    "virtual:guest-ticket": Route("POST", (Absent("POST"),), is_open=True),
    "virtual:invited": Route("GET POST", (Absent("GET POST"),), is_open=True),  # a link that nobody made
    "virtual:policy": both("manage_program"),
    "virtual:room": page(row("session_id", "take_attendance")),
    "virtual:who": page(row("session_id", "take_attendance")),
    "virtual:wall": page(row("session_id", "take_attendance")),
    **{
        f"virtual:{name}": act(row("session_id", "take_attendance"))
        for name in ("ticket", "admit", "remove", "lock", "end", "reopen", "breakouts", "help", "wall-ticket")
    },
    "virtual:presence": both(row("session_id", "take_attendance")),
}
PORTAL = {
    **{f"portal:{name}": page("see_own") for name in ("today", "week", "hours", "help", "plan", "opened")},
    "portal:notice": both("see_own"),
    "portal:notice-print": page("see_own"),
    "portal:why": page("see_own"),
    "portal:arrive": both("see_own"),
    "portal:when": both("see_own"),
    "portal:feed": both("see_own"),
    "portal:paper": page("see_own"),
    "portal:makeups": page("see_own"),
    "portal:makeup-take": act("see_own", row("offer_id", "see_own")),
    "portal:makeup-decline": act("see_own", row("offer_id", "see_own")),
    "portal:makeup-back": act("see_own", row("offer_id", "see_own")),
    "portal:check-in": both("see_own"),
    "portal:come-back": act("see_own"),
    "portal:checked": page("see_own", row("response_id", "see_own")),
    "portal:sign": both("see_own", row("plan_id", "see_own")),
    "portal:send-link": both("schedule", row("client_id", "see_clients")),
}
SHARING = {
    "sharing:client": page(chart("see_consent")),
    "sharing:notice": both(chart("see_consent"), Need("manage_consent", "POST")),
    "sharing:print-notice": page("see_consent"),
    "sharing:new": both("manage_consent", chart("see_consent")),
    "sharing:consent": both("manage_consent", chart("see_consent"), row("consent_id", "see_consent")),
    "sharing:sign": both("manage_consent", chart("see_consent"), row("consent_id", "see_consent")),
    "sharing:ask": act("manage_consent", chart("see_consent"), row("consent_id", "see_consent")),
    "sharing:stop": act("manage_consent", chart("see_consent"), row("consent_id", "see_consent")),
    "sharing:print": page(chart("see_consent"), row("consent_id", "see_consent")),
    "sharing:letters": page(chart("see_consent")),
    "sharing:new-letter": both("disclose", chart("see_consent")),
    "sharing:letter": both(chart("see_consent"), row("letter_id", "see_consent"), Need("disclose", "POST")),
    "sharing:print-letter": page(chart("see_consent"), row("letter_id", "see_consent")),
    "sharing:check-letter": Route("GET POST", is_open=True),
    "portal:letters": page("see_own"),
    "portal:topics": page("see_own"),
    "portal:letter": act("see_own", row("letter_id", "see_own")),
    "sharing:shared": Route("GET POST", is_open=True),
    "sharing:still": Route("GET", is_open=True),
    "sharing:taken": Route("GET", is_open=True),
    "portal:sharing-list": page("see_own"),
    "portal:sharing-new": both("see_own"),
    "portal:sharing-consent": both("see_own", row("consent_id", "see_own")),
    "portal:sharing-sign": both("see_own", row("consent_id", "see_own")),
    "portal:sharing-stop": act("see_own", row("consent_id", "see_own")),
    "portal:sharing-print": page("see_own", row("consent_id", "see_own")),
}
ROUTES: dict[str, Route] = DESK | DOOR | CARE | SESSIONS | PORTAL | SHARING
# Jobs show nothing to anybody. "each house": acts for one organisation after another, each in a standing of its own;
# "one house": for the one that it was asked for.
JOBS = {
    "messages.deliver": "one house",
    "sealed.rotate": "one house",
    "openiop.base.audit.tasks.close_hour": "each house",
    "openiop.care.aftercare.tasks.ask_all": "each house",
    "openiop.care.calendar.tasks.plan_all": "each house",
    "openiop.care.encounters.tasks.ask_for_notes": "each house",
    "openiop.care.schedule.tasks.look_after": "each house",
    "openiop.care.schedule.tasks.propose_all": "each house",
    "schedule.propose": "one house",
}
