/** Where people work: their time zone, their languages, and names one meets there (our own list). */
export type Place = {
  readonly key: PlaceKey;
  readonly timeZone: string;
  readonly locales: readonly string[];
  readonly given: readonly string[];
  readonly family: readonly string[];
};

export type PlaceKey = 'europe' | 'india' | 'japan' | 'us-east' | 'us-west';

export const PLACES: Readonly<Record<PlaceKey, Place>> = {
  europe: {
    key: 'europe',
    timeZone: 'W. Europe Standard Time',
    locales: ['de-DE', 'nl-NL', 'it-IT', 'en-GB', 'sv-SE'],
    given: words('Jonas Greta Luca Sanne Matteo Ebba Pieter Chiara Anton Femke Søren Zoë Tomasz Aylin René Noor'),
    family: words(
      'Brandt Weber de_Vries Moretti Lindqvist Jansen Kowalska Yılmaz Richter Bianchi Müller Ødegaard Okafor',
    ),
  },
  india: {
    key: 'india',
    timeZone: 'India Standard Time',
    locales: ['en-IN', 'hi-IN'],
    given: words('Ananya Rohan Meera Arjun Kavya Sanjay Farah Vikram Nisha Imran Lakshmi Dev Harpreet Tara'),
    family: words('Iyer Sharma Nair Khan Patel Banerjee Singh Reddy Joshi Menon Chatterjee Pillai Das'),
  },
  japan: {
    key: 'japan',
    timeZone: 'Tokyo Standard Time',
    locales: ['ja-JP'],
    given: words('Haruto Yui Ren Sakura Sota Aoi Kenji Hina Daiki Emi Naoki Mio'),
    family: words('Tanaka Suzuki Ito Nakamura Kobayashi Yoshida Mori Hayashi Shimizu Inoue Ogawa Kimura'),
  },
  'us-east': {
    key: 'us-east',
    timeZone: 'Eastern Standard Time',
    locales: ['en-US', 'es-US'],
    given: words('Maya Elijah Camila Marcus Grace Omar Naomi Wyatt Keisha Diego Hannah Tyrone Layla Patrick'),
    family: words('Johnson Rivera Cohen Washington Murphy Haddad Nguyen Clark Baptiste Romero Stein Brooks'),
  },
  'us-west': {
    key: 'us-west',
    timeZone: 'Pacific Standard Time',
    locales: ['en-US', 'es-US'],
    given: words('Kai Sofia Dylan Mei Xavier Leilani Noah Priya Jade Emilio Winona Victor Ada Soo-jin'),
    family: words("Chen Gutierrez Park Anderson Kealoha Wong Bautista O'Leary Begaye Tran Sandoval Ivanov"),
  },
};

function words(list: string): string[] {
  return list.split(' ').map((word) => word.replaceAll('_', ' '));
}
