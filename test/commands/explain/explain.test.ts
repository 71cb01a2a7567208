import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, it } from 'node:test'
import { explain } from '../../../src/commands/explain/explain.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { MEMORY_KEY, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { boots } from '../../support/boots.ts'
import { poolLabels } from '../../support/config.ts'

const folder = mkdtempSync(join(tmpdir(), 'warmseats-explain-'))
after(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: object): string => {
  writeFileSync(join(folder, name), JSON.stringify(content))
  return join(folder, name)
}

const none = file('none.json', { kind: 'List', items: [] })
const config = file('values.yaml', {
  nodePools: { user: { nodeSelector: poolLabels('user'), leadTime: 'auto' } },
  schedule: [{ name: 'Midterm', start: '2026-03-24T09:00', duration: '1h', pools: { user: 4 } }],
})
const memory = memoryToJson({ ...NO_MEMORY, boots: { user: boots(3, 4, 5, 6, 5.5) } })
const state = file('state.json', { kind: 'ConfigMap', data: { [MEMORY_KEY]: memory } })
const explained = async (at: string, options: object = {}) =>
  (await explain({ config, nodes: none, pods: none, at, output: 'text', ...options }, 0)).text.split('\n')

it('explain has the lead time that the state ConfigMap remembers, and decides by it', async () => {
  const [before, then] = [
    await explained('2026-03-24T08:53:59Z', { state }),
    await explained('2026-03-24T08:54', { state }),
  ]
  assert.match(before[2] ?? '', /^user: 0 placeholders/)
  assert.match(then[2] ?? '', /^user: 4 placeholders, because "Midterm"/)
  assert.ok(then.includes('    auto lead time 6 min: p90 of 5 boots, 3 min to 6 min'), then.join('\n'))
})

it('without it, it is 10 minutes', async () => {
  assert.match((await explained('2026-03-24T08:50'))[2] ?? '', /^user: 4 placeholders/)
})
