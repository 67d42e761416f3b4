import buildImport from './build-import.json' with { type: 'json' };
import findings from './findings.json' with { type: 'json' };
import tenant from './tenant.json' with { type: 'json' };
import refusals from './refusals.json' with { type: 'json' };
import buildMachine from './build-machine.json' with { type: 'json' };
import buildSteps from './build-steps.json' with { type: 'json' };
import build from './build.json' with { type: 'json' };
import commands from './commands.json' with { type: 'json' };
import message from './message.json' with { type: 'json' };
import format from './format.json' with { type: 'json' };

/** One file a subject; the names in it begin with the subject. */
export const JA = {
  ...format,
  ...message,
  ...commands,
  ...build,
  ...buildSteps,
  ...buildMachine,
  ...refusals,
  ...tenant,
  ...findings,
  ...buildImport,
};
