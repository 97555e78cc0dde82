"""Drawings: the harbour behind the sign-in, and the small scenes of empty pages. Colours come from the tokens."""

from django.utils.safestring import SafeString

HARBOR = SafeString(
    '<svg class="scene" viewBox="0 0 640 800" preserveAspectRatio="xMidYMid slice" aria-hidden="true">'
    '<rect class="sky" width="640" height="800"/>'
    '<circle class="a-warm" cx="436" cy="474" r="60"/>'
    '<path class="far" d="M640 420c-50 0-86 22-150 28s-110 10-160 26h310z"/>'
    '<rect class="water" y="472" width="640" height="328"/>'
    '<path class="a-warm" d="M390 490h92v4h-92zM406 506h60v4h-60zM420 522h32v4h-32z"/>'
    '<path class="land" d="M0 424c70 0 112 12 158 32s84 28 132 38c-64 14-190 22-290 22z"/>'
    '<path class="a-pale" d="M104 336h32l9 104H95z"/>'
    '<path class="a-warm" d="M100.5 376h39l2.4 28h-43.8z"/>'
    '<path class="land" d="M100 312h40v24h-40zM96 312l24-22 24 22z"/>'
    '<path class="a-warm" d="M110 316h20v15h-20z"/>'
    '<path class="a-pale" d="M312 548v40h-30zM318 538v50h34z"/>'
    '<path class="land" d="M276 594h84c-6 12-14 16-24 16h-38c-10 0-18-6-22-16z"/>'
    '<path class="thread-line" d="M-10 690c130 0 140-44 250-44s130 40 230 36 130-42 180-42"/></svg>'
)

DOOR = SafeString(
    '<svg class="empty-art" viewBox="0 0 120 80" aria-hidden="true">'
    '<path class="s-edge" d="M8 68h104" stroke-width="2" stroke-linecap="round"/>'
    '<path class="a-pale s-edge" d="M42 68V16h36v52z" stroke-width="2"/>'
    '<path class="f-ahead" d="M48 68V24l20-6v50z"/><circle class="f-make" cx="63" cy="46" r="2.5"/>'
    '<path class="thread-line thin" d="M4 76c14 0 20-8 38-8"/></svg>'
)

BOAT = SafeString(
    '<svg class="empty-art" viewBox="0 0 120 80" aria-hidden="true">'
    '<circle class="a-warm" cx="92" cy="20" r="8"/>'
    '<path class="f-ahead" d="M56 12v38H34z"/><path class="a-pale s-edge" d="M61 20v30h18z" stroke-width="1.5"/>'
    '<path class="f-done" d="M32 54h54c-4 9-9 12-16 12H48c-7 0-13-4-16-12z"/>'
    '<path class="thread-line thin" d="M4 72c14 0 18-5 32-5s18 5 32 5 20-5 48-5"/></svg>'
)

LIGHTHOUSE = SafeString(
    '<svg class="empty-art" viewBox="0 0 120 80" aria-hidden="true">'
    '<path class="f-make" d="M66 20l34-8v20zM54 20L20 12v20z" opacity="0.5"/>'
    '<path class="a-pale s-edge" d="M54 28h12l5 38H49z" stroke-width="1.5"/>'
    '<path class="f-ahead" d="M52.5 40h15l1.6 12H50.9z"/><path class="f-done" d="M53 18h14v10H53zM60 8l9 10H51z"/>'
    '<path class="thread-line thin" d="M4 70c16 0 22-4 36-4h40c14 0 20 4 36 4"/></svg>'
)

SCENES = {"door": DOOR, "boat": BOAT, "harbor": LIGHTHOUSE}
