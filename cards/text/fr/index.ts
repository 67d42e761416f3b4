import importErrors from './import-errors.json' with { type: 'json' };
import rules from './rules.json' with { type: 'json' };
import doctor from './doctor.json' with { type: 'json' };
import bot from './bot.json' with { type: 'json' };
import dialog from './dialog.json' with { type: 'json' };
import question from './question.json' with { type: 'json' };
import fields from './fields.json' with { type: 'json' };
import buildsChat from './builds-chat.json' with { type: 'json' };
import prepareHelp from './prepare-help.json' with { type: 'json' };
import evidence from './evidence.json' with { type: 'json' };
import abort from './abort.json' with { type: 'json' };
import report from './report.json' with { type: 'json' };
import progress from './progress.json' with { type: 'json' };
import prepareProblems from './prepare-problems.json' with { type: 'json' };
import prepare from './prepare.json' with { type: 'json' };
import prepareFields from './prepare-fields.json' with { type: 'json' };
import approval from './approval.json' with { type: 'json' };
import checklist from './checklist.json' with { type: 'json' };
import plan from './plan.json' with { type: 'json' };
import rights from './rights.json' with { type: 'json' };
import buttons from './buttons.json' with { type: 'json' };
import ask from './ask.json' with { type: 'json' };
import imageRefusals from './image-refusals.json' with { type: 'json' };
import buildRefusals from './build-refusals.json' with { type: 'json' };
import refusalsCommands from './refusals-commands.json' with { type: 'json' };
import reach from './reach.json' with { type: 'json' };
import notice from './notice.json' with { type: 'json' };
import password from './password.json' with { type: 'json' };
import leftovers from './leftovers.json' with { type: 'json' };
import images from './images.json' with { type: 'json' };
import appOwners from './app-owners.json' with { type: 'json' };
import proofSetup from './proof-setup.json' with { type: 'json' };
import proof from './proof.json' with { type: 'json' };
import checks from './checks.json' with { type: 'json' };
import waiting from './waiting.json' with { type: 'json' };
import status from './status.json' with { type: 'json' };
import buildImport from './build-import.json' with { type: 'json' };
import findings from './findings.json' with { type: 'json' };
import tenant from './tenant.json' with { type: 'json' };
import refusals from './refusals.json' with { type: 'json' };
import buildMachine from './build-machine.json' with { type: 'json' };
import buildSteps from './build-steps.json' with { type: 'json' };
import build from './build.json' with { type: 'json' };
import commands from './commands.json' with { type: 'json' };
import message from './message.json' with { type: 'json' };
import copies from './copies.json' with { type: 'json' };
import format from './format.json' with { type: 'json' };

/** One file a subject; the names in it begin with the subject. */
export const FR = {
  ...approval,
  ...proof,
  ...proofSetup,
  ...appOwners,
  ...notice,
  ...evidence,
  ...format,
  ...rights,
  ...buttons,
  ...ask,
  ...reach,
  ...copies,
  ...message,
  ...commands,
  ...build,
  ...buildSteps,
  ...buildMachine,
  ...refusals,
  ...tenant,
  ...findings,
  ...buildImport,
  ...status,
  ...waiting,
  ...checks,
  ...images,
  ...leftovers,
  ...password,
  ...refusalsCommands,
  ...buildRefusals,
  ...imageRefusals,
  ...plan,
  ...checklist,
  ...prepareFields,
  ...prepare,
  ...prepareProblems,
  ...progress,
  ...report,
  ...abort,
  ...prepareHelp,
  ...buildsChat,
  ...fields,
  ...question,
  ...dialog,
  ...bot,
  ...doctor,
  ...rules,
  ...importErrors,
};
