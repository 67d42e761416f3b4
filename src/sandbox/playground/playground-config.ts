import type { SandboxPerson } from '../directory.ts';
import { SANDBOX_BOT_APP_ID, SANDBOX_TENANT_ID } from '../ids.ts';
import { BOT_NAME } from '../teams/shape-activity.ts';

/** Name under which the Playground looks for its settings in the folder it is started in. */
export const CONFIG_FILE_NAME = '.m365agentsplayground.yml';

export type PlaygroundCast = {
  /** Who sits at this page. */
  readonly person: SandboxPerson;
  /** Id of the person's chat with the bot in the sandbox: the page and the scripted connector speak of the same chat. */
  readonly chatId: string;
  /** Others who can be met in the page's group chat and team. */
  readonly colleagues: readonly SandboxPerson[];
};

/** The Playground refuses settings with fewer other people. */
const LEAST_COLLEAGUES = 5;

/** The settings of one page. JSON is YAML, so nothing has to write YAML. */
export function describeConfig({ person, chatId, colleagues }: PlaygroundCast): string {
  const config = {
    version: '0.1.1',
    tenantId: SANDBOX_TENANT_ID,
    bot: { id: `28:${SANDBOX_BOT_APP_ID}`, name: BOT_NAME },
    currentUser: describeUser(person),
    users: fillUp(colleagues).map(describeUser),
    personalChat: { id: chatId },
    groupChat: { id: `19:group-of-${person.id}@thread.v2`, name: 'Group chat' },
    team: {
      id: `19:team-of-${person.id}@thread.tacv2`,
      name: 'Team',
      aadGroupId: person.id,
      channels: [{ id: `19:channel-of-${person.id}@thread.tacv2`, name: 'Announcements' }],
    },
  };
  return JSON.stringify(config, undefined, 2);
}

function fillUp(colleagues: readonly SandboxPerson[]): UserFacts[] {
  const missing = Math.max(0, LEAST_COLLEAGUES - colleagues.length);
  const made = Array.from({ length: missing }, (_, index) => makeColleague(index + 1));
  return [...colleagues, ...made].slice(0, LEAST_COLLEAGUES);
}

type UserFacts = Pick<SandboxPerson, 'id' | 'name' | 'upn' | 'teamsId'>;

function makeColleague(number: number): UserFacts {
  const id = `00000000-0000-4000-8000-00000000000${number}`;
  return {
    id,
    name: `Colleague ${number}`,
    upn: `colleague${number}@contoso.example`,
    teamsId: `29:colleague-${number}`,
  };
}

/** The Playground spells "userPrincipleName" so. */
function describeUser(person: UserFacts): Readonly<Record<string, string>> {
  const [givenName = '', ...family] = person.name.split(' ');
  return {
    id: person.teamsId,
    name: person.name,
    userPrincipleName: person.upn,
    aadObjectId: person.id,
    givenName,
    surname: family.join(' '),
    email: person.upn,
  };
}
