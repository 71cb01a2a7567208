import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { renderTemplate } from '../../../../src/domain/profiles/services/template.ts'

const GIVEN = {
  user: 'ada',
  workers: 3,
  labels: { team: 'maths', room: '4' },
  list: ['x', 'y'],
  long: 'x'.repeat(10_000),
}

const RENDERED: readonly [template: string, text: string][] = [
  ['name: spark-{{ user }}', 'name: spark-ada'],
  ['{{ workers + 1 }} {{ "n" ~ workers }} {{ 7 // 2 }}', '4 n3 3'],
  ['{% for key, value in labels %}{{ key }}={{ value }};{% endfor %}', 'team=maths;room=4;'],
  ['{% for at in range(3) %}{{ loop.index }}{% if not loop.last %},{% endif %}{% endfor %}', '1,2,3'],
  ['{{ range(4, 0, -2) | join(" ") }}', '4 2'],
  ['{{ labels.team }} {{ labels["room"] }} {{ list[1] }} {{ list.length }}', 'maths 4 y 2'],
  ['{{ memory | default("1Gi") }} {{ memory.limit | d("2Gi") }}', '1Gi 2Gi'],
  ['{% if gpu %}gpu{% elif workers > 2 %}many{% else %}few{% endif %}', 'many'],
  ['{% set name = user | upper %}{{ name }} {{ "a" if gpu else "b" }}', 'ADA b'],
  ['{{ [1, "a", {b: -1}] | dump }}', '[1,"a",{"b":-1}]'],
  ['{% raw %}{{ user }}{% endraw %}{# nothing #}', '{{ user }}'],
  ['{{ "<&>" }} {{ labels | dump }}', '<&> {"team":"maths","room":"4"}'],
]

const REFUSED: readonly [what: string, template: string, text: RegExp, line?: number][] = [
  ['what does not parse', 'a\n{% if x %', /^expected expression, got end of file$/],
  ['a value that is not given', 'a\nb: {{ user }}\nc: {{ memory }}', /^a value that is not given is written/, 3],
  ['a filter that nobody knows', '\n{{ user | centre(9) }}', /^no filter `centre` is known; there are abs, /, 2],
  ['a macro, which could call itself', '{% macro a() %}{{ a() }}{% endmacro %}', /^`Macro` is not for templates/, 1],
  ['a file', '{% include "/etc/passwd" %}', /^`Include` is not for templates/, 1],
  ['another template', '{% extends "x" %}', /^`Extends` is not for templates/, 1],
  ['an import', '{% import "x" as y %}', /^`Import` is not for templates/, 1],
  ['a call', '{{ user.toUpperCase() }}', /^the only function is `range\(\)`$/, 1],
  ['a way to all else', '{{ labels.constructor.constructor("return process")() }}', /^the only function is/, 1],
  ['what lists inherit', '{{ list.map }}', /^a value that is not given/, 1],
  ['what maps inherit', '{{ labels["constr" ~ "uctor"] }}', /^a value that is not given/, 1],
  ['what functions have', '{{ range.prototype }}', /^a value that is not given/, 1],
  ['what the library brings', '{{ cycler }}', /^a value that is not given/, 1],
  ['a constructor by its name', '{{ constructor }}', /^a value that is not given/, 1],
  ['a prototype by its name', '{{ __proto__ }}', /^a value that is not given/, 1],
  ['a name that leaves its quotes', '{{ a";globalThis.leaked`x`;"b }}', /is not a name/, 1],
  ['a regular expression', '{{ r/(a+)+$/ }}', /^regular expressions are not/, 1],
  ['a list without end', '{{ range(1000000000) }}', /range is longer than 1000/],
  ['a step of nothing', '{{ range(1, 5, 0) }}', /range is longer than 1000/],
  ['loops in loops', loops(3), /^its loops take more than 10000 turns$/],
  [
    'a text that doubles',
    '{% set x = "ab" %}{% for i in range(60) %}{% set x = x ~ x %}{% endfor %}',
    /longer than 256 KiB/,
  ],
  [
    'a list that doubles',
    '{% set a = [1] %}{% for i in range(99) %}{% set a = [a, a] %}{% endfor %}',
    /fixed values only/,
    1,
  ],
  ['much work', '{% for i in range(999) %}{{ list | sort | length }}{{ "x" in long }}{% endfor %}', /too much work/],
  ['a long template', 'x'.repeat(2 ** 16 + 1), /^it is longer than 64 KiB$/],
  ['a deep one', `{{ ${'('.repeat(30_000)}1 }}`, /call stack/],
  ['a large indent', '{{ "a" | indent(100000000) }}', /a filter is told a number above 1000/],
]

function loops(depth: number): string {
  return depth === 0 ? 'x' : `{% for i${depth} in range(999) %}${loops(depth - 1)}{% endfor %}`
}

describe('a template of a service', () => {
  for (const [template, text] of RENDERED)
    it(`renders ${template}`, () => assert.deepEqual(renderTemplate(template, GIVEN), { at: 'rendered', text }))

  for (const [what, template, text, line] of REFUSED)
    it(`refuses ${what}`, () => {
      const rendering = renderTemplate(template, GIVEN)
      assert.ok(rendering.at === 'refused', JSON.stringify(rendering))
      assert.match(rendering.text, text)
      assert.equal(rendering.line, line)
    })

  it('runs nothing of what stands in it', () => assert.ok(!('leaked' in globalThis)))
})
