import { Failure } from '../workflow/failure.ts';
import type { Conversation, Directory } from '../workflow/ports.ts';

/** How somebody reads: the zone they live in (IANA), and their locale; '' where nobody has told. */
export interface Reader {
  readonly zone: string;
  readonly locale: string;
}

export interface Readers {
  /** Teams' word, as of the person's last message, before the directory's, before the tenant's. Never throws for an answer of the cloud. */
  ofPerson(personId: string, known: Conversation | undefined): Promise<Reader>;
  /** Teams' word alone, locale '' where there is none: for cards that know their reader's zone and language themselves. */
  asTold(known: Conversation | undefined): Reader;
  /** A group chat has no zone or language of its own. */
  ofChat(): Reader;
}

export interface ReadersOptions {
  /** Remembers itself what it read of a person, so it is asked for every card. */
  readonly directory: Pick<Directory, 'readPeople'>;
  /** What the tenant says for those of whom nobody says anything. */
  readonly defaults: Reader;
}

/** How people and chats read, asked for when a card is drawn for somebody who has not said a word. */
export function createReaders({ directory, defaults }: ReadersOptions): Readers {
  return {
    ofChat: () => defaults,
    asTold: (known) => ({ zone: known?.zone || defaults.zone, locale: known?.locale ?? '' }),
    async ofPerson(personId, known) {
      const { zone, locale } = known ?? { zone: '', locale: '' };
      if (zone !== '' && locale !== '') return { zone, locale };
      const asked = (await readReader(directory, personId)) ?? defaults;
      return { zone: zone || asked.zone, locale: locale || asked.locale };
    },
  };
}

async function readReader({ readPeople }: ReadersOptions['directory'], id: string): Promise<Reader | undefined> {
  try {
    const [person] = await readPeople([{ id, name: '', upn: '', enabled: true }]);
    return person && { zone: person.zone, locale: person.locale };
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
