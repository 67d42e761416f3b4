import { targetOf } from './people-approval.ts';
import type { Played } from './people-approval.ts';
import { clickOn, newestNotice, noteButtons, pass, quoteWhere } from './people-talk.ts';

const LICENCE = 'C:\\ProgramData\\Acme\\acme.lic';

/** What is on Dana's Cloud PC and nowhere else. */
export async function putDataAtRisk(played: Played): Promise<void> {
  const { planned } = await targetOf(played, played.dana);
  const driveFolders = { 'C:\\Projects': 2_100_000_000 };
  played.town.tenant.proofs.setData(planned.cloudPcId, { driveFolders, appFiles: [LICENCE] });
}

/** Story 20: the notice names what is not safe. */
export function readLosses({ dana, transcript }: Played): Promise<readonly string[]> {
  const card = newestNotice(dana);
  const broken = quoteWhere(transcript, card.content, [
    /^Cloud PC /,
    /What to do/,
    /Your data is not safe yet/,
    /C:\\Projects \(2\.1 GB\)/,
    /acme/,
  ]);
  noteButtons(transcript, card);
  return Promise.resolve(broken);
}

/** Story 21: the button looks again, and what it finds counts. */
export async function checkAgain(played: Played): Promise<readonly string[]> {
  const { town, dana, transcript } = played;
  const { planned } = await targetOf(played, dana);
  const check = async (says: string, found: RegExp) => {
    const read = await clickOn(played, dana, { verb: 'notice.check', says });
    await town.runUntil(() => found.test(newestNotice(dana).content), 2);
    return { read, broken: quoteWhere(transcript, newestNotice(dana).content, [found]) };
  };
  town.tenant.proofs.setData(planned.cloudPcId, {
    driveFolders: {},
    appFiles: [],
    pendingFiles: 40,
    isEngineLoud: true,
  });
  const first = await check('has moved it all, and presses “Check again”', /40 files are not uploaded yet/);
  const amber = quoteWhere(transcript, newestNotice(dana).content, [/not safe yet/]);
  town.tenant.proofs.fix(dana.person.id);
  await pass(played, 0.5);
  const second = await check('has waited for OneDrive, and presses it again', /Your data is safe/);
  return [
    ...first.broken,
    ...amber,
    ...second.broken,
    ...(/Your data is safe/.test(first.read) ? ['a button made it green'] : []),
  ];
}
