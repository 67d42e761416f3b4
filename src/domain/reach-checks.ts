import type { Check } from './checks.ts';
import type { Probe } from './world.ts';

/**
 * Whether people without the app can be given it. A no stops no plan: they are not told then, and so not touched; it is a warning that
 * names what to mend. `probes` is null where no setting asks for it.
 */
export function checkInstalls(probes: readonly Probe[] | null): readonly Check[] {
  if (probes === null) return [];
  return probes.map(({ call, permission, outcome, detail }): Check => {
    const facts = { permission, detail };
    if (outcome === 'fail')
      return { id: 'permissions', outcome: 'warn', subject: call, code: 'installs-refused', facts };
    return { id: 'permissions', outcome, subject: call, code: `permission-${outcome}`, facts };
  });
}

/** Mailboxes tell zones and languages. Without them Teams and the directory do, and a guess is named as one: worth a warning. */
export function softenMailboxes(check: Check): Check {
  const isMailbox = check.id === 'permissions' && check.facts['permission'] === 'MailboxSettings.Read';
  return isMailbox && check.outcome === 'fail' ? { ...check, outcome: 'warn', code: 'mailboxes-refused' } : check;
}
