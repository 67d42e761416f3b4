import type { SandboxPerson } from '../sandbox/directory.ts';
import type { SandboxOptions } from './sandbox-options.ts';

export interface SandboxPage {
  readonly person: SandboxPerson;
  readonly url: string;
}

export interface SandboxFacts {
  readonly admin: SandboxPage;
  readonly approver: SandboxPage;
  readonly person: SandboxPage;
  readonly controlUrl: string;
  readonly cloudPcs: number;
  readonly options: Pick<SandboxOptions, 'speed' | 'start' | 'seed'>;
}

/** What stands on the terminal when the sandbox is ready: where to click, and what to do first. */
export function describeSandbox({ admin, approver, person, controlUrl, cloudPcs, options }: SandboxFacts): string {
  return `
Repave and its sandbox tenant are running: ${cloudPcs} Cloud PCs, and people who answer by themselves.

Open these pages side by side. Each is Teams as one person sees it:

  Admin      ${admin.url}   ${admin.person.name}
             Type: replace image. Then follow the cards; Continue takes what is filled in.
             Or: prepare image makes one from the Marketplace first; Windows in the machine is simulated.
  Approver   ${approver.url}   ${approver.person.name}
             Wait for the plan, look through it, and press Approve.
  End user   ${person.url}   ${person.person.name}, who owns one of the Cloud PCs
             Wait for the notice and answer it: I'm ready, Later, I need help.

In a hurry? Name ${person.person.upn} alone at question 3, and at question 4, under More settings,
tell people 1 hour ahead: her Cloud PC is rebuilt a few minutes later. In a large plan her turn may come days later.
"help" tells each of them what else they can say.

  Time       ${wordTime(options.start)}, and ${wordSpeed(options.speed)}
  Wipes      ${controlUrl}/sandbox/wipes   the tenant's own log of what was really reprovisioned
  Seed       ${options.seed}   (npm run sandbox -- --help lists all options)

Ctrl-C ends everything and leaves nothing behind.
`;
}

function wordTime(epochMs: number): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(epochMs)} UTC`;
}

function wordSpeed(speed: number): string {
  if (speed === 60) return 'an hour passes in a minute';
  return speed === 1 ? 'it passes as fast as yours' : `it passes ${speed} times as fast as yours`;
}
