/** Where a source makes a path of the Kubernetes API out of values, past `apiPath`, which encodes them. */
import { parseSync, visitorKeys } from 'oxc-parser'

interface Node {
  readonly type: string
  readonly start: number
  readonly [key: string]: unknown
}

/** How paths are called, in sources that talk to the API. */
const NAMES = new Set(['path', 'collection', 'location'])
const CLIENT = /kubernetes|connection|client/i
const VERBS = new Set(['get', 'create', 'apply', 'mergePatch', 'remove', 'request'])

/** @returns a line for each, with its place */
export function pathBreaches(path: string, text: string): string[] {
  const { program } = parseSync(path, text)
  const talks = /from '[^']*(?:kubernetes|watch)\/[^']*'/.test(text) || path.startsWith('src/kubernetes/')
  const found = new Set<number>()
  for (const { node, isTagged } of nodesOf({ ...program } as unknown as Node)) {
    if (!isTagged && saysPath(node)) found.add(node.start)
    for (const value of pathsIn(node, talks)) if (isMade(value)) found.add(value.start)
  }
  const line = (at: number) => text.slice(0, at).split('\n').length
  return [...found].map(
    (at) => `${path}:${line(at)}: a path of the API is made here; write it with apiPath or pathUnder`,
  )
}

/** All nodes below one. @param isTagged whether `apiPath` makes a path of it */
function* nodesOf(node: Node, isTagged = false): Generator<{ readonly node: Node; readonly isTagged: boolean }> {
  yield { node, isTagged }
  for (const key of visitorKeys[node.type] ?? [])
    for (const child of [node[key]].flat())
      if (isNode(child)) yield* nodesOf(child, key === 'quasi' && nameOf(node.tag) === 'apiPath')
}

const saysPath = (node: Node): boolean =>
  node.type === 'TemplateLiteral' &&
  isMade(node) &&
  textsOf(node).some((part) => /^\/apis?\/|\/namespaces\//.test(part))

/** What is used as a path here. */
function pathsIn(node: Node, talks: boolean): Node[] {
  if (node.type === 'CallExpression') {
    const { callee, arguments: given } = node as unknown as { callee: Node; arguments: readonly Node[] }
    const isCall =
      callee.type === 'MemberExpression' && VERBS.has(nameOf(callee.property)) && CLIENT.test(nameOf(callee.object))
    return isCall ? given.slice(0, 1) : []
  }
  if (!talks) return []
  if (node.type === 'Property' && NAMES.has(nameOf(node.key))) return [node.value as Node]
  if (node.type === 'VariableDeclarator' && NAMES.has(nameOf(node.id)) && isNode(node.init)) return [node.init]
  return []
}

/** Whether values stand in it: a template, or texts that are put together. */
const isMade = (node: Node): boolean =>
  (node.type === 'TemplateLiteral' && (node.expressions as readonly Node[]).length > 0) ||
  (node.type === 'BinaryExpression' && node.operator === '+')

const textsOf = (node: Node): string[] =>
  (node.quasis as readonly { readonly value: { readonly cooked: string } }[]).map(({ value }) => value.cooked)

/** Of a member the last: `by.leader` is `leader`. */
function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  return node.type === 'MemberExpression' ? nameOf(node.property) : String(node.name ?? '')
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value
