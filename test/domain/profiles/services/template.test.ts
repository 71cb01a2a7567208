import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { renderTemplate } from '../../../../src/domain/profiles/services/template.ts'
import { fc, RUNS } from '../../../support/properties.ts'
import { engine } from '../../../support/services/work.ts'

const GIVEN = {
  user: 'ada',
  workers: 3,
  tls: true,
  share: 0.5,
  labels: { team: 'maths', room: '4' },
  list: ['x', 'y'],
  nothing: null,
  long: 'x'.repeat(10_000),
}

const RENDERED: readonly [template: string, text: string][] = [
  ['name: spark-{{ user }}', 'name: spark-ada'],
  ['{{ workers + 1 }} {{ "n" ~ workers }} {{ 7 // 2 }} {{ 7 / 2 }} {{ tls }} {{ share }}', '4 n3 3 3.5 true 0.5'],
  ['{% for key, value in labels.items() %}{{ key }}={{ value }};{% endfor %}', 'room=4;team=maths;'],
  ['{% for key, value in labels | items %}{{ key }}={{ value }};{% endfor %}', 'room=4;team=maths;'],
  ['{% for at in range(3) %}{{ loop.index }}{% if not loop.last %},{% endif %}{% endfor %}', '1,2,3'],
  ['{{ range(4, 0, -2) | join(" ") }}', '4 2'],
  ['{{ labels.team }} {{ labels["room"] }} {{ list[1] }} {{ list | length }}', 'maths 4 y 2'],
  ['{{ memory | default("1Gi") }} {{ labels.floor | d("2") }} {{ nothing | default("a") }}', '1Gi 2 a'],
  ['{% if gpu %}gpu{% elif workers > 2 %}many{% else %}few{% endif %}', 'many'],
  ['{% if gpu is defined %}a{% else %}b{% endif %}', 'b'],
  ['{% set name = user | upper %}{{ name }} {{ "a" if gpu else "b" }}', 'ADA b'],
  ['{{ [1, "a", {"b": -1}] | tojson }}', '[1,"a",{"b":-1}]'],
  ['{% raw %}{{ user }}{% endraw %}{# nothing #}', '{{ user }}'],
  ['{{ "<&>" }} {{ labels | tojson }}', '<&> {"room":"4","team":"maths"}'],
  ['{{ "4" | int * 2 }} {{ " a " | trim }} {{ user | replace("a", "b") }} {{ user.upper() }}', '8 a bdb ADA'],
  ['{% macro a(b) %}[{{ b }}]{% endmacro %}{{ a(user) }}', '[ada]'],
  ['a:\n{%- if tls %}\n  b: 1\n{%- endif %}\n', 'a:\n  b: 1'],
]

const NOT_GIVEN = /^a value that is not given is used; write it into the service's `configuration`, or add/

const REFUSED: readonly [what: string, template: string, text: RegExp, line?: number][] = [
  ['what does not parse', 'a\n{% if x %', /^syntax error: unexpected end of input, expected expression$/, 2],
  ['a value that is not given', 'a\nb: {{ user }}\nc: {{ memory }}', NOT_GIVEN, 3],
  ['a key with nothing behind it', '{{ nothing }}', NOT_GIVEN, 1],
  ['a part of what is not given', '\n{{ memory.limit | default("1Gi") }}', NOT_GIVEN, 2],
  ['a filter that nobody knows', '\n{{ user | centre(9) }}', /^unknown filter: filter centre is unknown$/, 2],
  ['a macro that calls itself', '{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}', /recursion limit exceeded/, 1],
  ['a file', '{% include "/etc/passwd" %}', /^template not found/, 1],
  ['another template', '{% extends "x" %}', /^template not found/, 1],
  ['an import', '{% import "x" as y %}', /^template not found/, 1],
  [
    'a way to all else',
    '{{ labels.constructor.constructor("return process")() }}',
    /has no method named constructor/,
    1,
  ],
  ['what lists inherit', '{{ list.map }}', NOT_GIVEN, 1],
  ['what maps inherit', '{{ labels["constr" ~ "uctor"] }}', NOT_GIVEN, 1],
  ['what functions have', '{{ range.prototype }}', NOT_GIVEN, 1],
  ['what the library brings', '{{ debug() }}', /^unknown function: debug is unknown/, 1],
  ['a constructor by its name', '{{ constructor }}', NOT_GIVEN, 1],
  ['a prototype by its name', '{{ __proto__ }}', NOT_GIVEN, 1],
  ['a name that leaves its quotes', '{{ a";globalThis.leaked`x`;"b }}', /^syntax error/, 1],
  ['a list without end', '{{ range(1000000000) }}', /^invalid operation: range has too many elements$/, 1],
  ['a step of nothing', '{{ range(1, 5, 0) }}', /^invalid operation: cannot create range with step of 0$/, 1],
  ['loops in loops', loops(3), /^it takes too much work: its loops have too many turns$/, 1],
  ['a long text', '{{ long * 27 }}', /^it makes a text longer than 256 KiB$/],
  ['a long template', 'x'.repeat(2 ** 16 + 1), /^it is longer than 64 KiB$/],
  ['a deep one', `{{ ${'('.repeat(30_000)}1 }}`, /^syntax error: template exceeds maximum recursion limits$/, 1],
]

function loops(depth: number): string {
  return depth === 0 ? 'x' : `{% for i${depth} in range(999) %}${loops(depth - 1)}{% endfor %}`
}

describe('a template of a service', () => {
  for (const [template, text] of RENDERED)
    it(`renders ${template}`, () => assert.deepEqual(renderTemplate(template, GIVEN, engine), { at: 'rendered', text }))

  for (const [what, template, text, line] of REFUSED)
    it(`refuses ${what}`, () => {
      const rendering = renderTemplate(template, GIVEN, engine)
      assert.ok(rendering.at === 'refused', JSON.stringify(rendering))
      assert.match(rendering.text, text)
      assert.equal(rendering.line, line)
    })

  it('runs nothing of what stands in it', () => assert.ok(!('leaked' in globalThis)))

  it('of parts in any order it makes a text or says why not, in one line, and knows nothing that was not given', () => {
    const PARTS = [
      '{{',
      '}}',
      '{%',
      '%}',
      '{#',
      '#}',
      ' ',
      '\n',
      'user',
      'list',
      '|',
      '.',
      '[',
      ']',
      '(',
      ')',
      "'",
      '"',
    ]
    const WORDS = ['for ', ' in ', 'endfor', 'if ', 'else', 'endif', 'set ', '=', '~', '1', 'constructor', '__proto__']
    const FILTERS = ['replace', 'default', 'tojson', 'join', 'range', 'items', 'this', 'globalThis', 'process', 'raw']
    const templates = fc.array(fc.constantFrom(...PARTS, ...WORDS, ...FILTERS), { maxLength: 40 })
    fc.assert(
      fc.property(templates, (parts) => {
        const rendering = renderTemplate(parts.join(''), { user: 'ada', list: ['x'] }, engine)
        if (rendering.at === 'rendered') assert.doesNotMatch(rendering.text, /native code|\[object/)
        else assert.match(rendering.text, /^[^\n]+$/)
      }),
      RUNS,
    )
  })
})
