import type { SandboxClock } from '../clock.ts';
import type { Directory } from '../directory.ts';
import { SANDBOX_BOT_APP_ID, SANDBOX_TENANT_ID } from '../ids.ts';
import { createRandom } from '../random.ts';
import type { Route } from '../router.ts';
import { announceToChat } from './announce-install.ts';
import { createBotDoor } from './bot-door.ts';
import { createChats } from './chats.ts';
import type { Chat, Chats } from './chats.ts';
import { createConnectorRoutes, CONNECTOR_PATH } from './connector.ts';
import { createSharedFiles } from './files.ts';
import { createIdentityRoutes, OPEN_ID_PATH, TOKEN_PATH } from './identity-routes.ts';
import { createInstallations } from './installations.ts';
import { createPersona, findPerson } from './persona.ts';
import { createScriptedPeople } from './scripted-people.ts';
import type { ScriptedPeopleOptions } from './scripted-people.ts';
import type { Persona } from './persona.ts';
import { watchDoor } from './people-acts.ts';
import type { WatchedDoor } from './people-acts.ts';
import type { PersonaDeps } from './persona-deps.ts';
import { BOT_NAME } from './shape-activity.ts';
import { createTeamsFaults } from './teams-faults.ts';
import type { ReadFaultRates, TeamsFaults } from './teams-faults.ts';
import { createTeamsApps } from './teams-apps.ts';
import type { TeamsApps } from './teams-apps.ts';
import { createThreadThrottle } from './thread-throttle.ts';
import { createTokenIssuer } from './tokens.ts';
import type { TokenIssuer } from './tokens.ts';
import { createUploads } from './uploads.ts';

export type TeamsSideOptions = {
  readonly directory: Directory;
  readonly clock: SandboxClock;
  readonly seed: number | string;
  /** Shares by kind of fault, asked at every call; none when absent. */
  readonly readFaultRates?: ReadFaultRates;
  /** See ScriptedPeopleOptions; nobody approves by themselves and failures throw, unless asked for. */
  readonly autoApprove?: boolean;
  readonly onDeliveryFailure?: ScriptedPeopleOptions['onDeliveryFailure'];
  /** Nothing happens when absent. */
  readonly fixData?: ScriptedPeopleOptions['fixData'];
  /** Whether the bot hears when Graph installs it for somebody; it does when absent. */
  readonly announcesInstalls?: () => boolean;
  /** Epoch milliseconds by which the throttle counts; the machine's clock when absent. */
  readonly readMachineMs?: () => number;
};

/** Teams as the bot meets it: identity, connector, and the people with their chats. */
export type TeamsSide = {
  /** To be mounted at the root of one server, whose URL is then given to `setBaseUrl`. */
  readonly routes: readonly Route[];
  readonly setBaseUrl: (url: string) => void;
  /** The bot's "…/api/messages". People can act from then on. */
  readonly setBotEndpoint: (url: string) => void;
  readonly urls: () => TeamsUrls;
  readonly tokens: TokenIssuer;
  readonly faults: TeamsFaults;
  readonly chats: Chats;
  /** What Graph knows of the apps of people. */
  readonly apps: TeamsApps;
  readonly persona: (personId: string) => Persona;
  /** Tells of everything that people do from now on, scripted ones included; returns the way to stop. */
  readonly onAct: WatchedDoor['subscribe'];
  /** Makes a chat of several people and adds the bot to it, in the name of the first one. */
  createGroupChat(name: string, memberIds: readonly string[]): Promise<Chat>;
  /** Whether the bot may write to the person, without telling it so: for who is played from outside. */
  setInstalled(personId: string, isInstalled: boolean): void;
  /** Announces the bot to everybody who has the app, as a setup policy does. */
  installForAll(): Promise<void>;
  /** Lets the scripted people act who are due by the clock; tells how many did. */
  readonly step: () => Promise<number>;
  /** When the next of them wants to look at a card. */
  readonly nextEventAt: () => number | undefined;
  readonly close: () => void;
};

export type TeamsUrls = {
  readonly openIdMetadataUrl: string;
  readonly tokenUrl: string;
  /** With a trailing slash. */
  readonly serviceUrl: string;
};

