import type { Commands } from './commands-api.ts';
import { createApprovalCommands } from './commands-approval.ts';
import { createControlCommands } from './commands-control.ts';
import type { CommandDeps } from './commands-deps.ts';
import { createOwnerCommands } from './commands-owner.ts';
import { createPlanningCommands } from './commands-planning.ts';
import { createRepairCommands } from './commands-repair.ts';

/** Everything people can do, by chat, by card or by command line. */
export function createCommands(deps: CommandDeps): Commands {
  return {
    ...createPlanningCommands(deps),
    ...createApprovalCommands(deps),
    ...createControlCommands(deps),
    ...createRepairCommands(deps),
    ...createOwnerCommands(deps),
  };
}
