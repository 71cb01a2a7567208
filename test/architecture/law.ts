/**
 * The import law as functions of a tree, a Map from path to text. A room is a folder; what is below it are other rooms.
 * What the map of rooms does not allow is a breach: types and `import()` count like any import.
 */
import { dirname, join, normalize } from 'node:path/posix'
import { readSource, type Source } from './read-source.ts'

/**
 * From each room to what it may import: rooms, packages, `node:` builtins. `a/{.,b}` is a and a/b, `a/**` a and all that
 * is below it. The map goes bottom-up: a row names only rooms of rows above it, so that rooms cannot form a circle.
 */
export type RoomMap = Readonly<Record<string, string>>

export type Tree = ReadonlyMap<string, Source>

export const treeOf = (texts: ReadonlyMap<string, string>): Tree =>
  new Map([...texts].map(([path, text]) => [path, readSource(path, text)]))

/** @returns what is wrong with the map itself, a sentence each */
export function mapBreaches(map: RoomMap, tree: Tree): string[] {
  const rooms = Object.keys(map)
  const tops = new Set(rooms.map(topOf))
  const there = new Set([...tree.keys()].map((path) => dirname(path)))
  const breaches = [...there]
    .filter((room) => !(room in map))
    .map((room) => `${room}: the map has no row for this room`)
  for (const [index, room] of rooms.entries()) {
    if (!there.has(room)) breaches.push(`${room}: the map has a row for it, but there is no such room`)
    const above = new Set(rooms.slice(0, index))
    for (const word of wordsOf(map, room))
      if (tops.has(topOf(word)) && !above.has(word))
        breaches.push(
          `${room}: its row names ${word}, which is no row above it; two rooms that need each other are one`,
        )
  }
  return breaches
}

/** @returns what each file imports beyond what its room may, a sentence each */
export function importBreaches(map: RoomMap, tree: Tree): string[] {
  const mayImport = new Map(Object.keys(map).map((room) => [room, new Set([room, ...wordsOf(map, room)])]))
  return [...tree].flatMap(([path, { imports }]) => {
    const room = dirname(path)
    return imports
      .map((specifier) => [specifier, importedBy(room, specifier)] as const)
      .filter(([, imported]) => mayImport.get(room)?.has(imported) === false)
      .map(([specifier, imported]) => `${path}: imports ${specifier}, but ${room} may not import ${imported}`)
  })
}

/**
 * @param may what the files below `top` may use without declaring or importing it: a name, `Map`; only members, `Math.*`;
 * one member, `Date.parse`
 * @param never members that read a clock or throw dice, wherever the name comes from
 */
export function ambientBreaches(
  top: string,
  { may, never }: { readonly may: ReadonlySet<string>; readonly never: ReadonlySet<string> },
  tree: Tree,
): string[] {
  const isLawful = (word: string) => {
    const [name = '', member] = word.split('.')
    return !never.has(word) && (may.has(word) || may.has(name) || (member !== undefined && may.has(`${name}.*`)))
  }
  return [...tree]
    .filter(([path]) => path.startsWith(`${top}/`))
    .flatMap(([path, { ambient, members }]) =>
      [...ambient.filter((word) => !isLawful(word)), ...members.filter((word) => never.has(word))].map(
        (word) => `${path}: uses ${word}; ${top} takes as an argument what it does not compute`,
      ),
    )
}

/** @returns where something begins to listen, a line for each file: `path: times` */
export const subscriptionsIn = (tree: Tree): string[] =>
  [...tree]
    .filter(([, { subscriptions }]) => subscriptions > 0)
    .map(([path, { subscriptions }]) => `${path}: ${subscriptions}`)
    .sort()

/** The room or package of an import; where it is a file that belongs to no room (`package.json`), that file. */
function importedBy(room: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  const path = join(room, specifier)
  return IS_SOURCE.test(path) ? dirname(path) : path
}

export const IS_SOURCE = /\.[cm]?[jt]sx?$/

const topOf = (name: string) => name.split('/')[0] ?? ''

/** The words of a row, written out. */
function wordsOf(map: RoomMap, room: string): string[] {
  const rooms = Object.keys(map)
  const above = rooms.slice(0, rooms.indexOf(room))
  return (map[room] ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap(bracesOf)
    .flatMap((word) => (word.endsWith('/**') ? within(word.slice(0, -'/**'.length), above) : word))
}

/** `a/{.,b}` as `a` and `a/b`. */
function bracesOf(word: string): string[] {
  const [, before = '', choices, after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(word) ?? []
  return choices === undefined ? [word] : choices.split(',').map((choice) => normalize(`${before}${choice}${after}`))
}

const within = (folder: string, rooms: readonly string[]) => {
  const found = rooms.filter((room) => room === folder || room.startsWith(`${folder}/`))
  // Named as it is, so that a folder that is not there is found to be none.
  return found.length > 0 ? found : [folder]
}
