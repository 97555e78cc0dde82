/** What every page runs. Each module works on attributes that a template wrote; without script the page still works. */
import "./css/app.css";
import { startBusy } from "./page/busy.ts";
import { startCommand } from "./page/command.ts";
import { startConfirm } from "./page/confirm.ts";
import { startDialogs } from "./page/dialog.ts";
import { startEnter } from "./page/enter.ts";
import { startErrors } from "./page/errors.ts";
import { startHtmx } from "./page/htmx.ts";
import { startKeep } from "./page/keep.ts";
import { startLock } from "./page/lock.ts";
import { startMenus } from "./page/menu.ts";
import { startNotes } from "./page/notes.ts";
import { startPasskeys } from "./page/passkey.ts";
import { startPrint } from "./page/print.ts";
import { startReveal } from "./page/reveal.ts";
import { startRoster } from "./page/roster.ts";
import { startTheme } from "./page/theme.ts";
import { startToasts } from "./page/toast.ts";

// The order matters once: a question (confirm) stands before the lock (busy) and before the draft is marked as sent (keep).
startConfirm();
startPasskeys();
startBusy();
startKeep();
startTheme();
startCommand();
startMenus();
startDialogs();
startPrint();
startRoster();
startNotes();
startToasts();
startEnter();
startErrors();
startHtmx();
startReveal();
startLock();
