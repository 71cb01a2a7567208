/**
 * What one source file asks of the world around it: modules, names that it does not declare, and subscriptions. Read from
 * the syntax tree, so that neither a type import, nor `import()`, nor a word in a comment is mistaken.
 *
 * Names are not scoped: one that the file declares anywhere counts as its own everywhere. The linter, which scopes them,
 * knows the most dangerous by name.
 */
import { parseSync, visitorKeys } from 'oxc-parser'

export interface Source {
  /** As written: `../room/seat.ts`, `rxjs`, `node:fs/promises`; `import(…)` where only the running program knows. */
  readonly imports: readonly string[]
  /** Names that it uses and does not declare, with the member that it takes of them: `fetch`, `Math.max`. */
  readonly ambient: readonly string[]
  /** The same of names that it declares or imports: `DateTime.now`. */
  readonly members: readonly string[]
  /** Where it begins to listen; inside `new Observable(…)`, where operators are made, it is not counted. */
  readonly subscriptions: number
}

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** What the nodes around say of a node. */
interface Around {
  /** It is what a declaration gives a name to. */
  readonly binds?: boolean
  /** It is not there at run time. */
  readonly inType?: boolean
  readonly inObservable?: boolean
}

/** @throws SyntaxError when it is no TypeScript */
export function readSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text)
  const [error] = errors
  if (error) throw new SyntaxError(`${path}: ${error.message}`)
  const found: Found = { imports: new Set(), declared: new Set(), used: new Set(), subscriptions: 0 }
  visit({ ...program }, {}, found)
  const { declared } = found
  const used = [...found.used]
  const isDeclared = (word: string) => declared.has(word.split('.')[0] ?? '')
  return {
    imports: [...found.imports],
    ambient: used.filter((word) => !isDeclared(word)),
    members: used.filter((word) => isDeclared(word) && word.includes('.')),
    subscriptions: found.subscriptions,
  }
}

interface Found {
  readonly imports: Set<string>
  readonly declared: Set<string>
  readonly used: Set<string>
  subscriptions: number
}

function visit(node: Node, around: Around, found: Found): void {
  const module = moduleOf(node)
  if (module) found.imports.add(module)
  if (isSubscription(node) && !around.inObservable) found.subscriptions += 1
  const word = around.inType ? undefined : nameOf(node)
  if (word !== undefined) (around.binds ? found.declared : found.used).add(word)
  // The object of `Math.max` is not a name once more; but a name may carry a type, and that name a module.
  if (word !== undefined && node.type !== 'Identifier') return
  for (const [key, child] of childrenOf(node)) visit(child, beneath(node, key, around), found)
}

/** The specifier in whatever names a module: `import`, `export … from`, `import()`, `import('…').Type`, `import x = require()`. */
function moduleOf({ type, source, expression }: Node): string | undefined {
  const named = type === 'TSExternalModuleReference' ? expression : source
  if (!isNode(named)) return undefined
  return typeof named.value === 'string' ? named.value : 'import(…)'
}

const LISTENS = new Set(['subscribe', 'toPromise', 'lastValueFrom', 'firstValueFrom'])

function isSubscription({ type, callee }: Node): boolean {
  if (type !== 'CallExpression' || !isNode(callee)) return false
  const called = callee.type === 'MemberExpression' ? callee.property : callee
  return isNode(called) && typeof called.name === 'string' && LISTENS.has(called.name)
}

/** A name in the place of a value, `Math.random` and `Math['random']` alike as `Math.random`. */
function nameOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return String(node.name)
  if (node.type === 'MetaProperty') return 'import.meta'
  if (node.type !== 'MemberExpression') return undefined
  const { object, property, computed } = node
  if (!isNode(object) || object.type !== 'Identifier' || !isNode(property)) return undefined
  if (!computed) return `${object.name}.${property.name}`
  return typeof property.value === 'string' ? `${object.name}.${property.value}` : undefined
}

/** Where an identifier is not a value's name: a key, a label, what another module calls it. */
const NOT_NAMES: Readonly<Record<string, readonly string[]>> = {
  MemberExpression: ['property'],
  Property: ['key'],
  MethodDefinition: ['key'],
  PropertyDefinition: ['key'],
  ImportSpecifier: ['imported'],
  ImportAttribute: ['key'],
  ExportSpecifier: ['local', 'exported'],
  ExportAllDeclaration: ['exported'],
  LabeledStatement: ['label'],
  BreakStatement: ['label'],
  ContinueStatement: ['label'],
}

function* childrenOf(node: Node): Iterable<readonly [key: string, child: Node]> {
  for (const key of visitorKeys[node.type] ?? []) {
    if (NOT_NAMES[node.type]?.includes(key) && !node.computed) continue
    for (const child of [node[key]].flat()) if (isNode(child)) yield [key, child]
  }
}

const BINDING: Readonly<Record<string, readonly string[]>> = {
  VariableDeclarator: ['id'],
  FunctionDeclaration: ['id', 'params'],
  FunctionExpression: ['id', 'params'],
  ArrowFunctionExpression: ['params'],
  ClassDeclaration: ['id'],
  ClassExpression: ['id'],
  CatchClause: ['param'],
  ImportSpecifier: ['local'],
  ImportDefaultSpecifier: ['local'],
  ImportNamespaceSpecifier: ['local'],
}
/** Where a pattern goes on: `{ a, b: [c = 1] }`. */
const PATTERN: Readonly<Record<string, readonly string[]>> = {
  ObjectPattern: ['properties'],
  Property: ['value'],
  ArrayPattern: ['elements'],
  AssignmentPattern: ['left'],
  RestElement: ['argument'],
}

/** TypeScript's own, but for `x as T`, `x satisfies T` and `x!`, of which the `x` is a value. */
const isType = ({ type }: Node, key: string) =>
  type.startsWith('TS') && !(type.endsWith('Expression') && key === 'expression')

function beneath(node: Node, key: string, { binds = false, inType = false, inObservable = false }: Around): Around {
  const { type, callee } = node
  return {
    binds: BINDING[type]?.includes(key) || (binds && PATTERN[type]?.includes(key) === true),
    inType: inType || isType(node, key),
    inObservable: inObservable || (type === 'NewExpression' && isNode(callee) && callee.name === 'Observable'),
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value
