import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { serviceWork } from '../../support/services/work.ts'

const NEVER = new AbortController().signal
const FOR_ADA = { user: 'ada', namespace: 'hub', labels: {} }
const NOTES = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "notes-{{ user }}"}'
const DOUBLED = `{% set ns = namespace(a='ab') %}{% for i in range(60) %}{% set ns.a = ns.a ~ ns.a %}{% endfor %}`
const SLOW = `{% set a = range(9999) | list %}{% for i in range(3000) %}{{ a | sort | length }}{% endfor %}`

const made = (keys: number) => ({ data: Object.fromEntries(Array.from({ length: keys }, (_, at) => [`k${at}`, 'v'])) })

describe('the thread of services', () => {
  const work = serviceWork()
  const ask = (template: string, signal = NEVER) =>
    work.makeObjects({ template, variables: { user: 'ada' }, objects: FOR_ADA }, signal)
  const isGoingOn = async () => assert.equal((await ask(NOTES)).at, 'read')

  it('makes objects of templates, and reads what is returned', async () => {
    const reading = await ask(NOTES)
    assert.ok(reading.at === 'read', JSON.stringify(reading))
    assert.deepEqual(
      reading.objects.map(({ metadata: { name } }) => name),
      ['notes-ada'],
    )
    const returned = await work.readVariables({ made: reading.objects, paths: { N: 'metadata.name' } }, NEVER)
    assert.deepEqual(returned, { at: 'found', env: [{ name: 'N', value: 'notes-ada' }] })
  })

  it('says what is wrong, with its line', async () => {
    assert.deepEqual(await ask('a: 1\nb: {{ memory }}'), {
      at: 'refused',
      text: "line 2: a value that is not given is used; write it into the service's `configuration`, or add `| default('…')`",
    })
    const returned = await work.readVariables({ made: [{}], paths: { N: 'status.x' } }, NEVER)
    assert.deepEqual(returned, { at: 'refused', text: 'return.N: `status.x` finds nothing in what was made' })
  })

  for (const [what, template] of [
    ['a text that doubles', DOUBLED],
    [
      'a list that doubles',
      `${DOUBLED.replace("'ab'", '[1]').replace('ns.a ~ ns.a', '[ns.a, ns.a]')}{{ ns.a | tojson }}`,
    ],
    ['`replace` of nothing by much', `{% set a = 'a' * 65536 %}{{ a | replace('', a) }}`],
    ['a text a billion times', `{{ 'aaaa' * 1000000000 }}`],
    ['a large indent', `{{ 'a\\na' | indent(1000000000) }}`],
    ['a large join', `{{ range(9999) | join('a' * 100000) }}`],
  ] as const)
    it(`${what} takes its memory and no more: it is refused, not tried again, and others go on`, async () => {
      const before = process.memoryUsage.rss()
      const refused = await ask(template)
      // On a machine that has much to do its time is over first.
      assert.match(
        refused.at === 'refused' ? refused.text : '',
        /^it takes more than (32 MB of memory; make its texts and lists shorter|1 s); unless it is changed, it is tried again after 1 min$/,
      )
      const grown = (process.memoryUsage.rss() - before) / 1e6
      assert.ok(grown < 150, `${grown} MB more`)
      assert.deepEqual(await ask(template), refused)
      await isGoingOn()
    })

  it('what takes long ends after its time, and others go on', async () => {
    const quick = serviceWork({ deadlineMs: 300 })
    const objects = FOR_ADA
    const [bomb, other] = await Promise.all([
      quick.makeObjects({ template: SLOW, variables: {}, objects }, NEVER),
      quick.makeObjects({ template: NOTES, variables: { user: 'ada' }, objects }, NEVER),
    ])
    const text = 'it takes more than 0.3 s; unless it is changed, it is tried again after 1 min'
    assert.deepEqual([bomb, other.at], [{ at: 'refused', text }, 'read'])
    const path = '$..[?count($..[?count($..*) > 1]) > 1]'
    const slow = { made: [made(3000)], paths: { X: '$..[?count($..*) > 9999999]' } }
    assert.deepEqual(await quick.readVariables(slow, NEVER), { at: 'refused', text })
    assert.match(JSON.stringify(await quick.readVariables({ ...slow, paths: { X: path } }, NEVER)), /filter inside of/)
  })

  it('who has no time left is told so, and what was under way costs nobody else their time', async () => {
    const left = new AbortController()
    const bomb = ask(SLOW, left.signal)
    const waiting = ask(NOTES, left.signal)
    const other = ask(NOTES)
    left.abort()
    for (const one of [await bomb, await waiting, await ask(NOTES, left.signal)])
      assert.match(JSON.stringify(one), /there was no time left for it: .*`profiles\.webhook\.timeoutSeconds`/)
    assert.equal((await other).at, 'read')
  })
})
