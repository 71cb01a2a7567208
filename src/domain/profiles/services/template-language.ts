import nunjucks from 'nunjucks'

/**
 * What of nunjucks a service's template may use. The library runs a template as JavaScript and shields nothing, so that
 * everything which is not named here is refused before it is compiled: macros (they could call themselves for ever),
 * includes, calls except `range()`, lists of what was set (one that holds itself twice, and so on, has no end), and names that
 * would leave their quotes in the compiled text.
 */
const ALLOWED = new Set([
  ...['Root', 'NodeList', 'Output', 'TemplateData', 'Literal', 'Symbol', 'Group', 'Array', 'Dict', 'Pair', 'LookupVal'],
  ...['If', 'InlineIf', 'For', 'Set', 'Capture', 'Filter', 'FunCall', 'Is', 'In', 'And', 'Or', 'Not'],
  ...['Add', 'Concat', 'Sub', 'Mul', 'Div', 'FloorDiv', 'Mod', 'Pow', 'Neg', 'Pos', 'Compare', 'CompareOperand'],
])

/** Those that cannot be made to run long or to grow a text without end; see `guardedFilter`. */
export const FILTERS: readonly string[] = [
  ...['abs', 'capitalize', 'd', 'default', 'dump', 'first', 'float', 'indent', 'int', 'join', 'last', 'length'],
  ...['list', 'lower', 'replace', 'reverse', 'round', 'sort', 'string', 'title', 'trim', 'truncate', 'upper'],
  'urlencode',
]

export const RANGE = 'range'

/** A node of nunjucks' syntax tree, as far as it is read here. Its types are not part of @types/nunjucks. */
interface SyntaxNode {
  readonly typename: string
  readonly lineno: number
  readonly fields: readonly string[]
  readonly children?: readonly SyntaxNode[]
  readonly name?: SyntaxNode
  readonly value?: unknown
  readonly target?: unknown
}

const { parser } = nunjucks as unknown as { readonly parser: { parse(text: string): SyntaxNode } }

/** What a template may not do. */
export class NotAllowed extends Error {
  readonly line: number
  constructor(node: SyntaxNode, text: string) {
    super(text)
    this.line = node.lineno + 1
  }
}

/** @throws NotAllowed, or nunjucks' own error when the template does not parse */
export function checkTemplate(text: string): void {
  check(parser.parse(text))
}

function check(node: SyntaxNode): void {
  const because = ALLOWED.has(node.typename)
    ? WHY_NOT[node.typename]?.(node)
    : `\`${node.typename}\` is not for templates of services; write it with if, for and set`
  if (because !== undefined) throw new NotAllowed(node, because)
  for (const field of node.fields) {
    const value = (node as unknown as Readonly<Record<string, unknown>>)[field]
    // The names in `for key, value in …` are parsed as a list.
    each(node.typename === 'For' && field === 'name' && isNode(value) && value.children ? value.children : value)
  }
}

const NAME = /^[A-Za-z_]\w*$/

const unlessFixed = (node: SyntaxNode) =>
  isFixed(node) ? undefined : 'a list or map that is written here may hold fixed values only'

/** Why one that is allowed may not be written like this; undefined: it may. */
const WHY_NOT: Readonly<Record<string, (node: SyntaxNode) => string | undefined>> = {
  Symbol: ({ value }) =>
    NAME.test(String(value)) ? undefined : `\`${String(value)}\` is not a name (letters, digits and \`_\`)`,
  Literal: ({ value }) =>
    value instanceof RegExp ? 'regular expressions are not for templates of services' : undefined,
  FunCall: ({ name }) => (name?.value === RANGE ? undefined : `the only function is \`${RANGE}()\``),
  Filter: ({ name }) =>
    FILTERS.includes(String(name?.value))
      ? undefined
      : `no filter \`${String(name?.value)}\` is known; there are ${FILTERS.join(', ')}`,
  Array: unlessFixed,
  Dict: unlessFixed,
}

const FIXED = new Set(['Array', 'Dict', 'Pair', 'Literal', 'Neg'])

/** The key of a pair may be written as a name. */
const isFixed = (node: SyntaxNode): boolean =>
  FIXED.has(node.typename) && partsOf(node).every((part) => isNode(part) && isFixed(part))

function partsOf({ typename, value, target, children = [] }: SyntaxNode): readonly unknown[] {
  if (typename === 'Pair') return [value]
  return typename === 'Neg' ? [target] : children
}

function each(value: unknown): void {
  if (Array.isArray(value)) for (const one of value) each(one)
  else if (isNode(value)) check(value)
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'typename' in value && 'fields' in value
