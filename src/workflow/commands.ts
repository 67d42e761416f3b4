import { createAppOwnerCommands } from './commands-app-owners.ts';
import type { Commands } from './commands-api.ts';
import { createBuildActs } from './commands-build.ts';
import type { BuildCommandDeps } from './commands-build-deps.ts';
import { createImageCommands } from './commands-images.ts';
import { createPrepareCommands } from './commands-prepare.ts';
import { createApprovalCommands } from './commands-approval.ts';
import { createDecideCommands } from './commands-decide.ts';
import { createGoLiveCommands } from './commands-go-live.ts';
import { createCopyCommands } from './commands-copies.ts';
import { createAppealCommands } from './commands-appeals.ts';
import { createCaseCommands } from './commands-cases.ts';
import { createControlCommands } from './commands-control.ts';
import { createLineCommands } from './commands-line.ts';
import { createOwnerCommands } from './commands-owner.ts';
import { createPlanningCommands } from './commands-planning.ts';
import { createProofCommands } from './commands-proof.ts';
import { createReachCommands } from './commands-reach.ts';
import { createRepairCommands } from './commands-repair.ts';

/** Everything people can do, by chat, by card or by command line. */
export function createCommands(deps: BuildCommandDeps): Commands {
  return {
    ...createPlanningCommands(deps),
    ...createApprovalCommands(deps),
    ...createDecideCommands(deps),
    ...createGoLiveCommands(deps),
    ...createControlCommands(deps),
    ...createRepairCommands(deps),
    ...createOwnerCommands(deps),
    ...createLineCommands(deps),
    ...createAppealCommands(deps),
    ...createCaseCommands(deps),
    ...createPrepareCommands(deps),
    ...createBuildActs(deps),
    ...createImageCommands(deps),
    ...createProofCommands(deps),
    ...createReachCommands(deps),
    ...createCopyCommands(deps),
    ...createAppOwnerCommands(deps),
  };
}
