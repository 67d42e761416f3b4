import type { Directory, PersonRole, SandboxPerson, Temperament } from '../directory.ts';
import { createDirectory } from '../directory.ts';
import { PERSONA_ADMIN, PERSONA_APPROVER, PERSONA_DEPUTY, PERSONA_END_USER } from '../ids.ts';
import { createRandom, type Random } from '../random.ts';
import { PLACES, type PlaceKey } from './places.ts';

export type NewPerson = {
  readonly place: PlaceKey;
  readonly title: string;
  readonly id?: string;
  readonly name?: string;
  readonly role?: PersonRole;
  readonly temperament?: Temperament;
};

export type People = {
  readonly directory: Directory;
  /** Invents what is not said, keeps sign-in names unique, and puts the person in the directory. */
  readonly hire: (person: NewPerson) => SandboxPerson;
};

/** One person in twenty asks for help, two never had the app: so that even a small tenant holds every kind. */
const TEMPERAMENTS: readonly Temperament[] = [
  ...Array<Temperament>(12).fill('ready'),
  ...Array<Temperament>(2).fill('later'),
  ...Array<Temperament>(3).fill('silent'),
  'help',
  ...Array<Temperament>(2).fill('uninstalled'),
];

/** `english`: everybody's Teams and mailbox speak English, whoever they are; `own`: the language of where they live. */
export type Languages = 'english' | 'own';

export function createPeople(seed: number, languages: Languages = 'english'): People {
  const random = createRandom(`people ${seed}`);
  const directory = createDirectory([]);
  const chooseUpn = createUpnChooser();
  const nextTemperament = createDeck(random, TEMPERAMENTS);
  function hire(wanted: NewPerson): SandboxPerson {
    const place = PLACES[wanted.place];
    const name = wanted.name ?? `${random.pick(place.given)} ${random.pick(place.family)}`;
    const ownLocale = random.pick(place.locales);
    const person: SandboxPerson = {
      id: wanted.id ?? random.guid(),
      name,
      upn: chooseUpn(name),
      title: wanted.title,
      timeZone: place.timeZone,
      locale: languages === 'own' ? ownLocale : 'en-GB',
      accountEnabled: true,
      role: wanted.role ?? 'end-user',
      temperament: wanted.temperament ?? nextTemperament(),
      teamsId: `29:1${random.guid().replaceAll('-', '')}`,
    };
    directory.put(person);
    return person;
  }
  return { directory, hire };
}

/** The people with duties. The last one holds both roles, which the two-person rule has to cope with. */
export function hireStaff({ hire }: People): { admins: SandboxPerson[]; approvers: SandboxPerson[] } {
  const admin = hire({
    id: PERSONA_ADMIN,
    name: 'Ingrid Solberg',
    place: 'europe',
    title: 'Endpoint Engineer',
    role: 'admin',
    temperament: 'live',
  });
  const approver = hire({
    id: PERSONA_APPROVER,
    name: 'Mateus Carvalho',
    place: 'europe',
    title: 'Head of Workplace Services',
    role: 'approver',
    temperament: 'live',
  });
  const second = hire({
    name: 'Devika Rao',
    place: 'india',
    title: 'Endpoint Engineer',
    role: 'admin',
    temperament: 'ready',
  });
  const third = hire({
    name: 'Hiroshi Maeda',
    place: 'japan',
    title: 'Change Manager',
    role: 'approver',
    temperament: 'ready',
  });
  const both = hire({
    name: 'Renee Dubois',
    place: 'us-east',
    title: 'IT Director',
    role: 'approver',
    temperament: 'ready',
  });
  return { admins: [admin, second, both], approvers: [approver, third, both] };
}

/** Who stands in for the approvers. Nothing about her is drawn, so that everybody else stays who they were. */
export function placeDeputy({ directory }: People): SandboxPerson {
  const deputy: SandboxPerson = {
    id: PERSONA_DEPUTY,
    name: 'Ines Duarte',
    upn: `ines.duarte@${DOMAIN}`,
    title: 'Deputy Head of Workplace Services',
    timeZone: PLACES.europe.timeZone,
    locale: 'en-GB',
    accountEnabled: true,
    role: 'approver',
    temperament: 'live',
    teamsId: `29:1${PERSONA_DEPUTY.replaceAll('-', '')}`,
  };
  directory.put(deputy);
  return deputy;
}

export function hirePersonaEndUser({ hire }: People): SandboxPerson {
  return hire({
    id: PERSONA_END_USER,
    name: 'Lena Hoffmann',
    place: 'europe',
    title: 'Design Engineer',
    temperament: 'live',
  });
}

/** Deals every card once before it shuffles again: shares hold even among few people. */
function createDeck<T>(random: Random, cards: readonly T[]): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = [...cards];
    const [card] = left.splice(random.int(0, left.length - 1), 1);
    if (card === undefined) throw new RangeError('the deck has no cards');
    return card;
  };
}

const DOMAIN = 'contoso.example';

/** Namesakes are numbered: anna.berg, anna.berg2. */
function createUpnChooser(): (name: string) => string {
  const taken = new Map<string, number>();
  return (name) => {
    const local = spellInAscii(name);
    const count = (taken.get(local) ?? 0) + 1;
    taken.set(local, count);
    return `${local}${count === 1 ? '' : count}@${DOMAIN}`;
  };
}

const SPELLINGS: Readonly<Record<string, string>> = { ø: 'o', ß: 'ss', ł: 'l', ı: 'i', ö: 'oe', ü: 'ue', ä: 'ae' };

function spellInAscii(name: string): string {
  return name
    .toLowerCase()
    .replace(/[øßłıöüä]/g, (letter) => SPELLINGS[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^a-z0-9' -]/g, '')
    .replace(/ /g, '.');
}
