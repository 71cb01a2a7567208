import { folded } from './fold.ts'

/** `one … nineteen`, the tens, and how a language puts the two together. */
interface Counting {
  readonly small: string
  readonly tens: string
  /** `twenty`, `one` → `twenty one`. */
  readonly join: (ten: string, one: string) => readonly string[]
  /** Of 100, and what else does not follow the rule. */
  readonly also?: Readonly<Record<string, number>>
}

const spaced = (ten: string, one: string): string[] => [`${ten} ${one}`]
const and = (word: string) => (ten: string, one: string) => [`${ten} ${word} ${one}`]
/** `einundzwanzig`, `eenentwintig`. */
const reversed =
  (word: string, first: string) =>
  (ten: string, one: string): string[] => [
    `${one.replace(first, first.slice(0, -1))}${word}${ten}`,
    `${one}${word}${ten}`,
  ]

const LANGUAGES: readonly Counting[] = [
  {
    small: `one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
      eighteen nineteen`,
    tens: 'twenty thirty forty fifty sixty seventy eighty ninety',
    join: (ten, one) => [`${ten} ${one}`, `${ten}${one}`],
    also: { hundred: 100, 'a hundred': 100, 'one hundred': 100, 'a dozen': 12, dozen: 12, fourty: 40 },
  },
  {
    small: `ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn
      achtzehn neunzehn`,
    tens: 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig',
    join: (ten, one) => [`${one}und${ten}`],
    also: { eins: 1, zwo: 2, hundert: 100, einhundert: 100, 'ein dutzend': 12, fuenf: 5, zwoelf: 12, fuenfzig: 50 },
  },
  {
    small: `un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit
      dix-neuf`,
    tens: 'vingt trente quarante cinquante soixante septante huitante nonante',
    join: (ten, one) => [`${ten} ${one}`, ...(one === 'un' ? [`${ten} et un`] : [])],
    also: { une: 1, cent: 100, octante: 80, ...french() },
  },
  {
    small: `uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete
      dieciocho diecinueve`,
    tens: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
    join: (ten, one) => (ten === 'veinte' ? [`veinti${one}`] : [`${ten} y ${one}`]),
    also: { un: 1, una: 1, cien: 100, ciento: 100 },
  },
  {
    small: `uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici
      diciassette diciotto diciannove`,
    tens: 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
    join: (ten, one) => [`${/^[uo]/.test(one) ? ten.slice(0, -1) : ten}${one}`],
    also: { cento: 100 },
  },
  {
    small: `um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito
      dezenove`,
    tens: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
    join: and('e'),
    also: { uma: 1, duas: 2, dezasseis: 16, dezassete: 17, dezanove: 19, cem: 100 },
  },
  {
    small: `een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien
      achttien negentien`,
    tens: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig',
    join: (ten, one) => [`${one}en${ten}`],
    also: { honderd: 100 },
  },
  {
    small: `jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście czternaście
      piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście`,
    tens: `dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt`,
    join: spaced,
    also: { sto: 100, dwie: 2 },
  },
  {
    small: `jedna dva tři čtyři pět šest sedm osm devět deset jedenáct dvanáct třináct čtrnáct patnáct šestnáct sedmnáct
      osmnáct devatenáct`,
    tens: 'dvacet třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát',
    join: (ten, one) => [`${ten} ${one}`, ...reversed('a', 'jedna')(ten, one)],
    also: { jeden: 1, dvě: 2, sto: 100 },
  },
  {
    small: `en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton`,
    tens: 'tjugo trettio fyrtio femtio sextio sjuttio åttio nittio',
    join: (ten, one) => [`${ten}${one}`],
    also: { ett: 1, hundra: 100 },
  },
]

function french(): Record<string, number> {
  const teens = 'dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(' ')
  const ones = 'un deux trois quatre cinq six sept huit neuf'.split(' ')
  return Object.fromEntries([
    ...teens.map((teen, at) => [`soixante ${teen}`, 70 + at] as const),
    ['soixante et onze', 71],
    ['quatre vingts', 80],
    ['quatre vingt', 80],
    ...ones.map((one, at) => [`quatre vingt ${one}`, 81 + at] as const),
    ...teens.map((teen, at) => [`quatre vingt ${teen}`, 90 + at] as const),
  ])
}

/** `twenty-one` and `twenty one` are one. */
export const asPhrase = (words: string): string =>
  folded(words)
    .replace(/[\s-]+/g, ' ')
    .trim()

function* phrasesOf({ small, tens, join, also = {} }: Counting): Generator<readonly [string, number]> {
  const ones = small.trim().split(/\s+/)
  for (const [at, word] of ones.entries()) yield [asPhrase(word), at + 1]
  for (const [at, ten] of tens.trim().split(/\s+/).entries()) {
    yield [asPhrase(ten), (at + 2) * 10]
    for (const [one, word] of ones.slice(0, 9).entries())
      for (const phrase of join(ten, word)) yield [asPhrase(phrase), (at + 2) * 10 + one + 1]
  }
  for (const [phrase, value] of Object.entries(also)) yield [asPhrase(phrase), value]
}

/** From one to a hundred, by the phrase. Where two languages write one alike they mean the same number. */
export const NUMBER_PHRASES: ReadonlyMap<string, number> = new Map(LANGUAGES.flatMap((one) => [...phrasesOf(one)]))

/** Of so many words the longest consists: `quatre vingt dix neuf`. */
export const LONGEST_PHRASE = 4

/** Behind a small number: `three hundred`, `dreihundert`. */
export const HUNDREDS: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['hundert', 100],
  ['honderd', 100],
  ['cents', 100],
  ['cent', 100],
  ['cientos', 100],
  ['cento', 100],
  ['thousand', 1000],
  ['tausend', 1000],
  ['mille', 1000],
  ['mil', 1000],
])