export function createTeamsSide(options: TeamsSideOptions): TeamsSide {
  const { directory, clock, seed, readFaultRates = () => ({}), readMachineMs = Date.now } = options;
  const { announcesInstalls: announces = () => true } = options;
  const tokens = createTokenIssuer();
  const chats = createChats({ clock, random: createRandom(`${seed} chats`) });
  const installations = createInstallations(directory);
  const faults = createTeamsFaults({ random: createRandom(`${seed} teams faults`), readRates: readFaultRates });
  const addresses = createAddresses();
  const ids = { tenantId: SANDBOX_TENANT_ID, botAppId: SANDBOX_BOT_APP_ID };
  const serviceUrl = (): string => addresses.urls().serviceUrl;
  const door = watchDoor(
    createBotDoor({ tokens, serviceUrl, botAppId: ids.botAppId, endpoint: addresses.botEndpoint }),
    clock,
  );
  const files = createSharedFiles(createRandom(`${seed} files`), addresses.baseUrl);
  const uploads = createUploads(createRandom(`${seed} uploads`), addresses.baseUrl);
  const people = { directory, chats, installations, files, uploads };
  const deps: PersonaDeps = { ...ids, ...people, clock, door, serviceUrl, botName: BOT_NAME };
  const connector = {
    ...ids,
    directory,
    chats,
    installations,
    tokens,
    faults,
    throttle: createThreadThrottle(readMachineMs),
  };
  const identity = { tokens, botAppId: ids.botAppId, baseUrl: addresses.baseUrl };
  const personas = new Map<string, Persona>();
  function persona(personId: string): Persona {
    return getOrMake(personas, personId, () => createPersona(deps, findPerson(deps, personId).id));
  }
  const scripted = createScriptedPeople({ directory, clock, seed, chats, persona, ...readManners(options) });
  return {
    routes: [
      ...createIdentityRoutes(identity),
      ...createConnectorRoutes(connector),
      ...files.routes,
      ...uploads.routes,
    ],
    setBaseUrl: addresses.setBaseUrl,
    setBotEndpoint: addresses.setBotEndpoint,
    urls: addresses.urls,
    tokens,
    faults,
    chats,
    apps: createTeamsApps({ installations, chats, announces, announce: (personId) => persona(personId).install() }),
    persona,
    onAct: door.subscribe,
    createGroupChat: (name, memberIds) => createGroupChat(deps, name, memberIds),
    setInstalled: (personId, isInstalled) =>
      isInstalled ? installations.add(personId) : installations.remove(personId),
    async installForAll() {
      for (const { id } of directory.all()) if (installations.has(id)) await persona(id).install();
    },
    step: scripted.step,
    nextEventAt: scripted.nextEventAt,
    close: scripted.close,
  };
}

function readManners(options: TeamsSideOptions): Manners {
  const { autoApprove = false, onDeliveryFailure = 'throw', fixData = () => undefined } = options;
  return { autoApprove, onDeliveryFailure, fixData };
}

type Manners = Pick<ScriptedPeopleOptions, 'autoApprove' | 'onDeliveryFailure' | 'fixData'>;

async function createGroupChat(deps: PersonaDeps, name: string, memberIds: readonly string[]): Promise<Chat> {
  const members = memberIds.map((id) => findPerson(deps, id));
  const [first] = members;
  if (first === undefined) throw new Error('a group chat needs people');
  const chat = deps.chats.createGroup({ name, memberIds: members.map(({ id }) => id) });
  await announceToChat(deps, first, chat);
  return chat;
}

type Addresses = Pick<TeamsSide, 'setBaseUrl' | 'setBotEndpoint' | 'urls'> & {
  readonly baseUrl: () => string;
  readonly botEndpoint: () => string | undefined;
};

/** Ports are known only once the servers listen, so addresses arrive after everything else. */
function createAddresses(): Addresses {
  let base: string | undefined;
  let endpoint: string | undefined;
  function baseUrl(): string {
    if (base === undefined) throw new Error('call setBaseUrl once the server of the Teams routes listens');
    return base;
  }
  return {
    baseUrl,
    botEndpoint: () => endpoint,
    setBaseUrl(url) {
      base = url.replace(/\/$/, '');
    },
    setBotEndpoint(url) {
      endpoint = url;
    },
    urls: () => ({
      openIdMetadataUrl: `${baseUrl()}${OPEN_ID_PATH}`,
      tokenUrl: `${baseUrl()}${TOKEN_PATH}`,
      serviceUrl: `${baseUrl()}${CONNECTOR_PATH}/`,
    }),
  };
}

function getOrMake<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
